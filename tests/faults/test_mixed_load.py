"""Half an hour of everything at once: twenty posts a second, two moderators, a fault a minute."""

import itertools
import os
import threading
import time
from collections.abc import Callable

import psutil
import pytest

from tests.faults.experiment import experiment, wait_until_healthy
from tests.faults.installation import Installation
from tests.faults.moderator import Moderator

MINUTES = float(os.environ.get("MIXED_MINUTES", "30"))
SECONDS_BETWEEN_FAULTS = 60


def memory_mb(run: Installation) -> float:
    """Return the proportional memory of all parts of the service, without its servers."""
    total = 0
    for child in run.stack.children:
        for process in [psutil.Process(child.process.pid), *run.descendants(child)]:
            try:
                total += process.memory_full_info().pss
            except psutil.NoSuchProcess:
                continue
    return total / 2**20


def faults(run: Installation) -> list[Callable[[], None]]:
    """Return the faults, in the order in which they come, again and again."""

    def redis_restarts() -> None:
        run.valkey.kill()
        time.sleep(2)
        run.valkey.restart()

    def redis_freezes() -> None:
        run.valkey.freeze()
        time.sleep(5)
        run.valkey.thaw()

    found = [
        lambda: run.workers()[0].process.kill(),
        redis_restarts,
        lambda: run.stack.child("web").process.kill(),
        redis_freezes,
        lambda: run.valkey.client.flushall(),
    ]
    if run.postgres:
        found += [run.postgres.restart, run.postgres.proxy.cut]
    return found


@pytest.mark.long
def test_nothing_is_lost_and_memory_stays_flat(run: Installation) -> None:
    if run.postgres is None:
        pytest.skip("the production set-up")
    stopping = threading.Event()
    moderators = [
        Moderator(run, "ana", stopping, newest_first=False),
        Moderator(run, "ben", stopping, newest_first=True),
    ]
    measured = []
    with experiment(run, f"mixed load, {MINUTES:g} minutes", readers=4, pause=0.2):
        for moderator in moderators:
            moderator.start()
        until = time.monotonic() + MINUTES * 60
        for fault in itertools.cycle(faults(run)):
            time.sleep(min(SECONDS_BETWEEN_FAULTS, max(until - time.monotonic(), 0)))
            if time.monotonic() >= until:
                break
            wait_until_healthy(run)
            measured.append(round(memory_mb(run)))
            fault()
        stopping.set()
        for moderator in moderators:
            moderator.join(timeout=60)
    print("memory, MB, minute by minute:", measured)  # noqa: T201 - pytest shows it with -s
    print("decided by persons:", [moderator.decided for moderator in moderators])  # noqa: T201
    assert all(moderator.decided for moderator in moderators)
    assert all(status < 500 or status == 503 for m in moderators for status in m.statuses)
    early, late = measured[: len(measured) // 2], measured[len(measured) // 2 :]
    if late:
        assert min(late) < 1.25 * max(early), measured
