"""The database is restarted, frozen, crowded and cut off; web processes are killed amid writes."""

import contextlib
import signal
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

import psutil
import psycopg
import pytest

from tests.faults.experiment import experiment
from tests.faults.installation import Installation
from tests.faults.servers import Postgres


@pytest.fixture
def postgres(run: Installation) -> Postgres:
    if run.postgres is None:
        pytest.skip("about PostgreSQL")
    return run.postgres


def test_the_connection_is_cut_between_commit_and_its_answer(
    run: Installation, postgres: Postgres
) -> None:
    with experiment(run, "cut between COMMIT and answer, 10 times"):
        for _ in range(10):
            postgres.proxy.lose_answer_to = b"COMMIT"
            time.sleep(0.5)
        postgres.proxy.lose_answer_to = b""

    assert postgres.proxy.answers_lost >= 5


@pytest.mark.long
def test_postgres_crashes_and_restarts(run: Installation, postgres: Postgres) -> None:
    with experiment(run, "PostgreSQL crashed 3 times"):
        for _ in range(3):
            postgres.restart()
            time.sleep(1)


@pytest.mark.long
def test_postgres_is_restarted_by_its_operator(run: Installation, postgres: Postgres) -> None:
    with experiment(run, "PostgreSQL restarted"):
        postgres.restart("fast")


@pytest.mark.long
def test_postgres_is_frozen(run: Installation, postgres: Postgres) -> None:
    with experiment(run, "PostgreSQL frozen 8 s"):
        postgres.freeze()
        time.sleep(8)
        postgres.thaw()


@pytest.mark.long
def test_postgres_swallows(run: Installation, postgres: Postgres) -> None:
    with experiment(run, "PostgreSQL's network swallows 8 s"):
        postgres.proxy.swallows = True
        time.sleep(8)
        postgres.proxy.swallows = False
        postgres.proxy.cut()


@pytest.mark.long
def test_postgres_is_out_of_connections(run: Installation, postgres: Postgres) -> None:
    with experiment(run, "PostgreSQL out of connections 5 s"), contextlib.ExitStack() as crowd:
        with contextlib.suppress(psycopg.OperationalError):
            while True:
                crowd.enter_context(contextlib.closing(psycopg.connect(postgres.direct)))
        postgres.proxy.cut()  # whoever was in must come in anew
        time.sleep(5)


@pytest.mark.long
def test_connections_are_cut_again_and_again(run: Installation, postgres: Postgres) -> None:
    with experiment(run, "all connections cut 20 times"):
        for _ in range(20):
            postgres.proxy.cut()
            time.sleep(0.4)


@pytest.mark.long
def test_web_processes_are_killed_20_times(run: Installation) -> None:
    with experiment(run, "web workers killed 20 times", readers=4):
        for _ in range(20):
            for process in run.descendants(run.stack.child("web")):
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            time.sleep(2)

    if run.postgres is None:
        assert run.query("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.long
def test_everything_is_killed_at_once(run: Installation) -> None:
    with experiment(run, "web and workers killed 5 times", readers=4):
        for _ in range(5):
            for child in run.stack.children:
                child.process.kill()
            time.sleep(4)

    if run.postgres is None:
        assert run.query("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.long
def test_web_stops_gracefully(run: Installation) -> None:
    with experiment(run, "web told to stop 3 times"):
        for _ in range(3):
            run.stack.child("web").process.send_signal(signal.SIGTERM)
            time.sleep(4)


@pytest.mark.long
def test_the_disk_is_full(run: Installation) -> None:
    if run.postgres is not None:
        pytest.skip("about files of our own")
    with experiment(run, "disk full 4 s"):
        limited = [process for child in run.stack.children for process in run.descendants(child)]
        for process in limited:
            process.rlimit(psutil.RLIMIT_FSIZE, (0, -1))
        time.sleep(4)
        for process in limited:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.rlimit(psutil.RLIMIT_FSIZE, (-1, -1))


@pytest.mark.long
def test_the_folder_is_read_only(run: Installation) -> None:
    if run.postgres is not None:
        pytest.skip("about files of our own")
    if not make_immutable(run, "+i"):
        pytest.skip("this user or this disk cannot make files immutable (chattr +i)")
    make_immutable(run, "-i")
    with experiment(run, "folder read-only 5 s"):
        try:
            make_immutable(run, "+i")
            time.sleep(5)
        finally:
            make_immutable(run, "-i")


def make_immutable(run: Installation, what: str) -> bool:
    """Take the right to write, from whoever has the files open, too, or give it back."""
    files = [str(file) for file in run.stack.data.glob("comments.sqlite3*")]
    try:
        done = subprocess.run(["chattr", what, str(run.stack.data), *files], check=False)
    except FileNotFoundError:
        return False
    return done.returncode == 0


@pytest.mark.long
def test_the_folder_is_away(run: Installation) -> None:
    if run.postgres is not None:
        pytest.skip("about files of our own")
    away = run.stack.data.with_name("away")
    with experiment(run, "folder away 5 s"):
        run.stack.data.rename(away)
        time.sleep(5)
        away.rename(run.stack.data)


@pytest.mark.long
def test_two_migrators_come_under_load(run: Installation) -> None:
    with experiment(run, "two migrators under load, 3 times"):
        for _ in range(3):
            with ThreadPoolExecutor(2) as threads:
                both = list(threads.map(lambda _: run.stack.manage("migrate"), range(2)))
            assert [done.returncode for done in both] == [0, 0], both
