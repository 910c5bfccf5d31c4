"""Tell links, addresses, handles and numbers from words."""

import re
from functools import lru_cache
from importlib.resources import files

NUMBER = re.compile(r"[+-]?[$€£₺]?\d[\d.,:/%$€£₺+-]*\Z")
HOST = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+){1,8}\Z")
# Endings that make a bare word with a dot a link; the many two-letter ones need a path or www.
DOMAINS = frozenset(
    [
        "com",
        "net",
        "org",
        "info",
        "biz",
        "io",
        "shop",
        "xyz",
        "online",
        "site",
        "store",
        "club",
        "top",
        "app",
        "dev",
        "live",
        "vip",
        "bet",
        "casino",
        "pro",
        "icu",
        "fun",
        "win",
        "loan",
        "work",
        "link",
        "click",
        "ly",
        "gg",
        "tv",
        "ru",
        "cn",
        "tr",
        "de",
        "uk",
    ]
)
# Endings of public and academic bodies, whose pages may be cited.
PUBLIC = frozenset(["gov", "edu", "mil", "int"])
PUBLIC_BELOW = frozenset(["gov", "gob", "gouv", "gc", "ac", "edu", "mil", "parliament"])
WORDS_TOO = frozenset(["me", "to", "is", "it", "in", "so", "no", "am", "be", "us", "at", "my"])


@lru_cache(maxsize=1)
def known_sources() -> frozenset[str]:
    """Return the hosts of newspapers, agencies and reference works that comments may cite."""
    lines = (files("moderation.guidelines") / "rules" / "words" / "sources.txt").read_text("utf-8")
    return frozenset(line for line in lines.split("\n") if line and not line.startswith("#"))


def is_source(host: str) -> bool:
    """Tell whether a link to this host is a citation: news, reference, public body."""
    parts = host.split(".")
    parents = (".".join(parts[place:]) for place in range(len(parts) - 1))
    return is_public(parts) or any(parent in known_sources() for parent in parents)


def is_public(parts: list[str]) -> bool:
    """Tell whether a host is a public or academic body's: "….edu", "….gov.uk", "….ac.nz"."""
    if parts[-1] in PUBLIC:
        return True
    country = len(parts[-1]) == 2 or parts[-1] == "krd"
    return country and len(parts) > 1 and parts[-2] in PUBLIC_BELOW


def kind_of(core: str) -> tuple[str, str]:
    """Return the kind of a chunk (link, email, handle, hashtag, number) and its word, or ("", "").

    A link's word is its host without "www.".
    """
    if "://" in core or core.startswith("www."):
        host = core.split("://", 1)[-1]
        host = re.split(r"[/?#:\\]", host, maxsplit=1)[0].split("@")[-1]
        return "link", host.removeprefix("www.")
    first = core[0]
    if first == "@" and len(core) > 1 and "." not in core[:-1]:
        return "handle", core[1:]
    if first == "#" and core[1:].replace("_", "").isalnum():
        return "hashtag", core[1:].replace("_", "")
    if "@" in core:
        name, _, host = core.partition("@")
        return ("email", core) if name and "." in host and HOST.match(host) else ("", "")
    if NUMBER.match(core):
        return "number", core
    if "." in core:
        return _bare_link(core)
    return "", ""


def _bare_link(core: str) -> tuple[str, str]:
    host, slash, _ = core.partition("/")
    if not HOST.match(host) or len(host) > 100:
        return "", ""
    names = host.split(".")
    ending = names[-1]
    if ending in DOMAINS and len(names[-2]) > 1:
        return "link", host
    if slash and len(ending) == 2 and ending not in WORDS_TOO:
        return "link", host
    return ("link", host) if host in ("t.me", "wa.me", "fb.me") else ("", "")
