"""Workers die, messages repeat, lie and pile up: the rows are the queue, so nothing is lost."""

import contextlib
import json
import signal
import time

import psutil
import pytest
from celery import Celery

from tests.faults.experiment import experiment
from tests.faults.installation import Installation

pytestmark = pytest.mark.long


def test_a_worker_killed_amid_its_work(run: Installation) -> None:
    with experiment(run, "worker killed 5 times"):
        for _ in range(5):
            time.sleep(1)
            run.workers()[0].process.kill()


def test_pool_children_killed_amid_their_work(run: Installation) -> None:
    with experiment(run, "pool children killed 20 times"):
        for number in range(20):
            time.sleep(0.25)
            worker = run.workers()[number % len(run.workers())]
            for child in run.descendants(worker)[:1]:
                with contextlib.suppress(psutil.NoSuchProcess):
                    child.kill()


def beat_of(run: Installation) -> psutil.Process:
    """Return the beat: a part of its own, or the child of the worker that is none of its pool."""
    for child in run.stack.children:
        if child.part.name == "beat":
            return psutil.Process(child.process.pid)
    asking, told, until = Celery(broker=run.valkey.url).control, {}, time.monotonic() + 60
    while not told and time.monotonic() < until:  # the worker may only just be starting
        told = asking.inspect(timeout=2).stats() or {}
    pool = {pid for one in told.values() for pid in one["pool"]["processes"]}
    (beat,) = (one for one in run.descendants(run.workers()[0]) if one.pid not in pool)
    return beat


def test_the_beat_killed_and_bells_lost(run: Installation) -> None:
    with experiment(run, "beat killed, bells lost"):
        beat_of(run).kill()
        run.lose_bells()


def test_each_message_ten_times_and_stale(run: Installation) -> None:
    app = Celery(broker=run.valkey.url)
    with experiment(run, "each message ten times"):
        for _ in range(30):
            for name in ("moderation.tasks.review", "moderation.tasks.sweep"):
                for _again in range(10):
                    app.send_task(name)
                app.send_task(name, expires=-60)
            time.sleep(0.1)


def test_garbage_on_the_queue(run: Installation) -> None:
    unknown = {"headers": {"task": "os.system", "id": "x"}, "body": "W10=", "properties": {}}
    with experiment(run, "garbage on the queue"):
        for garbage in (b"", b"garbage", b"{}", b"[]", b"null", json.dumps(unknown).encode()) * 3:
            run.valkey.client.lpush("celery", garbage)
            time.sleep(0.3)


def test_workers_stopped_gracefully_under_load(run: Installation) -> None:
    with experiment(run, "workers told to stop 3 times"):
        for _ in range(3):
            time.sleep(1.5)
            for worker in run.workers():
                worker.process.send_signal(signal.SIGTERM)


def test_frozen_worker(run: Installation) -> None:
    with experiment(run, "worker frozen 25 s"):
        worker = run.workers()[0]
        frozen = [psutil.Process(worker.process.pid), *run.descendants(worker)]
        for process in frozen:
            process.suspend()
        time.sleep(25)  # longer than a claim lasts
        for process in frozen:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.resume()
