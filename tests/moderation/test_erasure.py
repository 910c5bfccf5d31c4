"""A person's comments are erased: the words go everywhere, the log says so and stays whole."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from comments.models import Article, Comment, Contact
from comments.receipts import receipt_of
from moderation.decisions import APPROVED, DecisionRefused, Order, decide
from moderation.erasure import erase
from moderation.models import Decision, PolicyVersion
from moderation.review import review_waiting
from tests.conftest import MakeComment

WORDS = "Quince trees at the ford are fucking morons."


def seen(client: Client, article: Article) -> str:
    answers = [
        client.get("/api/v1/comments", {"article": article.url}),
        client.get("/articles", {"url": article.url}),
    ]
    return "".join(answer.content.decode() for answer in answers)


@pytest.mark.parametrize("body", ["Quince trees at the ford.", WORDS, "See https://quince.example"])
def test_an_erased_comment_is_gone_from_everywhere(
    client: Client, article: Article, make_comment: MakeComment, body: str
) -> None:
    comment = make_comment(body, author_name="Quince", email="quince@mail.example")
    review_waiting()
    seen(client, article)  # fills the cache

    erase([comment])

    comment.refresh_from_db()
    article.refresh_from_db()
    assert (comment.status, comment.body, comment.author_name) == ("erased", "", "")
    assert comment.text_sha256 == ""
    assert article.approved_count == 0
    assert "quince" not in seen(client, article).casefold()
    assert client.get(f"/api/v1/comments/{comment.uuid}").status_code == 404
    assert not Contact.objects.exists()
    call_command("verify_log")
    call_command("verify_texts")


def test_the_author_reads_that_it_was_erased(client: Client, make_comment: MakeComment) -> None:
    comment = make_comment(WORDS)
    review_waiting()

    erase([comment])

    receipt = receipt_of(comment)
    told = client.get(f"/api/v1/submissions/{receipt}").json()
    assert (told["status"], told["body"], told["decision"]["quotes"]) == ("erased", "", [])
    assert client.get(f"/submissions/{receipt}").status_code == 200


def test_replies_by_others_stay(
    client: Client, article: Article, make_comment: MakeComment
) -> None:
    parent = make_comment("Quince trees.")
    review_waiting()
    make_comment("Pear trees, rather.", in_reply_to=parent.uuid)
    review_waiting()

    erase([parent])

    assert "Pear trees" in seen(client, article)
    assert client.get("/api/v1/counts", {"article": article.url}).json()["counts"] == {
        article.url: 1
    }


def test_nothing_follows_an_erasure(
    make_comment: MakeComment, policy: PolicyVersion, ana: User
) -> None:
    comment = make_comment(WORDS)
    erase([comment])
    comment.refresh_from_db()

    with pytest.raises(DecisionRefused, match="erased"):
        decide(
            Order(comment=comment, now=APPROVED, policy=policy, moderator_id=ana.pk, note="Back.")
        )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE comments_comment SET status = 'approved'")
    assert erase([comment]) == 0
    assert Decision.objects.count() == 1
    assert review_waiting() == (0, True)


def test_words_left_behind_are_named(make_comment: MakeComment) -> None:
    comment = make_comment(WORDS)
    comment.body = ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE comments_comment SET status = 'erased', version = 1")

    with pytest.raises(CommandError, match="words are left"):
        call_command("verify_texts")
    with pytest.raises(CommandError, match="not in the log"):
        call_command("verify_log")


@pytest.fixture
def three(make_comment: MakeComment) -> list[Comment]:
    return [
        make_comment("One.", email="Rui@mail.example"),
        make_comment("Two.", email="rui@mail.example"),
        make_comment("Three.", email="ana@mail.example"),
    ]


def test_a_person_is_named_by_receipt_id_or_email(three: list[Comment], capsys: Any) -> None:
    call_command("erase", email="rui@MAIL.example", yes=True)
    call_command("erase", receipt=receipt_of(three[2]))

    assert capsys.readouterr().out.splitlines() == [
        "2 comments erased",
        "1 comments would be erased; say so with --yes.",
    ]
    assert [c.status for c in Comment.objects.order_by("pk")] == ["erased", "erased", "pending"]


def test_nobody_is_no_person(three: list[Comment]) -> None:
    with pytest.raises(CommandError, match="No comment fits"):
        call_command("erase", email="nobody@mail.example", yes=True)


def test_a_person_gets_all_that_is_kept(three: list[Comment], capsys: Any) -> None:
    review_waiting()

    call_command("export", comment=str(three[0].uuid))

    (told,) = json.loads(capsys.readouterr().out)
    assert (told["body"], told["contact"]["email"]) == ("One.", "Rui@mail.example")
    assert [decision["now"] for decision in told["decisions"]] == ["approved"]


def test_an_erasure_and_a_decision_at_once_leave_one_outcome(
    make_comment: Callable[..., Comment],
) -> None:
    comment = make_comment("Quince.")
    stale = Comment.objects.get(pk=comment.pk)
    review_waiting()

    erase([stale])  # as somebody saw it before the rules decided

    assert list(Decision.objects.order_by("sequence").values_list("comment_version", "now")) == [
        (1, "approved"),
        (2, "erased"),
    ]
