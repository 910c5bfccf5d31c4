"""The shape of a rule: one power, to point at words and say why."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from moderation.guidelines.policy import Policy
from moderation.guidelines.text import Text


class Spot(NamedTuple):
    """Where a rule points: a place in the text as sent, and why."""

    start: int  # code-point offset into the raw text
    end: int  # end excluded
    rule: str  # stable name of what spoke, such as "discount-offer"
    certain: bool
    kind: str = ""


def gettext_noop(message: str) -> str:
    """Return the message as it is; `makemessages` finds it by this function's name."""
    return message


Find: TypeAlias = Callable[[Text, Policy], Iterator[Spot]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One guideline: its name, its words for readers, examples that run as tests, its finder."""

    name: str  # the guideline's code
    title: str  # short name for readers, translatable
    says: str  # the guideline in a sentence for readers, translatable
    breaks: tuple[str, ...]  # examples that break it
    keeps: tuple[str, ...]  # examples beside them that are welcome
    find: Find
