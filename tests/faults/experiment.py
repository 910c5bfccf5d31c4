"""An experiment: readers post and a watcher looks while harm is done; then the same checks."""

import hashlib
import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.faults.clock import DAY
from tests.faults.installation import Installation
from tests.faults.reader import NAME, SENTINELS, Ledger, Reader
from tests.faults.watcher import Watcher

SETTLE_SECONDS = 120
ALLOWED = {0, 200, 202, 304, 404, 429, 503}  # 0: the connection broke


@dataclass(frozen=True)
class Row:
    """A line of the table of experiments."""

    experiment: str
    setup: str
    sent: int
    taken: int
    found: int
    decided: int
    held: int
    lost: int
    doubled: int
    early: int
    slowest_seconds: float
    settled_seconds: float


@contextmanager
def experiment(
    run: Installation,
    name: str,
    *,
    readers: int = 2,
    pause: float = 0.05,
    settle_seconds: float = SETTLE_SECONDS,
) -> Iterator[Ledger]:
    """Post and watch while the block does its harm; then check everything that was promised."""
    ledger, stopping, looked = Ledger(), threading.Event(), threading.Event()
    watcher = Watcher(run.stack, looked)
    posting = [Reader(run.stack, ledger, stopping, pause=pause) for _ in range(readers)]
    for thread in (watcher, *posting):
        thread.start()
    try:
        time.sleep(0.5)
        yield ledger
        time.sleep(1)
    finally:
        stopping.set()
        for thread in posting:
            thread.join(timeout=90)
    settled_seconds = settle(run, settle_seconds)
    time.sleep(1.5)  # a last look at what is approved
    looked.set()
    watcher.join(timeout=60)
    check(run, name, ledger, watcher, settled_seconds)


def settle(run: Installation, most_seconds: float = SETTLE_SECONDS) -> float:
    """Wait, without helping, until nothing waits for the rules; return how long that took."""
    began = time.monotonic()
    waiting = "SELECT COUNT(*) FROM comments_comment WHERE status='pending' AND reviewed_at IS NULL"
    while time.monotonic() < began + most_seconds:
        if run.query(waiting)[0][0] == 0:
            return time.monotonic() - began
        time.sleep(0.25)
    raise AssertionError(f"{run.query(waiting)[0][0]} comments still wait\n{tail(run)}")


def check(
    run: Installation, name: str, ledger: Ledger, watcher: Watcher, settled_seconds: float
) -> Row:
    """Hold ledger, database, watcher and log against each other; note the row; fail if wrong."""
    rows = run.query(
        "SELECT c.idempotency_key, c.author_name, c.body, c.text_sha256, c.status, c.reviewed_at, "
        "(SELECT COUNT(*) FROM moderation_decision d WHERE d.comment_id = c.id), "
        "(SELECT MIN(d.decided_at) FROM moderation_decision d WHERE d.comment_id = c.id "
        "AND d.now = 'approved'), "
        "(SELECT COUNT(*) FROM moderation_review r WHERE r.comment_id = c.id) "
        "FROM comments_comment c"
    )
    mine = {sent.key for sent in ledger.sent}
    found = [row for row in rows if row[0] in mine]
    by_key = {row[0]: row for row in found}
    lost = [sent for sent in ledger.sent if sent.taken and sent.key not in by_key]
    decided = [row for row in found if row[4] != "pending"]
    held = [row for row in found if row[4] == "pending" and row[5] is not None]
    doubled = len(found) - len(by_key) + sum(row[6] > 1 for row in found)
    approved = {int(row[2].split()[1].rstrip(":")): row[7] for row in rows if row[4] == "approved"}
    early = [
        number
        for number, seen_at in watcher.first_seen.items()
        if number not in approved or seen_at < _seconds(approved[number]) - 0.001
    ]
    row = Row(
        experiment=name,
        setup=run.setup,
        sent=len(ledger.sent),
        taken=sum(sent.taken for sent in ledger.sent),
        found=len(found),
        decided=len(decided),
        held=len(held),
        lost=len(lost),
        doubled=doubled,
        early=len(early),
        slowest_seconds=round(ledger.slowest_seconds, 2),
        settled_seconds=round(settled_seconds, 1),
    )
    _note(row)
    assert (row.lost, row.doubled, row.early) == (0, 0, 0), row
    assert row.taken > 0, (row, ledger.statuses, tail(run))
    assert row.decided + row.held == row.found, row
    for _key, author_name, body, sha256, *_rest in found:
        assert author_name == NAME
        assert hashlib.sha256(f"{author_name}\0{body}".encode()).hexdigest() == sha256
    sent_bodies = {sent.key: sent.body for sent in ledger.sent}
    assert all(row[2] == sent_bodies[row[0]] for row in found)
    assert all(row[8] for row in held), "held without a cause"
    assert set(ledger.statuses) <= ALLOWED, (ledger.statuses, tail(run))
    assert watcher.statuses <= ALLOWED, (watcher.statuses, tail(run))
    assert watcher.rounds > 0
    for line in run.log:
        for secret in SENTINELS:
            assert secret not in line, line
    wait_until_healthy(run)
    for command in ("verify_log", "verify_texts"):
        done = run.stack.manage(command)
        assert done.returncode == 0, done.stderr
    return row


def wait_until_healthy(run: Installation) -> None:
    """Wait, without helping, until the web part answers; it may be starting again."""
    until = time.monotonic() + 30
    while True:
        with suppress(OSError):
            if run.stack.ask("/healthz").status == 200:
                return
        assert time.monotonic() < until, tail(run)
        time.sleep(0.2)


def tail(run: Installation) -> str:
    """Return the end of the service's log."""
    return "".join(run.log[-40:])


def _seconds(moment: object) -> float:
    """Return a time of the database as seconds since 1970; SQLite gives text in UTC.

    A service whose clock is days wrong wrote it days wrong: no experiment lasts for half a day, so
    whole days are left out.
    """
    if not isinstance(moment, datetime):
        moment = datetime.fromisoformat(str(moment)).replace(tzinfo=UTC)
    told = moment.timestamp()
    return told - DAY * round((told - time.time()) / DAY)


def _note(row: Row) -> None:
    """Add the row to the table that FAULT_TABLE names, and to the captured output."""
    line = json.dumps(row.__dict__)
    print(line)  # noqa: T201 - pytest shows it with -s
    if table := os.environ.get("FAULT_TABLE"):
        with Path(table).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
