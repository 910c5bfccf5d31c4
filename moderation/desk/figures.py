"""The figures of the dashboard: what waits, what was decided by whom, how right rules are."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import sqrt
from statistics import median

from django.db.models import Count, Min, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from comments.models import Comment, Site
from moderation.decisions import APPROVED, PENDING, REJECTED
from moderation.models import Decision

SAMPLE = 5000  # people's newest decisions that rules and times are measured by
Z95 = 1.959964  # two-sided 95 % of the normal distribution


@dataclass(frozen=True)
class Waiting:
    """What waits for a person now."""

    number: int
    oldest: datetime | None


@dataclass(frozen=True)
class Day:
    """Decisions in force of a day, by "actor outcome"."""

    day: date
    numbers: Counter[str]


@dataclass(frozen=True)
class Precision:
    """How often people upheld what a rule said, with its 95 % interval (Wilson, 1927)."""

    rule: str
    upheld: int
    of: int

    @property
    def share(self) -> float:
        """Return the share upheld, 0 to 1."""
        return self.upheld / self.of

    @property
    def interval(self) -> tuple[float, float]:
        """Return the ends of the interval, 0 to 1."""
        n, p, zz = self.of, self.share, Z95 * Z95
        middle = (p + zz / (2 * n)) / (1 + zz / n)
        half = Z95 / (1 + zz / n) * sqrt(p * (1 - p) / n + zz / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass
class Practice:
    """What people's decisions tell: of the rules, and of the time that comments wait for them."""

    precisions: list[Precision] = field(default_factory=list)
    waits: list[tuple[date, float]] = field(default_factory=list)  # median hours by day
    usual_hours: float | None = None  # median of all


def waiting(sites: Sequence[Site]) -> Waiting:
    """Return how many comments wait for a person, and since when the oldest does."""
    held = Comment.objects.held().filter(site__in=sites).order_by()
    found = held.aggregate(number=Count("pk"), oldest=Min("submitted_at"))
    return Waiting(found["number"], found["oldest"])


def decisions_between(sites: Sequence[Site], since: datetime) -> QuerySet[Decision]:
    """Return the decisions that were not undone, without the undos themselves."""
    since_then = Decision.objects.filter(site__in=sites, decided_at__gte=since, undoes=None)
    # Undos are few: asked for as a set, they cost no join of the log with itself.
    undone = Decision.objects.filter(undoes__isnull=False).values("undoes")
    return since_then.exclude(now=PENDING).exclude(pk__in=undone)


def days(decisions: QuerySet[Decision], since: datetime) -> list[Day]:
    """Return the decisions of each day since then, also of days without any."""
    rows = (
        decisions.order_by()
        .values_list(TruncDate("decided_at"), "actor", "now")
        .annotate(size=Count("pk"))
    )
    by_day: dict[date, Counter[str]] = defaultdict(Counter)
    for day, actor, now, size in rows:
        by_day[day][f"{actor} {now}"] += size
    first, last = timezone.localdate(since), timezone.localdate()
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [Day(day, by_day[day]) for day in every]


def by_guideline(decisions: QuerySet[Decision]) -> Counter[str]:
    """Return how often each guideline was a reason to reject."""
    rows = decisions.filter(now=REJECTED).order_by().values_list("guidelines")
    counted: Counter[str] = Counter()
    for guidelines, size in rows.annotate(size=Count("pk")):
        counted.update(dict.fromkeys(guidelines, size))
    return counted


def practice(decisions: QuerySet[Decision]) -> Practice:
    """Return what people's newest decisions, at most SAMPLE of them, tell of rules and of waiting.

    A rule is upheld where a person rejected the comment under the guideline that it names, and
    overturned where a person approved it, whether it was held or already rejected by the rule.
    """
    columns = ("decided_at", "now", "was", "guidelines", "evidence", "comment__submitted_at")
    people = decisions.filter(actor=Decision.Actor.PERSON).order_by("-decided_at", "-pk")
    upheld: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    hours: dict[date, list[float]] = defaultdict(list)
    for decided_at, now, was, guidelines, evidence, sent in people.values_list(*columns)[:SAMPLE]:
        if was == PENDING:
            hours[timezone.localdate(decided_at)].append((decided_at - sent).total_seconds() / 3600)
        for guideline, rule in {(f["guideline"], f["rule"]) for f in evidence if f["guideline"]}:
            right = now != APPROVED and guideline in guidelines
            if right or now == APPROVED:
                spoken[f"{guideline}/{rule}"] += 1
                upheld[f"{guideline}/{rule}"] += right
    return Practice(
        precisions=[Precision(rule, upheld[rule], of) for rule, of in spoken.most_common(20)],
        waits=sorted((day, median(of_day)) for day, of_day in hours.items()),
        usual_hours=_median(hour for of_day in hours.values() for hour in of_day),
    )


def _median(numbers: Iterable[float]) -> float | None:
    known = list(numbers)
    return median(known) if known else None
