"""No abuse of groups: nobody is worth less for sex, origin, religion, sexuality or disability.

Why: contempt for a group drives its members out of the debate and prepares violence. Groups may be
named, discussed and criticised in what they do; quoting contempt to object to it is welcome.
Kinds: sexism, racism, homophobia, xenophobia, religion, disability.
Source: house guidelines, section 5; words/*/slurs.txt, groups.txt, abuse.txt. The kinds of sentence
covered follow the functional tests of HateCheck (Röttger et al. 2021), in words of our own.
"""

from collections.abc import Iterator

from moderation.guidelines.context import listed_spots, pattern_spots
from moderation.guidelines.policy import Policy
from moderation.guidelines.rule import Rule, Spot, gettext_noop
from moderation.guidelines.text import Text


def find(text: Text, policy: Policy) -> Iterator[Spot]:
    """Yield a spot for each slur and for each contempt of a group, with its kind."""
    yield from listed_spots(text, "abuse")
    yield from pattern_spots(text, "abuse")


RULE = Rule(
    name="abuse",
    title=gettext_noop("Abuse of groups"),
    says=gettext_noop(
        "Please do not demean people for their sex, origin, religion, sexuality or disability."
    ),
    breaks=("All immigrants are vermin.", "I hate gays.", "Women are too stupid to vote."),
    keeps=(
        "As a Muslim woman I vote in every election.",
        "He called them animals, shame on him.",
        "No immigrant is vermin.",
    ),
    find=find,
)
