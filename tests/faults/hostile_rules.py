"""The service's settings with one rule more, whose words do harm; named to a service by a test."""

import os
import signal
from collections.abc import Iterator

from django.apps import AppConfig

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS as USUAL
from moderation.guidelines.policy import Policy
from moderation.guidelines.rule import Rule, Spot
from moderation.guidelines.text import Text

INSTALLED_APPS = [*USUAL, "tests.faults.hostile_rules.HostileRules"]
CELERY_TASK_TIME_LIMIT = 10  # seconds; minutes in production

RAISES, ENDLESS, DEAF, KILLS = "raise it", "endless it", "deafen it", "kill it"


class HostileRules(AppConfig):
    """Adds the rule to those of the judge."""

    name = "tests.faults"
    label = "hostile_rules"

    def ready(self) -> None:
        """Add it, in every process of the service."""
        from moderation.guidelines import judge

        rule = Rule("hostile", "Hostile", "Nobody reads this.", (), (), find)
        judge.RULES = (*judge.RULES, rule)


def find(text: Text, policy: Policy) -> Iterator[Spot]:
    """Do to the worker what the text says."""
    if RAISES in text.raw:
        raise ValueError(text.raw)
    if DEAF in text.raw:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    while ENDLESS in text.raw or DEAF in text.raw:
        pass
    if KILLS in text.raw:
        os.kill(os.getpid(), signal.SIGKILL)
    yield from ()
