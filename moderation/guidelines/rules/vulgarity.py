"""No vulgarity: no sexual or otherwise obscene language.

Why: comments stand under the news and are read by everyone. Medicine, education and reports of
crime may name things by their names.
Source: house guidelines, section 4; words/*/vulgarity.txt.
"""

from collections.abc import Iterator

from moderation.guidelines.context import listed_spots, pattern_spots
from moderation.guidelines.policy import Policy
from moderation.guidelines.rule import Rule, Spot, gettext_noop
from moderation.guidelines.text import Text


def find(text: Text, policy: Policy) -> Iterator[Spot]:
    """Yield a spot for each obscene word or proposal."""
    yield from listed_spots(text, "vulgarity")
    yield from pattern_spots(text, "vulgarity")


RULE = Rule(
    name="vulgarity",
    title=gettext_noop("Vulgar language"),
    says=gettext_noop("Please keep sexual and obscene language out of your comment."),
    breaks=("Suck my dick.", "Send nudes, baby."),
    keeps=("Sex education belongs in schools.", "The court heard evidence of sexual assault."),
    find=find,
)
