"""No personal attacks: answer what was said, not who said it.

Why: an insult ends a conversation. Criticism of an article, a decision or a politician's work, even
harsh ("your article is garbage", "the minister lied"), is welcome.
Source: house guidelines, section 3; words/*/attack.txt.
"""

from collections.abc import Iterator

from moderation.guidelines.context import listed_spots, pattern_spots
from moderation.guidelines.policy import Policy
from moderation.guidelines.rule import Rule, Spot, gettext_noop
from moderation.guidelines.text import Text


def find(text: Text, policy: Policy) -> Iterator[Spot]:
    """Yield a spot for each insult to a person."""
    yield from listed_spots(text, "personal_attack")
    yield from pattern_spots(text, "personal_attack")


RULE = Rule(
    name="personal_attack",
    title=gettext_noop("Personal attacks"),
    says=gettext_noop("Please do not insult other readers, our authors or anyone else."),
    breaks=("You are an idiot.", "Shut up, you pathetic clown."),
    keeps=("Your argument is weak and your article is garbage.", "The minister lied to us."),
    find=find,
)
