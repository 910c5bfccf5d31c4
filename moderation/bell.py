"""The bell that wakes a worker: one message, however many comments come in meanwhile.

It knows the worker's task by its name alone, so that whoever rings loads nothing that judges. A
lost bell is no loss: the sweeper finds the row that rang it.
"""

import logging
import time
from typing import Any

from celery import current_app
from kombu.exceptions import OperationalError

from comments.line import OutOfReach, ask

TASK = "moderation.tasks.review"
KEY = "comments:bell"  # there while a message is on its way to a worker
KEY_SECONDS = 10
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
        if ask("SET", KEY, 1, "NX", "EX", KEY_SECONDS):
            current_app.send_task(TASK)
    except (OutOfReach, OperationalError, OSError) as gone:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("the bell is out of reach: %s", type(gone).__name__)


def heard() -> None:
    """Let the next comment ring anew; the worker's first act, before it looks for rows."""
    try:
        ask("DEL", KEY)
    except OutOfReach:
        return  # it ends by itself, and until then the sweeper looks
