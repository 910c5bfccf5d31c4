"""A cache that may vanish at any moment: then the answer is made anew, and nobody notices."""

import logging
from collections.abc import Callable

from django.core.cache import cache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

KEEP_SECONDS = 3600  # keys hold a version, so this only bounds memory, not staleness


def remember(key: str, build: Callable[[], bytes]) -> bytes:
    """Return what is kept under the key, or build and keep it; without Redis, just build it."""
    try:
        kept = cache.get(key)
    except RedisError as gone:
        logger.warning("cache is out of reach: %s", type(gone).__name__)
        return build()
    if isinstance(kept, bytes):
        return kept
    built = build()
    try:
        cache.set(key, built, KEEP_SECONDS)
    except RedisError as gone:
        logger.warning("cache is out of reach: %s", type(gone).__name__)
    return built
