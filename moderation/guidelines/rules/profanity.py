"""No profanity: strong swear words have no place in a comment, disguised or not.

Why: they drive other readers away and add nothing to what is said. Mild words ("damn", "hell",
"crap") pass. Words quoted from someone else and spoken against pass too.
Source: house guidelines, section 1; words/*/profanity.txt; better-profanity's list, curated.
"""

from collections.abc import Iterator

from moderation.guidelines.context import listed_spots, pattern_spots
from moderation.guidelines.policy import Policy
from moderation.guidelines.rule import Rule, Spot, gettext_noop
from moderation.guidelines.text import Text


def find(text: Text, policy: Policy) -> Iterator[Spot]:
    """Yield a spot for each swear word."""
    yield from listed_spots(text, "profanity")
    yield from pattern_spots(text, "profanity")


RULE = Rule(
    name="profanity",
    title=gettext_noop("Swearing"),
    says=gettext_noop("Please do not swear, not even with some letters replaced."),
    breaks=("What a load of bullshit.", "This is f*cked up."),
    keeps=("What a load of nonsense.", "Damn, that is a lot of money for one bridge."),
    find=find,
)
