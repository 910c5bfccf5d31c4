"""No threats: nobody may be threatened, wished dead, or named as a target of violence.

Why: threats frighten people away from public debate, and may be a crime. Reports of violence in
the news ("the attack killed 20") and warnings are fine.
Source: house guidelines, section 2; words/*/threat.txt.
"""

from collections.abc import Iterator

from moderation.guidelines.context import listed_spots, pattern_spots
from moderation.guidelines.policy import Policy
from moderation.guidelines.rule import Rule, Spot, gettext_noop
from moderation.guidelines.text import Text


def find(text: Text, policy: Policy) -> Iterator[Spot]:
    """Yield a spot for each threat, wish of harm or call to violence."""
    yield from listed_spots(text, "threat")
    yield from pattern_spots(text, "threat")


RULE = Rule(
    name="threat",
    title=gettext_noop("Threats"),
    says=gettext_noop("Please do not threaten anyone, wish harm on anyone or call for violence."),
    breaks=("I will kill you.", "Someone should shoot him.", "I hope you die."),
    keeps=("The attack killed 20 people.", "He was arrested for saying he would kill the mayor."),
    find=find,
)
