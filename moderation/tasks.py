"""The Celery tasks: each calls one act and thinks nothing. Each may run twice, late or never."""

import gc
import logging
from typing import Any

from celery import shared_task
from celery.signals import worker_init

from comments.allowances import forget_allowances
from comments.retention import forget_contacts
from moderation import bell
from moderation.guidelines.judge import judge
from moderation.guidelines.policy import Policy
from moderation.notices import tell_authors
from moderation.review import review_waiting

logger = logging.getLogger(__name__)


@worker_init.connect(weak=False)
def load_rules(**kwargs: Any) -> None:
    """Load words and rules before the worker's processes part: they share them, and none waits.

    The collector is to leave alone what stays for good, or it would copy every page of it.
    """
    judge(body="A word, so that everything is read.", policy=Policy())
    gc.collect()
    gc.freeze()


@shared_task
def review() -> None:
    """Review all that waits; what comes in from now on rings anew."""
    bell.heard()
    _done, finished = review_waiting()
    if not finished:
        review.delay()


@shared_task
def sweep() -> int:
    """Review what a lost bell left, and return how many that were."""
    bell.heard()  # its mark outlives its message when the server's clock is set back
    forget_allowances()
    done, finished = review_waiting()
    if not finished:
        bell.ring()  # rather than idle until the next sweep
    return done


@shared_task
def tell() -> int:
    """Mail authors what became of their comments, and return how many."""
    return tell_authors()


@shared_task
def forget() -> None:
    """Erase what was to be kept only for a while."""
    forgotten = forget_contacts()
    logger.info("forgot %d e-mails, %d addresses, %d keys", *forgotten)
