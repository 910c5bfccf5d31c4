"""What a client has already, and what it can unpack: asked alike by the views and the front."""

import re
from functools import lru_cache

GZIP = re.compile(r"(?:^|,)\s*(?:gzip|\*)\s*(?:;\s*q=(?P<weight>[\d.]+)\s*)?(?=,|$)", re.IGNORECASE)


def is_fresh(if_none_match: str, etag: str) -> bool:
    """Return whether a client's `If-None-Match` names this version; weak and strong are alike."""
    wanted = (etag.removeprefix("W/"), "*")
    return any(one.strip().removeprefix("W/") in wanted for one in if_none_match.split(","))


@lru_cache(maxsize=256)
def takes_gzip(accept_encoding: str) -> bool:
    """Return whether a client unpacks gzip, from its `Accept-Encoding`."""
    found = GZIP.search(accept_encoding)
    return found is not None and set(found["weight"] or "1") - set("0.") != set()
