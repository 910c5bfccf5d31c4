"""What the bells wake. A bell may be lost: the sweeper finds the row that rang it, and a state that
was not announced is found in the database within seconds."""

import logging
import time
from collections.abc import Iterable
from typing import Any

from kombu.exceptions import OperationalError

from comments import published
from comments.line import OutOfReach, ask
from moderation import tasks
from moderation.models import Decision

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
        if ask("SET", tasks.BELL, 1, "NX", "EX", tasks.BELL_SECONDS):
            tasks.review.delay()
    except (OutOfReach, OperationalError, OSError) as gone:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("the bell is out of reach: %s", type(gone).__name__)


def announce(decisions: Iterable[Decision], **kwargs: Any) -> None:
    """Let this server show at once what the decisions changed; a receiver of `decided`."""
    published.announce(decision.comment.article_id for decision in decisions)
