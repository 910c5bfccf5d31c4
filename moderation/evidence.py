"""Findings as they are stored: places only; the words stay with the comment, unchanged."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from comments.models import Comment
from moderation.guidelines.verdict import Finding

STORED = ("guideline", "kind", "rule", "field", "start", "end", "certain")


@dataclass(frozen=True)
class Passage:
    """A stretch of a text with the findings that concern it, or none."""

    text: str
    findings: tuple[Finding, ...]


def store(findings: tuple[Finding, ...]) -> list[dict[str, Any]]:
    """Return findings as a review or a decision keeps them, without the reader's words."""
    return [{name: getattr(finding, name) for name in STORED} for finding in findings]


def recall(stored: list[dict[str, Any]], comment: Comment) -> tuple[Finding, ...]:
    """Return stored findings with the words they point at; of erased words, nothing is left."""
    texts = {"author_name": comment.author_name, "body": comment.body}
    return tuple(
        Finding(**places, text=texts[places["field"]][places["start"] : places["end"]])
        for places in stored
        if places["end"] <= len(texts[places["field"]])
    )


def passages(text: str, findings: tuple[Finding, ...]) -> list[Passage]:
    """Cut a text at the ends of the findings, so that a page can mark them; overlaps are fine."""
    there = [finding for finding in findings if finding.start < finding.end]
    cuts = sorted({0, len(text), *(f.start for f in there), *(f.end for f in there)})
    return [
        Passage(text[start:end], tuple(f for f in there if f.start <= start and end <= f.end))
        for start, end in pairwise(cuts)
    ]
