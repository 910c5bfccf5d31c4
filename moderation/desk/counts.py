"""How many comments wait behind each filter, in one question to the database."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from comments.models import Comment
from moderation.desk.filters import Filters
from moderation.guidelines.policy import GUIDELINES
from moderation.holds import CAUSES


@dataclass(frozen=True)
class Group:
    """Comments that wait with the same site, language and reasons."""

    site: str
    language: str
    reasons: frozenset[str]
    size: int


@dataclass(frozen=True)
class Counts:
    """How many wait, by filter; each counted as if only the other filters were set."""

    total: int
    site: Counter[str]
    language: Counter[str]
    guideline: Counter[str]
    cause: Counter[str]


def count(waiting: QuerySet[Comment], filters: Filters) -> Counts:
    """Count what waits; `waiting` has the typed filters only."""
    rows = waiting.order_by().values_list("site", "language", "hold__reasons")
    groups = [
        Group(str(site), language, frozenset((reasons or "").split()), size)
        for site, language, reasons, size in rows.annotate(size=Count("pk"))
    ]
    counts = Counts(0, Counter(), Counter(), Counter(), Counter())
    total = 0
    for group in groups:
        fits = {
            "site": filters.site in ("", group.site),
            "language": filters.language in ("", group.language),
            "guideline": not filters.guideline or filters.guideline in group.reasons,
            "cause": not filters.cause or filters.cause in group.reasons,
        }
        total += group.size * all(fits.values())
        for name, fit in fits.items():
            others_fit = sum(fits.values()) - fit == len(fits) - 1
            if others_fit:
                getattr(counts, name).update(dict.fromkeys(_values(group, name), group.size))
    return Counts(total, counts.site, counts.language, counts.guideline, counts.cause)


def _values(group: Group, name: str) -> list[str]:
    if name in ("site", "language"):
        return [getattr(group, name)]
    known = GUIDELINES if name == "guideline" else CAUSES
    return [code for code in known if code in group.reasons]
