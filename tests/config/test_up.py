"""`manage.py up`, as somebody runs it."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.up import MANAGE, UpError, child_environ, free_port, only_one, parts, prepare_data
from tests.stack import Stack, run_stack


@pytest.fixture(scope="module")
def own_stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A service of our own to kill parts of."""
    with run_stack(tmp_path_factory.mktemp("own")) as running:
        yield running


def test_the_secret_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    data = tmp_path / "data"

    prepare_data(data)
    key = (data / "secret_key").read_text(encoding="ascii")
    prepare_data(data)

    assert (data / "secret_key").read_text(encoding="ascii") == key
    assert len(key) > 50
    assert stat.S_IMODE((data / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700


def test_two_services_never_share_a_folder(tmp_path: Path) -> None:
    with only_one(tmp_path), pytest.raises(UpError, match="running already"), only_one(tmp_path):
        pass


def test_valkey_is_a_part_unless_another_server_is_named(tmp_path: Path) -> None:
    own = [part.name for part in parts({}, tmp_path, "127.0.0.1", 1)]
    named = [part.name for part in parts({"REDIS_URL": "redis://x"}, tmp_path, "127.0.0.1", 1)]

    assert own == ["valkey", "worker", "web"]
    assert named == ["worker", "web"]


def test_the_service_checks_itself() -> None:
    done = subprocess.run(
        [sys.executable, str(MANAGE), "up", "--check"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    for line in (
        "clean: approved",
        "violating: rejected (",
        "profanity)",
        "doubtful: held",
        "public:",
    ):
        assert line in done.stdout


def test_up_starts_restarts_what_dies_and_stops_on_term(tmp_path: Path) -> None:
    port = str(free_port())
    environ = child_environ(os.environ, tmp_path / "data", "127.0.0.1", int(port))
    environ |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": ""}  # a first start
    log = tmp_path / "log"
    with log.open("w") as output:
        command = [sys.executable, str(MANAGE), "up", "--port", port]
        service = subprocess.Popen(command, env=environ, stdout=output, stderr=output)
    try:
        wait_for(log, "Stop with Ctrl+C")
        (valkey,) = [pid for pid in children_of(service.pid) if "valkey" in command_of(pid)]
        os.kill(valkey, signal.SIGKILL)
        wait_for(log, "starting it again")
        wait_until(lambda: any("valkey" in command_of(pid) for pid in children_of(service.pid)))
    finally:
        family = children_of(service.pid)
        service.terminate()
        service.wait(60)

    written = log.read_text()
    assert "password:" in written
    assert service.returncode == 0
    assert [pid for pid in family if Path(f"/proc/{pid}").exists()] == []


def test_a_worker_that_is_killed_leaves_nothing_undecided(own_stack: Stack) -> None:
    own_stack.child("worker").stop(seconds=0)
    own_stack.child("valkey").stop(seconds=0)
    receipts = [own_stack.post("Word by word.").body["receipt"] for _ in range(3)]

    own_stack.child("valkey").restart()
    own_stack.child("worker").restart()

    for receipt in receipts:
        assert own_stack.fate(receipt, seconds=60)["status"] == "approved"


def test_a_hung_redis_keeps_no_reader_waiting(own_stack: Stack) -> None:
    valkey = own_stack.child("valkey").process
    os.kill(valkey.pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        sent = own_stack.post("While the bell is stuck.")
        took = time.monotonic() - began
    finally:
        os.kill(valkey.pid, signal.SIGCONT)

    assert sent.status == 202
    assert took < 2  # the bound: a promise to readers, not a measure of speed
    assert own_stack.fate(sent.body["receipt"], seconds=60)["status"] == "approved"


def wait_for(log: Path, words: str) -> None:
    wait_until(lambda: words in log.read_text())


def wait_until(holds: object, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < until
        time.sleep(0.1)


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in listed]


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
