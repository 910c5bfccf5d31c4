"""Clients who are slow, greedy, endless; ten thousand at once; moderators who race each other."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import psutil
import pytest

from tests.faults.experiment import experiment
from tests.faults.installation import Installation
from tests.faults.moderator import Moderator

pytestmark = pytest.mark.long

HEAD = b"POST /api/v1/comments HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
FORM = b"POST /articles HTTP/1.1\r\nHost: 127.0.0.1\r\n"
FORM += b"Content-Type: multipart/form-data; boundary=b\r\n"
CHUNKED, LARGE = b"Transfer-Encoding: chunked\r\n\r\n", b"Content-Length: 1000000000\r\n\r\n"
CHUNK = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
PART = b'--b\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n' + b"x" * 60_000


@pytest.fixture
def wires(run: Installation) -> Iterator[contextlib.ExitStack]:
    with contextlib.ExitStack() as stack:
        yield stack


def connect(run: Installation, wires: contextlib.ExitStack) -> socket.socket:
    address = urlsplit(run.stack.url)
    wire = socket.create_connection((address.hostname, address.port), timeout=5)
    return wires.enter_context(wire)


def drip(wires: list[socket.socket], byte: bytes, seconds: float) -> None:
    """Send each a byte every half second."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for wire in wires:
            with contextlib.suppress(OSError):
                wire.sendall(byte)
        time.sleep(0.5)


def pour(run: Installation, head: bytes, more: bytes, stopping: threading.Event) -> None:
    """Send a body without an end, again and again, as fast as it is taken."""
    while not stopping.is_set():
        with contextlib.ExitStack() as wires, contextlib.suppress(OSError):
            wire = connect(run, wires)
            wire.sendall(head)
            while not stopping.is_set():
                wire.sendall(more)


def memory_mb(run: Installation) -> float:
    web = run.stack.child("web")
    processes = [psutil.Process(web.process.pid), *run.descendants(web)]
    return sum(process.memory_info().rss for process in processes) / 2**20


def test_clients_who_send_a_byte_at_a_time(run: Installation, wires: contextlib.ExitStack) -> None:
    with experiment(run, "200 slow heads, 4 slow bodies"):
        heads = [connect(run, wires) for _ in range(200)]
        bodies = [connect(run, wires) for _ in range(4)]  # of the eight threads that there are
        for wire in heads:
            wire.sendall(HEAD + b"X: ")
        for wire in bodies:
            wire.sendall(HEAD + b"Content-Length: 5000\r\n\r\n{")
        drip([*heads, *bodies], b"x", 15)
        wires.close()


def test_bodies_without_an_end(run: Installation) -> None:
    stopping = threading.Event()
    before = memory_mb(run)
    kinds = [(HEAD + CHUNKED, CHUNK), (HEAD + LARGE, CHUNK), (FORM + LARGE, PART)]
    pouring = [threading.Thread(target=pour, args=(run, *kind, stopping)) for kind in kinds]
    with experiment(run, "bodies without an end, 8 s"):
        for thread in pouring:
            thread.start()
        time.sleep(8)
        stopping.set()
        for thread in pouring:
            thread.join(timeout=30)

    assert memory_mb(run) < before + 200


def test_ten_thousand_wait_at_once(run: Installation) -> None:
    with experiment(run, "10,000 waiting", readers=6, pause=0, settle_seconds=400) as ledger:
        workers = [psutil.Process(worker.process.pid) for worker in run.workers()]
        frozen = [*workers, *(c for worker in run.workers() for c in run.descendants(worker))]
        for process in frozen:
            process.suspend()
        until = time.monotonic() + 400
        while len(ledger.sent) < 10_000 and time.monotonic() < until:
            time.sleep(0.2)
        for process in frozen:
            process.resume()

    assert len(ledger.sent) >= 10_000


def test_four_moderators_want_the_same_comment(run: Installation) -> None:
    stopping = threading.Event()
    moderators = [
        Moderator(run, name, stopping, newest_first=False) for name in ("ana", "ben", "cem", "dia")
    ]
    with experiment(run, "four moderators, one queue, 20 s"):
        for moderator in moderators:
            moderator.start()
        time.sleep(20)
        stopping.set()
        for moderator in moderators:
            moderator.join(timeout=60)

    told = sum(moderator.decided for moderator in moderators)
    print("decided, beaten:", told, sum(m.beaten for m in moderators))  # noqa: T201
    assert all(moderator.decided for moderator in moderators)
    assert set().union(*(moderator.statuses for moderator in moderators)) <= {200, 409}
    persons = "SELECT COUNT(*) FROM moderation_decision WHERE actor = 'person'"
    assert run.query(persons) == [(told,)]
