"""Counts of what was caught and what was wrongly stopped, with intervals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt

from moderation.evaluation import Result, Row


@dataclass
class Count:
    """How many of a group of rows were rejected and held, and how many named their guideline."""

    rows: int = 0
    rejected: int = 0
    held: int = 0
    named: int = 0

    def add(self, result: Result, label: str = "") -> None:
        """Count a result; `label` is the guideline that it should name."""
        self.rows += 1
        self.rejected += result.outcome == "reject"
        self.held += result.outcome == "hold"
        self.named += label in result.guidelines


def counts(results: Iterable[Result]) -> dict[str, dict[str, dict[str, Count]]]:
    """Return {"violations" | "fair": {dimension: {value: Count}}}.

    Dimensions are "all", "guideline" (violations only; rows of several count in each), "language",
    "source" and "facet".
    """
    tables: dict[str, dict[str, dict[str, Count]]] = {}
    for kind in ("violations", "fair"):
        tables[kind] = defaultdict(lambda: defaultdict(Count))
    for result in results:
        row = result.row
        table = tables["violations" if row.expected == "reject" else "fair"]
        for dimension, value in _groups(row):
            label = value if dimension == "guideline" else ""
            table[dimension][value].add(result, label)
    return tables


def _groups(row: Row) -> Iterator[tuple[str, str]]:
    yield "all", "all"
    for label in row.labels:
        yield "guideline", label
    yield "language", row.lang
    yield "source", row.source
    if row.facet:
        yield "facet", row.facet


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, 0 to 1 (Wilson 1927); (0, 1) of nothing."""
    if not whole:
        return 0.0, 1.0
    z = 1.959964
    share = part / whole
    middle = share + z * z / (2 * whole)
    margin = z * sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    below = 1 + z * z / whole
    return max(0.0, (middle - margin) / below), min(1.0, (middle + margin) / below)
