"""The one way out: what readers may see of an article. Nothing here knows unapproved comments."""

import binascii
import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, NamedTuple

import orjson
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comments import states
from comments.cache import remember
from comments.listing import FIELDS, listed
from comments.models import Article
from comments.packing import KEPT, ONCE, PLAIN, pack

PAGE_SIZE = 100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
FORMAT = 1  # raise it with every change of what a document holds: copies elsewhere are then old
NO_ARTICLE = "0-0"  # the state of an article that nobody has commented on


@dataclass(frozen=True)
class Cursor:
    """The last comment of a page: (microseconds since 1970 UTC, id)."""

    microseconds: int
    pk: int

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """Read a cursor that an earlier page gave. Raises ValidationError for anything else."""
        try:
            raw = urlsafe_b64decode(text.encode("ascii") + b"==")
            microseconds, pk = (int(number) for number in raw.decode("ascii").split("."))
            cursor = cls(microseconds, pk)
            in_range = 0 <= pk < 2**63 and microseconds >= 0 and cursor.submitted_at.year < 9999
        except (ValueError, OverflowError, binascii.Error):
            in_range = False
        if not in_range:
            raise ValidationError(
                _("Use the cursor of an earlier page, or leave it out."), code="invalid_cursor"
            )
        return cursor

    @classmethod
    def at(cls, row: dict[str, Any]) -> "Cursor":
        """Return the cursor that stands behind a row."""
        since = row["submitted_at"].replace(tzinfo=UTC) - EPOCH
        return cls(since // timedelta(microseconds=1), row["pk"])

    def __str__(self) -> str:
        return urlsafe_b64encode(f"{self.microseconds}.{self.pk}".encode()).rstrip(b"=").decode()

    @property
    def submitted_at(self) -> datetime:
        """Return the time of the comment, UTC."""
        return EPOCH + timedelta(microseconds=self.microseconds)


class Count(NamedTuple):
    """How many approved comments an article has, and in which state that was read."""

    approved: int
    state: str


def state(article: Article | None) -> str:
    """Return what changes whenever a page does; closing by age raises no version."""
    if article is None:
        return NO_ARTICLE
    return f"{article.pk}-{article.version}{'' if article.takes_comments else '-closed'}"


def etag(seen: Sequence[str]) -> str:
    """Return the ETag of an answer about articles in these states.

    It is weak: packed and unpacked, the answer is the same.
    """
    named = seen[0] if len(seen) == 1 else hashlib.sha256(" ".join(seen).encode()).hexdigest()
    return f'W/"{FORMAT}-{named}"'


def page(
    article: Article | None,
    *,
    url: str,
    cursor: Cursor | None,
    newest_first: bool,
    coding: str = PLAIN,
) -> bytes:
    """Return a page of an article's approved comments, as JSON, packed if a coding is given.

    First pages are kept ready, in each coding that was asked for.
    """
    if article is None:
        return pack(_document(url, None, [], following=None), coding, ONCE)
    if cursor is not None:
        return pack(_build(article, cursor, newest_first), coding, ONCE)
    key = _key(article, newest_first)
    if coding == PLAIN:
        return remember(key, lambda: _build(article, None, newest_first))
    plain = partial(page, article, url=url, cursor=None, newest_first=newest_first)
    return remember(f"{key}:{coding}", lambda: pack(plain(), coding, KEPT))


def announce(article_ids: Iterable[int]) -> None:
    """Make the states of articles known at once; call this after the commit that changed them."""
    changed = Article.objects.select_related("site").filter(pk__in=set(article_ids))
    states.tell({article.url: state(article) for article in changed})


def _key(article: Article, newest_first: bool) -> str:
    return f"comments:page:{FORMAT}:{state(article)}:{'newest' if newest_first else 'oldest'}"


def counts(urls: Iterable[str]) -> dict[str, Count]:
    """Return the counts by canonical URL, by one query; unknown articles have none."""
    found = dict.fromkeys(urls, Count(0, NO_ARTICLE))
    for article in Article.objects.select_related("site").filter(url__in=found):
        found[article.url] = Count(article.approved_count, state(article))
    return found


def rows(
    article: Article, *, cursor: Cursor | None = None, newest_first: bool = False
) -> list[dict[str, Any]]:
    """Return the approved comments behind the cursor, one more than a page at most."""
    behind = (cursor.submitted_at, cursor.pk) if cursor else None
    return listed(article.pk, behind=behind, newest_first=newest_first, most=PAGE_SIZE + 1)


def as_json(row: dict[str, Any]) -> dict[str, Any]:
    """Return a comment as the API shows it, from its columns."""
    return {name: row[column] for name, column in FIELDS.items()}


def _build(article: Article, cursor: Cursor | None, newest_first: bool) -> bytes:
    found = rows(article, cursor=cursor, newest_first=newest_first)
    shown = found[:PAGE_SIZE]
    following = str(Cursor.at(shown[-1])) if len(found) > PAGE_SIZE else None
    for row in shown:
        del row["pk"]
    return _document(article.url, article, shown, following)


def _document(
    url: str, article: Article | None, shown: list[dict[str, Any]], following: str | None
) -> bytes:
    return orjson.dumps(
        {
            "article": url,
            "is_open": article.takes_comments if article else True,
            "count": article.approved_count if article else 0,
            "comments": shown,
            "next": following,
        },
        option=orjson.OPT_UTC_Z | orjson.OPT_NAIVE_UTC,
    )
