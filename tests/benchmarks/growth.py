"""What a view, a post and a decision cost in a small and in a large archive, on PostgreSQL.

`python -m tests.benchmarks.growth [SIZE…]` (1,000, 100,000 and 1,000,000 stored comments) fills a
database for each size, then asks them in turn, round after round, and prints the medians: CPU time
of the process that acts and of its PostgreSQL backend, in milliseconds, and the ratio to the first.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import IO

import psycopg

from config.up import MANAGE, prepare_data, prepare_database
from tests.benchmarks.moderating import ROOT
from tests.postgres import postgres
from tests.stack import inherited

SIZES = (1_000, 100_000, 1_000_000)
ROUNDS = 7
FILLERS = 2
ACTS = ("first page", "later page", "counts of 50", "post", "decision by rules", "by a person")


class Archive:
    """A filled database, and the process that acts on it when asked (`tests.benchmarks.acts`)."""

    def __init__(self, environ: dict[str, str]) -> None:
        command = [sys.executable, "-m", "tests.benchmarks.acts"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, env=environ, stdin=pipe, stdout=pipe, text=True)

    def round(self) -> dict[str, float]:
        """Let it act once; return the milliseconds of each act."""
        asked, told = self.process.stdin, self.process.stdout
        assert asked is not None
        assert told is not None
        asked.write("round\n")
        asked.flush()
        return dict(json.loads(_line(told)))

    def end(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def grow(sizes: tuple[int, ...] = SIZES) -> dict[int, dict[str, float]]:
    """Return the median milliseconds of each act, by size."""
    with _archives(sizes) as archives:
        for archive in archives.values():
            archive.round()  # warm
        rounds = [{n: one.round() for n, one in archives.items()} for _ in range(ROUNDS)]
    return {n: {act: median(one[n][act] for one in rounds) for act in ACTS} for n in sizes}


@contextmanager
def _archives(sizes: tuple[int, ...]) -> Iterator[dict[int, Archive]]:
    with ExitStack() as running:
        url = running.enter_context(postgres())
        folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="growth-")))
        environs = {}
        for size in sizes:
            environs[size] = _environ(folder / str(size), _database(url, f"growth_{size}"))
            _fill(environs[size], size)
        archives = {size: Archive(environ) for size, environ in environs.items()}
        for archive in archives.values():
            running.callback(archive.end)
        yield archives


def _database(url: str, name: str) -> str:
    """Make a database and return its URL."""
    with psycopg.connect(url.replace("postgres://", "postgresql://"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    return f"{url.rpartition('/')[0]}/{name}"


def _environ(data: Path, url: str) -> dict[str, str]:
    own = {"DATA_DIR": str(data), "PYTHONPATH": str(ROOT), "LOG_LEVEL": "ERROR"}
    own |= {"DJANGO_SETTINGS_MODULE": "config.settings", "DATABASE_URL": url}
    # One backend throughout, whose CPU time is told.
    return {**inherited(), **own, "POSTS_PER_MINUTE": "0", "CONN_MAX_AGE": "86400"}


def _fill(environ: dict[str, str], size: int) -> None:
    """Store so many decided comments, and one in a hundred held, as the desk has them."""
    prepare_data(Path(environ["DATA_DIR"]))
    prepare_database(environ)
    share = str(size // FILLERS)
    command = [sys.executable, str(MANAGE), "make_comments", share]
    fillers = []
    for _ in range(FILLERS):  # each makes sites of its own
        fillers.append(subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL))
        if size < 10_000:
            fillers[-1].wait()
    if any(filler.wait() for filler in fillers):
        raise RuntimeError("make_comments failed")
    with psycopg.connect(environ["DATABASE_URL"].replace("postgres:", "postgresql:")) as server:
        server.autocommit = True
        server.execute("VACUUM ANALYZE")


def _line(told: IO[str]) -> str:
    line = told.readline()
    if not line:
        raise RuntimeError("the acting process ended")
    return line


def table(found: dict[int, dict[str, float]]) -> str:
    """Return the medians as a Markdown table, each with its ratio to the smallest archive."""
    sizes = list(found)
    lines = ["| CPU ms | " + " | ".join(f"{size:,}" for size in sizes) + " |"]
    lines.append("| --- |" + " ---: |" * len(sizes))
    for act in ACTS:
        first = found[sizes[0]][act]
        cells = (f"{found[size][act]:.2f} ({found[size][act] / first:.2f})" for size in sizes)
        lines.append(f"| {act} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    print(table(grow(tuple(int(size) for size in sys.argv[1:]) or SIZES)))  # noqa: T201
