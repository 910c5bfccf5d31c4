"""A cache that may vanish at any moment: then the answer is made anew, and nobody notices."""

import time
from collections.abc import Callable
from contextlib import suppress

from comments.line import OutOfReach, ask

KEEP_SECONDS = 3600  # keys hold a version, so this only bounds memory, not staleness
BUILD_SECONDS = 2  # one that died while building holds the others up no longer
WAIT_SECONDS = 0.2
LOOK_SECONDS = 0.005


def remember(key: str, build: Callable[[], bytes]) -> bytes:
    """Return what is kept under the key, or build and keep it; without Redis, just build it.

    When many ask at once, one builds and the others wait for it; those whose wait grows too long
    build for themselves.
    """
    try:
        kept: bytes | None = ask("GET", key)
        if kept is None and not ask("SET", f"{key}:building", 1, "NX", "EX", BUILD_SECONDS):
            kept = _wait_for(key)
    except OutOfReach:
        return build()
    if kept is not None:
        return kept
    built = build()
    with suppress(OutOfReach):
        ask("SET", key, built, "EX", KEEP_SECONDS)
    return built


def _wait_for(key: str) -> bytes | None:
    """Return what another makes of the key, or None when that takes too long."""
    until = time.monotonic() + WAIT_SECONDS
    kept: bytes | None = None
    while kept is None and time.monotonic() < until:
        time.sleep(LOOK_SECONDS)
        kept = ask("GET", key)
    return kept
