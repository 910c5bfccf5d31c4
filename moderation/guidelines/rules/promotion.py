"""No promotion: a comment may not sell, recruit or send readers to a shop or a channel.

Why: readers come to discuss the article. Quoting a price in the news is fine, and so are links to
this site, to the domains that the policy allows and to known sources (words/sources.txt); a
person looks at other links.
Source: house guidelines, section 6; words/*/promotion.txt.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from moderation.guidelines.context import listed_spots, pattern_spots
from moderation.guidelines.links import is_source
from moderation.guidelines.policy import Policy
from moderation.guidelines.rule import Rule, Spot, gettext_noop
from moderation.guidelines.text import Text

# A path such as /2024/05/17/…, /news/a-long-title, /story.html, /wiki/…, /images/a.jpg
ARTICLE = re.compile(
    r"(?i)\.(?:s?html?|pdf|aspx?|php|jpe?g|png|gif|stm|jhtml|cfm)\b"
    r"|\d{4}/\d|/\d{5,}|-\w+-\w+-|news|article|story|wiki|\w/\w[\w-]{7,}"
)

# A search or a map at a search engine, which shows what anyone finds.
SEARCH = re.compile(
    r"(?i)(?:www\.)?(?:google|bing|duckduckgo)(?:\.[a-z]{2,3}){1,2}/(?:search|maps)\b"
)
PHONE_OR_EMAIL = re.compile(r"@|\A\W*\d[\d\W]*\Z")
SENT_ON = re.compile(r"\s*(?:on \d|wrote\b)")


def find(text: Text, policy: Policy) -> Iterator[Spot]:
    """Yield a spot for each offer, invitation, address and link that is not allowed."""
    yield from listed_spots(text, "promotion")
    free = [
        text.place(word, word + 1)
        for word, token in enumerate(text.tokens)
        if token.kind in ("link", "email") and is_free(token.word, policy.allowed_domains)
    ]
    for spot in pattern_spots(text, "promotion"):
        if spot.rule == "bare-link" and is_harmless(text, spot):
            continue
        place = bisect_left(free, (spot.start, 0))
        if place == len(free) or free[place][1] > spot.end:
            yield spot


def is_harmless(text: Text, spot: Spot) -> bool:
    """Tell whether a bare link or address invites nobody: a citation, or part of a letter."""
    address = text.raw[spot.start : spot.end]
    return is_citation(address) or (
        PHONE_OR_EMAIL.search(address) is not None and is_of_a_letter(text, spot)
    )


def is_of_a_letter(text: Text, spot: Spot) -> bool:
    """Tell whether an address stands in a letter's head or foot ("Fax …", "Jan <…>", "… wrote:").

    One that an archive has shortened ("jan...@mail.example") reaches nobody either.
    """
    return (
        "..." in text.raw[spot.start : spot.end]
        or text.raw[spot.start - 1 : spot.start] + text.raw[spot.end : spot.end + 1] == "<>"
        or SENT_ON.match(text.raw, spot.end) is not None
        or text.has("letterhead", 0, len(text.tokens))
    )


def is_citation(address: str) -> bool:
    """Tell whether a link names a page deep in a site, as a citation does, or a mere host in prose.

    E-mail addresses and telephone numbers are no citations.
    """
    if "@" in address or "." not in address:
        return False
    if SEARCH.match(address.rpartition("://")[2]):
        return True
    host, slash, path = address.rpartition("://")[2].partition("/")
    if "://" not in address and not slash:
        return not host.lower().startswith("www.")
    return ARTICLE.search(path) is not None


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
