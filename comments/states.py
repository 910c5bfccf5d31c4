"""Which state of an article readers see now: copies that live for seconds.

The database holds the truth, `Article.version`. So that a hot page costs no query, whoever has
just read or changed an article tells its state to Redis, and `comments.front` asks here:

- A decision, or an editor's change, is told after its commit: from then on this server serves the
  new state, whichever process answers.
- A state only moves forward: a reader's request that read the database before a decision, and
  tells what it saw after it, changes nothing. Redis compares the versions itself.
- What is told is forgotten after KEEP_SECONDS. If Redis was out of reach at the commit, an old
  state is shown for so long at most, which is what `Cache-Control` announces to every other cache.
- A process believes for TRUST_SECONDS what Redis said, unless a process of this server has told
  something about the article since: it leaves a stamp in memory that all of them share (a file in
  DATA_DIR). So other servers show a change within a second, and this one at once.
- Redis gone, hung or emptied, or no DATA_DIR to share: the next better source is asked.

A state is `<article's id>-<version>` and perhaps more behind another hyphen; "0-0" is an article
that nobody has commented on.
"""

import mmap
import secrets
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import NamedTuple
from zlib import crc32

from django.conf import settings

from comments.line import OutOfReach, ask

KEEP_SECONDS = 10
TRUST_SECONDS = 1.0
TRUSTED_MAX = 10_000  # articles a process remembers
PREFIX = "comments:state:"
URL_MAX = 500  # longer ones are rare, and invented ones shall not fill the memory
SLOTS = 4096  # stamps; articles that share one only ask a little more often

# The version is what stands between the first hyphen and the next.
FORWARD = f"""
for place, key in ipairs(KEYS) do
  local known = redis.call('GET', key)
  local version = tonumber(string.match(ARGV[place], '^%d+%-(%d+)'))
  if not known or tonumber(string.match(known, '^%d+%-(%d+)')) <= version then
    redis.call('SET', key, ARGV[place], 'EX', {KEEP_SECONDS})
  end
end
"""


class _Said(NamedTuple):
    """What Redis said of an article, and the stamp that was there before it was asked."""

    state: str
    until: float
    slot: int
    stamp: int


_trusted: dict[str, _Said] = {}


def known(urls: Sequence[str]) -> list[str] | None:
    """Return the states of articles by their canonical URLs; None unless every one is known."""
    trusted = _trusted_states(urls)
    if trusted is not None:
        return trusted
    stamps = _stamps()
    seen = [(slot := crc32(url.encode()) % SLOTS, stamps[slot] if stamps else 0) for url in urls]
    try:
        found = ask("MGET", *(PREFIX + url for url in urls))
    except OutOfReach:
        return None
    if None in found:
        return None
    states = [state.decode() for state in found]
    if len(_trusted) > TRUSTED_MAX:
        _trusted.clear()
    until = time.monotonic() + TRUST_SECONDS
    for url, state, (slot, stamp) in zip(urls, states, seen, strict=True):
        _trusted[url] = _Said(state, until, slot, stamp)
    return states


def tell(states: Mapping[str, str]) -> None:
    """Make states known, by canonical URL, except where a later one is known already."""
    told = {PREFIX + url: state for url, state in states.items() if len(url) <= URL_MAX}
    if told:
        with suppress(OutOfReach):
            ask("EVAL", FORWARD, len(told), *told, *told.values())
    stamps = _stamps()
    for url in states if stamps else ():
        # Random rather than one more: of two who write at once neither goes unnoticed.
        stamps[crc32(url.encode()) % SLOTS] = secrets.randbits(63)  # type: ignore[index]


def distrust() -> None:
    """Forget what Redis said; for tests that empty it."""
    _trusted.clear()


def _trusted_states(urls: Sequence[str]) -> list[str] | None:
    stamps, now, states = _stamps(), time.monotonic(), []
    if stamps is None:
        return None
    for url in urls:
        said = _trusted.get(url)
        if said is None or said.until < now or stamps[said.slot] != said.stamp:
            return None
        states.append(said.state)
    return states


@cache
def _stamps() -> memoryview | None:
    """Return the stamps that the processes of this server share, or None if they cannot."""
    try:
        with (settings.DATA_DIR / "stamps").open("a+b") as file:
            file.truncate(SLOTS * 8)
            return memoryview(mmap.mmap(file.fileno(), SLOTS * 8)).cast("Q")
    except OSError:
        return None
