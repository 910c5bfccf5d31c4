"""An installation to do harm to: its processes, its servers, its log, and a supervisor."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from config.processes import Child, Part, stop_all, watch
from config.up import (
    child_environ,
    free_port,
    parts,
    prepare_data,
    prepare_database,
    wait_until_ready,
)
from moderation import bell
from tests.faults.clock import Clock
from tests.faults.servers import Postgres, Valkey
from tests.stack import Stack, inherited

SETUPS = ("embedded", "production")  # SQLite and one worker; PostgreSQL, two workers and a beat


@dataclass
class Installation:
    """A running installation; `up`'s own supervisor restarts what dies."""

    setup: str
    stack: Stack
    valkey: Valkey
    postgres: Postgres | None
    log: list[str] = field(default_factory=list)
    clock: Clock | None = None  # the processes' own, if they have one

    def workers(self) -> list[Child]:
        """Return the worker processes."""
        return [child for child in self.stack.children if child.part.name.startswith("worker")]

    def descendants(self, child: Child) -> list[psutil.Process]:
        """Return the processes that a part has started: pool children, web workers."""
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(child.process.pid).children(recursive=True)
        return []

    def lose_bells(self) -> None:
        """Lose what is on the queue, and leave the bell's mark: only a sweep ends the silence."""
        for _ in range(30):  # a task that has begun takes the mark away
            self.valkey.client.set(bell.KEY, 1, ex=3600)
            self.valkey.client.delete("celery")
            time.sleep(0.1)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """Return rows of the service's database, read beside the service."""
        if self.postgres is None:
            import sqlite3

            with sqlite3.connect(self.stack.data / "comments.sqlite3", timeout=20) as connection:
                return connection.execute(sql).fetchall()
        import psycopg

        with psycopg.connect(self.postgres.direct) as connection:
            return list(connection.execute(sql.encode()))


@contextmanager
def installation(folder: Path, setup: str, **settings: str) -> Iterator[Installation]:
    """Run an installation in a folder of its own, with settings, while the block lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    data = folder / "d"
    valkey = Valkey(settings)
    postgres = Postgres() if setup == "production" else None
    port = free_port()
    environ = child_environ(
        {"POSTS_PER_MINUTE": "0", **inherited(), "REDIS_URL": valkey.url, **settings},
        data,
        "127.0.0.1",
        port,
    )
    environ.pop("DATABASE_URL", None)
    if postgres:
        environ["DATABASE_URL"] = postgres.url
    environ["DJANGO_SETTINGS_MODULE"] = settings.get("DJANGO_SETTINGS_MODULE", "config.settings")
    log: list[str] = []
    children: list[Child] = []
    stopping = threading.Event()
    supervisor = threading.Thread(target=watch, args=(children, stopping), daemon=True)
    try:
        prepare_data(data)
        prepare_database(environ)
        wanted = parts(environ, data, "127.0.0.1", port)
        if setup == "production":
            wanted = _spread(wanted)
        children.extend(
            Child(part, environ, lambda name, line: log.append(line)) for part in wanted
        )
        wait_until_ready("127.0.0.1", port, children)
        supervisor.start()
        stack = Stack(f"http://127.0.0.1:{port}", environ, data, children)
        yield Installation(setup, stack, valkey, postgres, log)
    finally:
        stopping.set()
        if supervisor.is_alive():
            supervisor.join(timeout=30)
        valkey.thaw()
        if postgres:
            postgres.thaw()
        stop_all(children)
        valkey.close()
        if postgres:
            postgres.close()


def _spread(wanted: list[Part]) -> list[Part]:
    """Return two workers and a beat in the place of the one worker with its own beat."""
    worker, web = wanted
    plain = [word for word in worker.command if word not in ("--beat", "--scheduler")]
    plain.remove("celery.beat.Scheduler")
    beat = [*plain[: plain.index("worker")], "beat", "--scheduler", "celery.beat.Scheduler"]
    return [Part("beat", beat), Part("worker1", plain), Part("worker2", plain), web]
