"""`python -m tests.benchmarks`: everything is measured in one run, some twelve minutes.

Us beside nginx, Isso and django-comments-xtd, in requests per CPU-second of each server's own
process tree, medians of interleaved rounds; the drain of a backlog, start and memory, and the cost
of acts in archives of two sizes. Writes results.json and results.svg beside this file and the
tables in README. Needs Debian's wrk, and nginx for the ratios to it. It loads 127.0.0.1 alone and
never asserts a time.

BENCH_SECONDS (3), BENCH_ROUNDS (5), BENCH_BACKLOG (10,000) and BENCH_SIZES (1000,100000) make it
shorter or longer; BENCH_PYTHON is the Python of an environment of `requirements.txt` alone, for
start and memory.
"""

import os
import platform
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from statistics import median
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ.setdefault("LOG_LEVEL", "WARNING")
import django

django.setup()
from tests.benchmarks.contest import tasks  # noqa: E402
from tests.benchmarks.footprint import footprint  # noqa: E402
from tests.benchmarks.growth import grow  # noqa: E402
from tests.benchmarks.load import WRK, Sample  # noqa: E402
from tests.benchmarks.moderating import databases, drain  # noqa: E402
from tests.benchmarks.report import publish, tables  # noqa: E402

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
BACKLOG = int(os.environ.get("BENCH_BACKLOG", "10000"))
SIZES = tuple(int(size) for size in os.environ.get("BENCH_SIZES", "1000,100000").split(","))
PYTHON = os.environ.get("BENCH_PYTHON", sys.executable)


def main() -> None:
    """Measure, write, print."""
    if not WRK:
        print("skipped: needs Debian's wrk (apt-get install wrk nginx-light)")  # noqa: T201
        return
    found: dict[str, Any] = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}",
        "rounds": ROUNDS,
        **_compete(),
    }
    with databases() as urls:
        found["moderating"] = {name: asdict(drain(BACKLOG, url)) for name, url in urls.items()}
    found["footprint"] = asdict(footprint(PYTHON))
    found["growth"] = {str(size): acts for size, acts in grow(SIZES).items()}
    publish(found)
    print("\n\n".join(tables(found)))  # noqa: T201


def _compete() -> dict[str, dict[str, float]]:
    """Return requests per CPU-second of each task, the median of its rounds, and what failed."""
    samples: dict[str, list[Sample]] = {}
    with tasks() as all_tasks:
        for task in all_tasks:
            task.run()  # warm
        for _ in range(ROUNDS):
            for task in all_tasks:
                samples.setdefault(task.name, []).append(task.run())
    return {
        "per_cpu_second": {
            name: median(one.per_cpu_second for one in of) for name, of in samples.items()
        },
        "refused": {name: sum(one.refused for one in of) for name, of in samples.items()},
    }


if __name__ == "__main__":
    main()
