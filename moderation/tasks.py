"""The Celery tasks: each calls one act and thinks nothing. Each may run twice, late or never."""

import logging
from contextlib import suppress

from celery import shared_task

from comments.allowances import forget_allowances
from comments.line import OutOfReach, ask
from comments.retention import forget_contacts
from moderation.review import review_waiting

BELL = "comments:bell"  # there while a message is on its way to a worker
BELL_SECONDS = 10

logger = logging.getLogger(__name__)


@shared_task
def review() -> None:
    """Review all that waits; what comes in from now on rings anew."""
    with suppress(OutOfReach):
        ask("DEL", BELL)
    _done, finished = review_waiting()
    if not finished:
        review.delay()


@shared_task
def sweep() -> int:
    """Review what a lost bell left, and return how many that were."""
    forget_allowances()
    done, _finished = review_waiting()
    return done


@shared_task
def forget() -> None:
    """Erase what was to be kept only for a while."""
    forgotten = forget_contacts()
    logger.info("forgot %d e-mails, %d addresses, %d keys", *forgotten)
