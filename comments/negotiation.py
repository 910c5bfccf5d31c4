"""What a client has already: asked alike by the views and the front."""


def is_fresh(if_none_match: str, etag: str) -> bool:
    """Return whether a client's `If-None-Match` names this version; weak and strong are alike."""
    wanted = (etag.removeprefix("W/"), "*")
    return any(one.strip().removeprefix("W/") in wanted for one in if_none_match.split(","))
