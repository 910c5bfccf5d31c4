"""The page of an article's comments: list and form, without script and without cookie."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from pytest_django import Settings

from comments import pages, tickets
from comments.models import Article, Comment, Host, Site
from moderation.review import review_waiting

MakeComment = Callable[..., Comment]


@pytest.fixture
def aged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every form have been open for long enough."""
    monkeypatch.setattr(tickets, "LEAST_SECONDS", 0)


def send(client: Client, article: Article, **fields: Any) -> Any:
    ticket = {"ticket": tickets.issue(article.url)}
    data = ticket | {"author_name": "Rui", "body": "A relief."} | fields
    return client.post(f"/articles?url={article.url}", data)


def test_only_published_comments_are_shown(
    client: Client, article: Article, make_comment: MakeComment
) -> None:
    make_comment("Published words.")
    make_comment("You fucking idiot.")
    review_waiting()
    make_comment("Waiting words.")

    shown = client.get("/articles", {"url": article.url}).content.decode()

    assert "Published words." in shown
    assert "idiot" not in shown
    assert "Waiting words." not in shown


def test_the_form_makes_a_pending_comment_and_leads_to_its_receipt(
    client: Client, article: Article, aged: None
) -> None:
    answer = send(client, article, body="  First line.\r\n  Second.  ", email="rui@mail.example")

    comment = Comment.objects.get()
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/submissions/")
    assert (comment.body, comment.status) == ("  First line.\r\n  Second.  ", "pending")
    assert comment.contact.email == "rui@mail.example"
    assert not client.cookies


def test_a_double_click_makes_one_comment(client: Client, article: Article, aged: None) -> None:
    ticket = tickets.issue(article.url)

    first = send(client, article, ticket=ticket)
    second = send(client, article, ticket=ticket)
    other = send(client, article, ticket=ticket, body="Went back and wrote another.")

    assert first.headers["Location"] == second.headers["Location"]
    assert other.headers["Location"] != first.headers["Location"]
    assert Comment.objects.count() == 2


def test_an_error_keeps_everything_that_was_typed(client: Client, article: Article) -> None:
    answer = send(client, article, author_name="", body="\n <b>kept</b> ", email="not an address")

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Please give a name." in shown
    assert "name@example.org" in shown
    assert "<textarea" in shown
    assert "\n\n &lt;b&gt;kept&lt;/b&gt; </textarea>" in shown
    assert 'value="not an address"' in shown
    assert Comment.objects.count() == 0


def test_too_fast_is_told_and_the_same_form_is_taken_a_moment_later(
    client: Client, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = tickets.issue(article.url)
    refused = send(client, article, ticket=ticket)
    later = time.time() + 5
    monkeypatch.setattr(time, "time", lambda: later)

    taken = send(client, article, ticket=ticket)

    assert refused.status_code == 422
    assert ticket in refused.content.decode()
    assert taken.status_code == 303


def test_too_many_posts_are_told_when_to_come_back(
    client: Client, article: Article, aged: None, settings: Settings
) -> None:
    settings.POSTS_PER_MINUTE = 1
    send(client, article, body="One.")

    answer = send(client, article, body="Two.")

    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert "Two.</textarea>" in answer.content.decode()


def test_a_database_out_of_reach_gives_back_what_was_typed(
    client: Client, article: Article, aged: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*args: Any, **kwargs: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(pages, "find_place", gone)
    answer = send(client, article, body="Kept <i>words</i>.")

    assert answer.status_code == 503
    assert "Kept &lt;i&gt;words&lt;/i&gt;.</textarea>" in answer.content.decode()
    assert answer.headers["Content-Security-Policy"].endswith("http://news.example:*")


def test_a_closed_article_shows_its_comments_but_takes_none(
    client: Client, article: Article, make_comment: MakeComment, aged: None
) -> None:
    make_comment("The last word.")
    review_waiting()
    Article.objects.update(is_open=False)

    shown = client.get("/articles", {"url": article.url}).content.decode()
    answer = send(client, article)

    assert "The last word." in shown
    assert "closed for comments" in shown
    assert "<form" not in shown
    assert answer.status_code == 409
    assert "A relief.</textarea>" in answer.content.decode()


def test_a_filled_honeypot_is_held_with_that_cause(
    client: Client, article: Article, aged: None
) -> None:
    answer = send(client, article, website="https://spam.example")
    review_waiting()

    comment = Comment.objects.get()
    assert answer.status_code == 303
    assert (comment.status, comment.suspicion) == ("pending", "honeypot")
    assert comment.reviewed_at
    assert [found["rule"] for found in comment.reviews.get().findings] == ["honeypot"]


def test_a_reply_names_the_comment_that_it_answers(
    client: Client, article: Article, make_comment: MakeComment, aged: None
) -> None:
    parent = make_comment("The ramp is steep.")
    review_waiting()

    form = client.get("/articles", {"url": article.url, "reply": parent.uuid}).content.decode()
    send(client, article, in_reply_to=str(parent.uuid))

    assert "In reply to <bdi>Rui</bdi>" in form
    assert Comment.objects.get(in_reply_to=parent)


@pytest.mark.parametrize("url", ["", "nonsense", "https://other.example/", "javascript:1", "\0"])
def test_an_address_of_no_site_is_not_found(client: Client, site: Site, url: str) -> None:
    assert client.get("/articles", {"url": url}).status_code == 404


@pytest.mark.parametrize(
    "query", [{"cursor": "x"}, {"reply": "x"}, {"reply": "\0"}, {"language": "xx"}, {"order": "x"}]
)
def test_odd_queries_are_no_defect(client: Client, article: Article, query: dict[str, str]) -> None:
    assert client.get("/articles", {"url": article.url} | query).status_code in (200, 404)


def test_only_the_sites_hosts_may_frame_the_page(client: Client, article: Article) -> None:
    Host.objects.create(site=article.site, name="www.news.example")

    answer = client.get("/articles", {"url": article.url})

    policy = answer.headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors 'self' http://news.example:* http://www.news.example:*")
    assert "unsafe" not in policy
    assert "X-Frame-Options" not in answer.headers


def test_a_form_of_another_page_is_refused(client: Client, article: Article, aged: None) -> None:
    address = f"/articles?url={article.url}"
    data = {"ticket": tickets.issue(article.url), "author_name": "Rui", "body": "A relief."}

    answer = client.post(address, data, headers={"Origin": "https://thief.example"})

    assert answer.status_code == 403
    assert Comment.objects.count() == 0


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [
        ("en", "ltr", "Write a comment"),
        ("ckb", "rtl", "لێدوانێک بنووسن"),
        ("ku", "ltr", "Şîroveyekê binivîsin"),
        ("kmr", "ltr", "Şîroveyekê binivîsin"),
        ("ar", "rtl", "اكتب تعليقًا"),
        ("tr", "ltr", "Yorum yazın"),
    ],
)
def test_the_page_speaks_the_language_asked_for(
    client: Client, article: Article, language: str, direction: str, words: str
) -> None:
    answer = client.get("/articles", {"url": article.url, "language": language})

    shown = answer.content.decode()
    assert words in shown
    assert f'dir="{direction}"' in shown
    assert answer.headers["Content-Language"] in ("ku", language)


def test_without_a_choice_the_page_speaks_the_articles_language(
    client: Client, article: Article
) -> None:
    Article.objects.update(language="ckb")

    shown = client.get("/articles", {"url": article.url}, headers={"Accept-Language": "tr"})

    assert 'lang="ckb" dir="rtl"' in shown.content.decode()
