"""No promotion: a comment may not sell, recruit or send readers to a shop or a channel.

Why: readers come to discuss the article. Quoting a price in the news is fine, and so are links to
this site, to the domains that the policy allows and to known sources (words/sources.txt); a
person looks at other links.
Source: house guidelines, section 6; words/*/promotion.txt.
"""

from bisect import bisect_left
from collections.abc import Iterator

from moderation.guidelines.context import listed_spots, pattern_spots
from moderation.guidelines.links import is_source
from moderation.guidelines.policy import Policy
from moderation.guidelines.rule import Rule, Spot, gettext_noop
from moderation.guidelines.text import Text


def find(text: Text, policy: Policy) -> Iterator[Spot]:
    """Yield a spot for each offer, invitation, address and link that is not allowed."""
    yield from listed_spots(text, "promotion")
    free = [
        text.place(word, word + 1)
        for word, token in enumerate(text.tokens)
        if token.kind in ("link", "email") and is_free(token.word, policy.allowed_domains)
    ]
    for spot in pattern_spots(text, "promotion"):
        place = bisect_left(free, (spot.start, 0))
        if place == len(free) or free[place][1] > spot.end:
            yield spot


def is_free(host: str, domains: tuple[str, ...]) -> bool:
    """Tell whether anyone may link to the host: allowed by the policy, or a known source."""
    return is_allowed(host, domains) or is_source(host)


def is_allowed(host: str, domains: tuple[str, ...]) -> bool:
    """Tell whether the host is one of the domains or below one."""
    host = host.rpartition("@")[2]
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


RULE = Rule(
    name="promotion",
    title=gettext_noop("Advertising"),
    says=gettext_noop("Please do not advertise, sell or recruit here."),
    breaks=("Great piece! Use my code SUN20 today.", "Subscribe to my channel please."),
    keeps=("The council cut 20% off the library budget.", "Bread costs 3 dollars now."),
    find=find,
)
