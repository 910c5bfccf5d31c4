"""Redis is lost in every way there is: it only rings the bell."""

import time

import pytest

from tests.faults.experiment import experiment, settle
from tests.faults.installation import Installation


def test_redis_killed_and_started_again(run: Installation) -> None:
    with experiment(run, "redis killed 3 s"):
        run.valkey.kill()
        time.sleep(3)
        run.valkey.restart()


@pytest.mark.long
def test_redis_frozen(run: Installation) -> None:
    with experiment(run, "redis frozen 8 s") as ledger:
        run.valkey.freeze()
        time.sleep(8)
        run.valkey.thaw()

    assert ledger.slowest_seconds < 5  # no reader waits for a bell


@pytest.mark.long
def test_redis_accepts_and_never_answers(run: Installation) -> None:
    with experiment(run, "redis swallows 8 s") as ledger:
        run.valkey.proxy.swallows = True
        time.sleep(8)
        run.valkey.proxy.swallows = False
        run.valkey.proxy.cut()

    assert ledger.slowest_seconds < 5


@pytest.mark.long
def test_redis_slow(run: Installation) -> None:
    with experiment(run, "redis answers after 0.4 s"):
        run.valkey.proxy.delay_seconds = 0.2
        time.sleep(6)
        run.valkey.proxy.delay_seconds = 0.0


@pytest.mark.long
def test_redis_flushed_again_and_again(run: Installation) -> None:
    with experiment(run, "redis flushed 50 times"):
        for _ in range(50):
            run.valkey.client.flushall()
            time.sleep(0.1)


@pytest.mark.long
def test_redis_restarted_ten_times(run: Installation) -> None:
    with experiment(run, "redis restarted 10 times"):
        for _ in range(10):
            run.valkey.kill()
            run.valkey.restart()
            time.sleep(0.3)


@pytest.mark.long
def test_redis_full(run: Installation) -> None:
    with experiment(run, "redis full 5 s"):
        run.valkey.client.config_set("maxmemory-policy", "noeviction")
        run.valkey.client.config_set("maxmemory", "1")
        time.sleep(5)
        run.valkey.client.config_set("maxmemory", "0")


@pytest.mark.long
def test_redis_gone_for_good_and_a_person_sweeps(run: Installation) -> None:
    """The last of this file: Redis comes back only after all has been checked."""
    run.valkey.kill()
    with experiment(run, "redis gone for good, swept by hand"):
        time.sleep(2)
        assert run.stack.ask("/readyz").status == 200
        assert "degraded" in run.stack.ask("/readyz").body["redis"]
        done = run.stack.manage("sweep")
        assert done.returncode == 0, done.stderr
        _sweep_in_the_background(run)
    run.valkey.restart()
    settle(run)


def _sweep_in_the_background(run: Installation) -> None:
    """As a cron job does: sweep a few times more, while the readers end."""
    import threading

    def sweep() -> None:
        for _ in range(4):
            time.sleep(3)
            run.stack.manage("sweep")

    threading.Thread(target=sweep, daemon=True).start()
