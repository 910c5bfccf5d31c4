"""The order in which moderators see what waits: the urgent first, nothing twice, no two heavies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from comments.models import Comment
from moderation.desk.filters import NEWEST, OLDEST, URGENT, Filters
from moderation.desk.roles import SEE, sites_where

PAGE_SIZE = 25
PAGE_MAX = 200  # deeper than this nobody pages; filters narrow
BULK_MAX = 500  # comments in one decision
ROUNDS = 3  # questions that look behind a flood of copies

# By which moment of a comment each order goes, and whether the earliest (1) or latest (-1) leads.
ORDER = {
    URGENT: (Coalesce("hold__stands_at", "submitted_at"), 1),
    OLDEST: (F("submitted_at"), 1),
    NEWEST: (F("submitted_at"), -1),
}


@dataclass(frozen=True)
class Place:
    """A comment's place in the queue, with the copies of it that wait as well."""

    pk: int
    likeness: str
    is_heavy: bool
    rank: float  # the lowest is read first


def waiting(user: User) -> QuerySet[Comment]:
    """Return what waits for a person at a moderator's sites."""
    return Comment.objects.held().filter(site__in=sites_where(user, SEE))


def page(found: QuerySet[Comment], filters: Filters, number: int) -> tuple[list[Place], bool]:
    """Return a page of the queue, and whether there is another one.

    Both kinds of text are read as far as this page may need them, so memory is bounded by the
    depth of the page, not by the length of the queue.
    """
    most = number * PAGE_SIZE + 1
    heavy = _places(found.filter(hold__is_heavy=True), filters, most)
    light = _places(found.exclude(hold__is_heavy=True), filters, most)
    places = list(spaced(heavy, light))
    begin = most - 1 - PAGE_SIZE
    return places[begin : most - 1], len(places) >= most


def spaced(heavy: Sequence[Place], light: Sequence[Place]) -> Iterator[Place]:
    """Yield both in order of urgency, but never two heavy ones in a row while a light one waits."""
    heavies, lights = list(reversed(heavy)), list(reversed(light))
    after_heavy = False
    while heavies or lights:
        heavy_first = bool(heavies) and (not lights or heavies[-1].rank <= lights[-1].rank)
        after_heavy = heavy_first and not (after_heavy and lights)
        yield (heavies if after_heavy else lights).pop()


def _places(found: QuerySet[Comment], filters: Filters, most: int) -> list[Place]:
    """Return the first places; of copies (same folded text) only the first one stands here."""
    moment, sign = ORDER[filters.order]
    found = found.annotate(moment=moment).order_by(
        F("moment") if sign > 0 else F("moment").desc(), "pk"
    )
    first: dict[str, Place] = {}
    for _round in range(ROUNDS):
        rest = found.exclude(hold__likeness__in=list(first))
        rows = list(rest.values_list("pk", "hold__likeness", "hold__is_heavy", "moment")[:most])
        for pk, likeness, is_heavy, at in rows:
            place = Place(pk, likeness or "", bool(is_heavy), sign * at.timestamp())
            first.setdefault(likeness or str(pk), place)
        if len(rows) < most or len(first) >= most:
            break
    return list(first.values())[:most]
