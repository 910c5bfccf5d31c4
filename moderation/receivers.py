"""What the bells wake. A bell may be lost: the sweeper finds the row that rang it."""

import logging
import time
from typing import Any

from django.core.cache import cache
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from moderation import tasks

QUIET_SECONDS = 5

logger = logging.getLogger(__name__)
_quiet_until = 0.0


def ring(**kwargs: Any) -> None:
    """Wake one worker, unless one is on its way already; a receiver of `comments.submitted`.

    After a failure this process does not try again for some seconds, so that a hung Redis costs
    one reader half a second and the others nothing.
    """
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    try:
        if cache.add(tasks.BELL, 1, tasks.BELL_SECONDS):
            tasks.review.delay()
    except (RedisError, OperationalError, OSError) as gone:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("the bell is out of reach: %s", type(gone).__name__)
