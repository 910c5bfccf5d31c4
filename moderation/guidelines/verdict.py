"""What a rule says of a text, and what follows from all that was said."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

Field: TypeAlias = Literal["author_name", "body"]
Outcome: TypeAlias = Literal["approve", "hold", "reject"]

# The gravest outcome of a comment's findings is the comment's outcome.
GRAVITY: dict[Outcome, int] = {"approve": 0, "hold": 1, "reject": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in a comment that speaks against a guideline.

    `start` and `end` are code-point offsets into the field as sent, end excluded, so that
    `comment[field][start:end] == text`. A finding that concerns the check itself (a rule that
    failed) has the guideline "" and an empty place.
    """

    guideline: str  # code of the guideline, such as "abuse"
    kind: str  # finer kind within it, such as "racism"; "" where the guideline has none
    rule: str  # stable name of the pattern or list that spoke, such as "group-dehumanised"
    field: Field
    start: int
    end: int
    text: str  # the quoted words, exactly as sent
    certain: bool  # False: a person should look

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as plain data, as a review stores it."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Verdict:
    """All findings of a comment in order of place, and the gravest outcome they lead to."""

    outcome: Outcome
    findings: tuple[Finding, ...]
    complete: bool  # False when a rule failed or ran out of time

    @property
    def guidelines(self) -> tuple[str, ...]:
        """Return the codes of the guidelines concerned, each once, in order of first place."""
        return tuple(dict.fromkeys(f.guideline for f in self.findings if f.guideline))


def gravest(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the gravest of the outcomes; of none, "approve"."""
    return max(outcomes, key=GRAVITY.__getitem__, default="approve")
