"""Judge labelled comments, keep the outcomes, and tell what changed between two runs.

A row is an object with `id`, `text`, `lang`, `labels` (guideline codes), `expected` ("reject" or
"approve"), `source` and `facet`, as in the labelled sets that rule authors measure with.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha1
from pathlib import Path
from typing import Any

from moderation.guidelines.judge import judge
from moderation.guidelines.policy import Policy

HELD_OUT_PARTS = 5  # one row of five is for the last look alone


class EvaluationError(ValueError):
    """A file cannot be evaluated; the message names file, line and mend."""


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled comment."""

    id: str
    text: str
    lang: str
    labels: tuple[str, ...]
    expected: str  # "reject" or "approve"
    source: str
    facet: str

    @property
    def is_held_out(self) -> bool:
        """Tell whether the row belongs to the fifth that rule authors do not look at."""
        return (
            int(sha1(self.id.encode(), usedforsecurity=False).hexdigest(), 16) % (HELD_OUT_PARTS)
            == 0
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a row."""

    row: Row
    outcome: str  # "approve", "hold" or "reject"
    guidelines: tuple[str, ...]

    @property
    def is_miss(self) -> bool:
        """Tell whether a violation passed, or a fair comment did not."""
        return (self.outcome == "approve") is (self.row.expected == "reject")


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a file of JSON lines, gzipped or not. Raises EvaluationError."""
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                yield _read(line, f"{path.name}, line {number}")
    except (OSError, UnicodeDecodeError) as why:
        raise EvaluationError(f"{path.name} cannot be read: {why}") from None


def evaluate(rows: Iterable[Row], policy: Policy) -> Iterator[Result]:
    """Judge the rows, in order."""
    for row in rows:
        verdict = judge(body=row.text, policy=policy, language=row.lang)
        yield Result(row, verdict.outcome, verdict.guidelines)


def _read(line: str, place: str) -> Row:
    try:
        data = json.loads(line)
        return Row(
            id=str(data["id"]),
            text=str(data["text"]),
            lang=str(data.get("lang", "")),
            labels=tuple(data.get("labels", ())),
            expected=_one_of(data["expected"]),
            source=str(data.get("source", "")),
            facet=str(data.get("facet", "")),
        )
    except (KeyError, TypeError, ValueError) as why:
        wants = 'an object with id, text and expected ("reject" or "approve")'
        raise EvaluationError(f"{place} is not {wants}: {why!r}") from None


def _one_of(expected: Any) -> str:
    if expected not in ("reject", "approve"):
        raise ValueError(expected)
    return str(expected)


def as_json(results: Iterable[Result]) -> str:
    """Return a run as JSON: the outcome of each row, without its words."""
    kept = [
        {**asdict(result.row), "outcome": result.outcome, "guidelines": result.guidelines}
        for result in results
    ]
    for row in kept:
        del row["text"]
    return json.dumps({"results": kept}, ensure_ascii=False)


def changes(results: Iterable[Result], earlier: str) -> list[tuple[Result, str]]:
    """Return the results that differ from an earlier run's, with the outcome they had then.

    Raises EvaluationError when `earlier` is not what `as_json` gives.
    """
    try:
        before = {row["id"]: row["outcome"] for row in json.loads(earlier)["results"]}
    except (ValueError, KeyError, TypeError):
        raise EvaluationError("The run to compare with is no result of `evaluate --json`") from None
    return [
        (result, before[result.row.id])
        for result in results
        if before.get(result.row.id, result.outcome) != result.outcome
    ]
