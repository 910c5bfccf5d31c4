"""The one way out: only approved comments, page by page."""

from collections.abc import Callable
from datetime import timedelta

import orjson
import pytest
from django.core.exceptions import ValidationError

from comments import published
from comments.models import Article, Comment
from moderation.review import review_waiting


def bodies(article: Article, cursor: str | None = None, *, newest_first: bool = False) -> list[str]:
    read = published.Cursor.read(cursor) if cursor else None
    article.refresh_from_db()
    page = published.page(article, url=article.url, cursor=read, newest_first=newest_first)
    return [comment["body"] for comment in orjson.loads(page)["comments"]]


def test_only_approved_comments_are_in_the_page(
    article: Article, make_comment: Callable[..., Comment]
) -> None:
    make_comment("A relief.")
    make_comment("What a fucking mess, you fucking moron.")
    review_waiting()
    make_comment("Not read yet.")

    assert bodies(article) == ["A relief."]


def test_pages_follow_each_other_without_gap_or_repetition(
    article: Article, make_comment: Callable[..., Comment], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(published, "PAGE_SIZE", 2)
    sent = [f"Comment number {number}." for number in range(5)]
    for body in sent:
        make_comment(body)
    review_waiting()
    article.refresh_from_db()

    for newest_first in (False, True):
        seen: list[str] = []
        cursor = None
        while True:
            page = orjson.loads(
                published.page(article, url=article.url, cursor=cursor, newest_first=newest_first)
            )
            seen += [comment["body"] for comment in page["comments"]]
            if page["next"] is None:
                break
            cursor = published.Cursor.read(page["next"])
        assert seen == (sent[::-1] if newest_first else sent)


@pytest.mark.parametrize(
    "text", ["x", "é", "MQ", "LTEuMQ", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5LjE", "=" * 99]
)
def test_an_invented_cursor_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        published.Cursor.read(text)


def test_counts_know_approved_comments_alone(
    article: Article, make_comment: Callable[..., Comment]
) -> None:
    make_comment("A relief.")
    review_waiting()
    make_comment("Not read yet.")

    counts = published.counts([article.url, "https://news.example/other"])

    numbers = {url: count.approved for url, count in counts.items()}
    assert numbers == {article.url: 1, "https://news.example/other": 0}


def test_an_article_closes_some_days_after_its_first_comment(
    article: Article, make_comment: Callable[..., Comment]
) -> None:
    make_comment("A relief.")
    review_waiting()
    article.refresh_from_db()
    before = published.state(article)

    article.site.close_after_days = 3
    still_open = article.takes_comments
    article.created_at -= timedelta(days=4)

    page = orjson.loads(published.page(article, url=article.url, cursor=None, newest_first=False))
    assert still_open
    assert not article.takes_comments
    assert not page["is_open"]
    assert published.state(article) != before


def test_the_version_changes_exactly_when_readers_see_something_else(
    article: Article, make_comment: Callable[..., Comment]
) -> None:
    before = published.state(article)
    make_comment("More about this at https://bridge-news.example/east")
    review_waiting()
    article.refresh_from_db()
    assert published.state(article) == before

    make_comment("A relief.")
    review_waiting()
    article.refresh_from_db()
    assert published.state(article) != before
