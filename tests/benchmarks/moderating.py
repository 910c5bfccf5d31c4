"""How fast a backlog drains: the real worker, two processes, all rules and languages, the log.

`python -m tests.benchmarks.moderating [NUMBER]` (10,000) does it on SQLite and on a PostgreSQL of
its own. The speed is that of warm processes: from a tenth of the backlog to nine tenths, after the
times that the rows themselves tell, without start-up and without the last, half-empty batches.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import dj_database_url
import django
import psutil
from django.db import ConnectionHandler

from config.processes import Child
from config.up import free_port, parts, prepare_data, prepare_database
from tests.benchmarks.load import cpu_seconds, memory
from tests.postgres import postgres
from tests.stack import inherited

ROOT = Path(__file__).resolve().parent.parent.parent
ARTICLES = 50
FILL = f"""
import django; django.setup()
from comments.models import Site
from tests.benchmarks.backlog import wait
from tests.benchmarks.filling import make_articles
site = Site.objects.first()
wait(site, make_articles(site, {ARTICLES}, "http://127.0.0.1/waiting/"), NUMBER)
"""
LEFT = "SELECT count(*) FROM comments_comment WHERE status = 'pending' AND reviewed_at IS NULL"
TIMES = "SELECT reviewed_at FROM comments_comment ORDER BY submitted_at, id"
PATIENCE_SECONDS = 600


@dataclass(frozen=True)
class Drained:
    """How a backlog was worked off."""

    comments: int
    comments_per_second: float  # of warm processes
    comments_per_cpu_second: float  # of the worker's process tree, the whole backlog
    database_cpu_share: float  # PostgreSQL's CPU time to the worker's; in SQLite there is none
    megabytes_after_a_tenth: float  # PSS of the largest process of the worker
    megabytes_at_the_end: float
    furthest_overtaken: int  # places that a comment lost to later ones


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """Give the databases to measure on, by name: SQLite, and a PostgreSQL of our own."""
    with postgres() as url:
        yield {"SQLite": "", "PostgreSQL": url}


def drain(number: int, database_url: str = "") -> Drained:
    """Fill so many pending comments, let a worker of two processes review them, and measure."""
    with tempfile.TemporaryDirectory(prefix="drain-") as folder, ExitStack() as running:
        data = Path(folder)
        environ = _environ(data, database_url)
        prepare_data(data)
        prepare_database(environ)
        fill = FILL.replace("NUMBER", str(number))
        subprocess.run([sys.executable, "-c", fill], env=environ, check=True)
        watched = _connect(database_url or f"sqlite:///{data / 'comments.sqlite3'}")
        running.callback(watched.close)
        for part in parts(environ, data, "127.0.0.1", free_port()):
            if part.name != "web":
                child = Child(part, environ)
                running.callback(child.stop)
        _ring(environ)
        return _watch(number, watched, child.process.pid, _server(watched))


def _watch(number: int, watched: Any, worker: int, server: list[int]) -> Drained:
    """Wait until nothing waits, and measure meanwhile."""
    until = time.monotonic() + PATIENCE_SECONDS
    early: float | None = None
    while (left := _ask(watched, LEFT)[0][0]) and time.monotonic() < until:
        if early is None and left < number * 0.9:
            early = memory(worker)[0]
        time.sleep(0.5)
    if left:
        raise RuntimeError(f"{left} of {number} comments still wait")
    times = [row[0] for row in _ask(watched, TIMES)]
    spent = cpu_seconds([worker])
    return Drained(
        comments=number,
        comments_per_second=_steady(times),
        comments_per_cpu_second=number / spent,
        database_cpu_share=cpu_seconds(server) / spent,
        megabytes_after_a_tenth=early or 0.0,
        megabytes_at_the_end=memory(worker)[0],
        furthest_overtaken=_overtaken(times),
    )


def _steady(times: list[datetime]) -> float:
    """Return comments a second between a tenth and nine tenths of the work."""
    done = sorted(times)
    first, last = len(done) // 10, len(done) * 9 // 10
    return (last - first) / (done[last] - done[first]).total_seconds()


def _overtaken(times: list[datetime]) -> int:
    """Return how many places the unluckiest comment lost between sending and review."""
    order = sorted(range(len(times)), key=times.__getitem__)
    return max(reviewed - sent for reviewed, sent in enumerate(order))


def _environ(data: Path, database_url: str) -> dict[str, str]:
    own = {"DATA_DIR": str(data), "PYTHONPATH": str(ROOT), "LOG_LEVEL": "ERROR"}
    own |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": database_url}
    return {**inherited(), **own}


def _connect(url: str) -> Any:
    config = dj_database_url.parse(url)
    return ConnectionHandler({"default": {**config}})["default"]


def _ask(watched: Any, sql: str) -> list[tuple[Any, ...]]:
    with watched.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _ring(environ: dict[str, str]) -> None:
    """Wake both processes, as comments that keep coming in do."""
    ring = "from moderation.tasks import review; review.delay(); review.delay()"
    setup = "import django; django.setup(); "
    subprocess.run([sys.executable, "-c", setup + ring], env=environ, check=True)


def _server(watched: Any) -> list[int]:
    """Return the process id of PostgreSQL; SQLite has none."""
    if watched.vendor == "sqlite":
        return []
    backend = _ask(watched, "SELECT pg_backend_pid()")[0][0]
    return [psutil.Process(backend).ppid()]


def main() -> None:
    """Measure on both databases and print."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with databases() as urls:
        for name, url in urls.items():
            print(name, json.dumps(asdict(drain(number, url)), indent=2), flush=True)  # noqa: T201


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    main()
