"""Totals over rows that are written once and stay: each row is read once, not at every scrape."""

from collections import Counter
from threading import Lock
from typing import Any

from django.db.models import Aggregate, Max, Model, Q

# The newest rows are read anew each time: one with a lower id may still be in an open
# transaction, though none lives while so many others are written.
UNSETTLED = 100_000

Group = tuple[Any, ...]


class Totals:
    """Sums over a table whose triggers forbid change, by groups; threads share it."""

    def __init__(self, model: type[Model], *by: str, **sums: Aggregate) -> None:
        """Take the columns that make a group, and the sums by name."""
        self._model, self._by, self._sums = model, by, sums
        self._lock = Lock()
        self._settled_to = 0  # the last id whose row is in `_settled`
        self._settled: Counter[tuple[Group, str]] = Counter()

    def ask(self) -> dict[Group, dict[str, int]]:
        """Return the sums of all rows, by group and name."""
        with self._lock:
            self._settle()
            totals = self._settled + self._sum(Q(pk__gt=self._settled_to))
        groups = {group for group, _name in totals}
        return {group: {name: totals[group, name] for name in self._sums} for group in groups}

    def _settle(self) -> None:
        last = self._model._default_manager.aggregate(last=Max("pk"))["last"] or 0
        until = last - UNSETTLED
        if until > self._settled_to:
            self._settled += self._sum(Q(pk__gt=self._settled_to, pk__lte=until))
            self._settled_to = until

    def _sum(self, rows: Q) -> Counter[tuple[Group, str]]:
        chosen = self._model._default_manager.filter(rows).order_by()
        if self._by:
            found = chosen.values(*self._by).annotate(**self._sums)
        else:
            found = [chosen.aggregate(**self._sums)]
        return Counter(
            {
                (tuple(row[column] for column in self._by), name): row[name] or 0
                for row in found
                for name in self._sums
            }
        )
