"""The wall clock jumps a day, forwards and back."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from celery.beat import Scheduler
from django.conf import settings

from config.beat import every
from config.celery import app
from config.processes import Child, Part
from tests.faults.clock import COMPILER, DAY, Clock
from tests.faults.experiment import experiment
from tests.faults.installation import SETUPS, Installation, installation
from tests.faults.servers import Valkey

pytestmark = pytest.mark.skipif(COMPILER is None, reason="needs a C compiler (cc)")


@pytest.fixture
def broker() -> Iterator[Valkey]:
    server = Valkey()
    yield server
    server.close()


@pytest.fixture(scope="module", params=SETUPS)
def run(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """An installation whose processes and Valkey go by a clock of ours."""
    folder = tmp_path_factory.mktemp("f")
    clock = Clock(folder / "clock")
    with installation(folder, request.param, **clock.environ) as running:
        running.clock = clock
        yield running


@contextmanager
def beating(broker: Valkey, clock: Clock, period: str) -> Iterator[None]:
    """Run a beat under a clock while the block lasts."""
    command = [sys.executable, "-m", "celery", "--quiet", "--app", "tests.faults.ticking", "beat"]
    command += ["--scheduler", "celery.beat.Scheduler", "--loglevel", "WARNING"]
    environ = {**os.environ, **clock.environ, "REDIS_URL": broker.url, "PERIOD": period}
    beat = Child(Part("beat", command), environ)
    try:
        yield
    finally:
        beat.stop()


def ticks(broker: Valkey, seconds: float = 30) -> bool:
    """Return whether another message comes within so many seconds."""
    had, until = broker.client.llen("celery"), time.monotonic() + seconds
    while time.monotonic() < until:
        if broker.client.llen("celery") > had:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("shift", [-DAY, DAY])
def test_beat_goes_on_when_the_clock_is_set(broker: Valkey, tmp_path: Path, shift: int) -> None:
    clock = Clock(tmp_path)
    with beating(broker, clock, "steady"):
        assert ticks(broker)

        clock.shift(shift)

        assert all(ticks(broker) for _ in range(3))
        clock.shift(0)
        assert all(ticks(broker) for _ in range(3))


def test_a_beat_that_counts_by_the_clock_would_stop(broker: Valkey, tmp_path: Path) -> None:
    """What the test above would show without `every`."""
    clock = Clock(tmp_path)
    with beating(broker, clock, "usual"):
        assert ticks(broker)

        clock.shift(-DAY)

        ticks(broker, 2)  # what was on its way
        assert not ticks(broker, 3)


def test_all_that_our_beat_sends_is_steady() -> None:
    """One entry that counts by the clock would hold up all: beat looks at the first alone."""
    entries = Scheduler(app).schedule.values()

    assert {entry.schedule.nowfun for entry in entries} == {every(1).nowfun}
    assert {entry.name for entry in entries} == set(settings.CELERY_BEAT_SCHEDULE)


@pytest.mark.long
def test_the_clock_jumps_a_day_ahead_and_back(run: Installation) -> None:
    assert run.clock
    with experiment(run, "clock +1 day, back, -1 day, back"):
        for shift in (DAY, 0, -DAY, 0):
            run.clock.shift(shift)
            time.sleep(4)


@pytest.mark.long
@pytest.mark.parametrize("shift", [-DAY, DAY])
def test_the_sweeper_goes_on_under_a_wrong_clock(run: Installation, shift: int) -> None:
    assert run.clock
    with experiment(run, f"bells lost, clock {shift // DAY:+} day for good"):
        run.clock.shift(shift)
        time.sleep(5)
        run.lose_bells()
