"""All rules, in the order in which readers see them. Who only tells of them needs no engine."""

from moderation.guidelines.rule import Rule
from moderation.guidelines.rules import (
    abuse,
    personal_attack,
    profanity,
    promotion,
    threat,
    vulgarity,
)

RULES: tuple[Rule, ...] = (
    profanity.RULE,
    threat.RULE,
    personal_attack.RULE,
    vulgarity.RULE,
    abuse.RULE,
    promotion.RULE,
)
