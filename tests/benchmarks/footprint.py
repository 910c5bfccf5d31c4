"""How soon the web part answers after its start, and what memory web and worker take.

`python -m tests.benchmarks.footprint [PYTHON]`: with the Python of an environment that holds only
what `requirements.txt` names, that is production; the tests' own brings along more to import.
"""

import os
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from config.processes import Child, Part
from config.up import free_port, parts, prepare_data, prepare_database
from tests.benchmarks.load import memory
from tests.stack import inherited

STARTS = 5
SETTLED_SECONDS = 4  # by then the worker has its rules


@dataclass(frozen=True)
class Footprint:
    """Of a service that has just started, in seconds and MB (PSS: shared pages are shared out)."""

    start_seconds: float  # from the start of the web part to its first answer
    web_process: float  # the largest
    web_whole: float
    worker_process: float
    worker_whole: float


def footprint(python: str = sys.executable) -> Footprint:
    """Start the web part some times, then web and worker together, and measure."""
    with tempfile.TemporaryDirectory(prefix="footprint-") as folder, ExitStack() as running:
        data, port = Path(folder), free_port()
        environ = {**inherited(), "DATA_DIR": folder, "LOG_LEVEL": "ERROR", "DATABASE_URL": ""}
        environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        prepare_data(data)
        prepare_database(environ)
        valkey, worker, web = parts(environ, data, "127.0.0.1", port)
        running.callback(Child(valkey, environ, _quiet).stop)
        starts = [_start(_by(python, web.command), environ, port) for _ in range(STARTS)]
        both = [Child(_part(python, one), environ, _quiet) for one in (web, worker)]
        for child in both:
            running.callback(child.stop)
        _wait_for(port)
        time.sleep(SETTLED_SECONDS)
        of_web, of_worker = (memory(child.process.pid) for child in both)
    return Footprint(median(starts), of_web[0], sum(of_web), of_worker[0], sum(of_worker))


def _start(command: Sequence[str], environ: dict[str, str], port: int) -> float:
    began = time.perf_counter()
    child = Child(Part("web", command), environ, _quiet)
    try:
        _wait_for(port)
        return time.perf_counter() - began
    finally:
        child.stop()


def _wait_for(port: int) -> None:
    """Ask until somebody answers 200."""
    asked = urllib.request.Request(f"http://127.0.0.1:{port}/healthz")
    while True:
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(asked) as answer:
            if answer.status == 200:
                return
        time.sleep(0.01)


def _part(python: str, part: Part) -> Part:
    return Part(part.name, _by(python, part.command))


def _by(python: str, command: Sequence[str]) -> list[str]:
    return [python, *command[1:]]


def _quiet(name: str, line: str) -> None: ...


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    print(footprint(*sys.argv[1:]))  # noqa: T201
