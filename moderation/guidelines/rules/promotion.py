"""No promotion: a comment may not sell, recruit or send readers to a shop or a channel.

Why: readers come to discuss the article. Quoting a price in the news is fine, and so are links to
this site and to the domains that the policy allows; other links are looked at by a person.
Source: house guidelines, section 6; words/*/promotion.txt.
"""

from collections.abc import Iterator

from moderation.guidelines.context import listed_spots, pattern_spots
from moderation.guidelines.policy import Policy
from moderation.guidelines.rule import Rule, Spot, gettext_noop
from moderation.guidelines.text import Text


def find(text: Text, policy: Policy) -> Iterator[Spot]:
    """Yield a spot for each offer, invitation, address and link that is not allowed."""
    allowed = [
        text.place(word, word + 1)
        for word, token in enumerate(text.tokens)
        if token.kind in ("link", "email") and is_allowed(token.word, policy.allowed_domains)
    ]
    for spot in (*listed_spots(text, "promotion"), *pattern_spots(text, "promotion")):
        if not any(spot.start <= start and end <= spot.end for start, end in allowed):
            yield spot


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
