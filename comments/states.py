"""Which state of an article readers see now: a copy in Redis that lives for seconds.

The database holds the truth, `Article.version`. So that a hot page costs no query, whoever has
just read or changed an article tells its state here, and `comments.front` asks here:

- A decision, or an editor's change, is told after its commit: from then on this server serves the
  new state, whichever process answers.
- A state only moves forward: a reader's request that read the database before a decision, and
  tells what it saw after it, changes nothing. Redis compares the versions itself.
- What is told is forgotten after KEEP_SECONDS. If Redis was out of reach at the commit, an old
  state is shown for so long at most, which is what `Cache-Control` announces to every other cache.
- Redis gone, hung or emptied: nothing is known, and the database is asked.

A state is `<article's id>-<version>` and perhaps more behind another hyphen; "0-0" is an article
that nobody has commented on.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress

from comments.line import OutOfReach, ask

KEEP_SECONDS = 10
PREFIX = "comments:state:"
URL_MAX = 500  # longer ones are rare, and invented ones shall not fill the memory

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


def known(urls: Sequence[str]) -> list[str] | None:
    """Return the states of articles by their canonical URLs; None unless every one is known."""
    try:
        found = ask("MGET", *(PREFIX + url for url in urls))
    except OutOfReach:
        return None
    return None if None in found else [state.decode() for state in found]


def tell(states: Mapping[str, str]) -> None:
    """Make states known, by canonical URL, except where a later one is known already."""
    told = {PREFIX + url: state for url, state in states.items() if len(url) <= URL_MAX}
    if told:
        with suppress(OutOfReach):
            ask("EVAL", FORWARD, len(told), *told, *told.values())
