"""No line of the log holds a reader's words, address or e-mail."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from comments import submission
from comments.models import Article, Comment
from moderation.guidelines import judge
from moderation.review import review_waiting

SECRETS = {
    "body": "Moths circle the fucking lamp at Velm.",
    "author_name": "Quillon Vasterby",
    "email": "quillon@mail.example",
}
ADDRESS = "203.0.113.77"


def assert_silent(caplog: pytest.LogCaptureFixture) -> None:
    written = "\n".join(
        f"{record.getMessage()} {record.exc_info}\n{logging.Formatter().format(record)}"
        for record in caplog.records
    )
    for secret in (*SECRETS.values(), "Velm", ADDRESS):
        assert secret not in written


def send(client: Client, article: Article, **fields: Any) -> Any:
    return client.post(
        "/api/v1/comments",
        {"article": article.url, **SECRETS, **fields},
        content_type="application/json",
        REMOTE_ADDR=ADDRESS,
    )


def test_a_whole_life_leaves_no_words_in_the_log(
    client: Client, article: Article, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    receipt = send(client, article).json()["receipt"]
    review_waiting()
    client.get(f"/api/v1/submissions/{receipt}")
    send(client, article, author_name="")

    assert Comment.objects.get().status == "rejected"
    assert caplog.records
    assert_silent(caplog)


def test_a_failing_database_leaves_no_words_in_the_log(
    client: Client,
    article: Article,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def gone(*args: Any) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(submission, "_open_article", gone)
    caplog.set_level(logging.DEBUG)

    answer = send(client, article)

    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert_silent(caplog)


def test_a_failing_rule_leaves_no_words_in_the_log(
    make_comment: Callable[..., Comment],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def explode(*args: Any) -> None:
        raise RuntimeError(SECRETS["body"])

    monkeypatch.setattr(judge.Text, "read", explode)
    make_comment(SECRETS["body"])
    caplog.set_level(logging.DEBUG)

    review_waiting()

    assert Comment.objects.held().exists()
    assert_silent(caplog)
