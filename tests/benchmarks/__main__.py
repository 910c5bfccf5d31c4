"""`python -m tests.benchmarks`: us beside nginx, Isso and django-comments-xtd, in one run.

Prints a table of medians of interleaved rounds, in requests per CPU-second of each server's own
process tree, and writes results.json and results.svg beside this file. Needs Debian's wrk, and
nginx for the ratios to it; without wrk it says so and ends. It loads 127.0.0.1 alone and never
asserts a time. BENCH_SECONDS (3) and BENCH_ROUNDS (5) make it shorter or longer.
"""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import orjson

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
import django

django.setup()
from tests.benchmarks.chart import svg  # noqa: E402
from tests.benchmarks.contest import tasks  # noqa: E402
from tests.benchmarks.load import WRK, Sample  # noqa: E402
from tests.benchmarks.moderating import drain  # noqa: E402

HERE = Path(__file__).parent
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
BACKLOG = int(os.environ.get("BENCH_BACKLOG", "5000"))
STATIC = "nginx: the same bytes, static"


def main() -> None:
    """Measure, print, write."""
    if not WRK:
        print("skipped: needs Debian's wrk (apt-get install wrk nginx-light)")  # noqa: T201
        return
    samples: dict[str, list[Sample]] = {}
    with tasks() as all_tasks:
        for task in all_tasks:
            task.run()  # warm
        for _ in range(ROUNDS):
            for task in all_tasks:
                samples.setdefault(task.name, []).append(task.run())
    medians = {name: median(one.per_cpu_second for one in of) for name, of in samples.items()}
    moderating = drain(BACKLOG)
    date = datetime.now(UTC).date().isoformat()
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    _print(samples, medians)
    print(  # noqa: T201
        f"\nbacklog of {BACKLOG}, two processes, SQLite: "
        f"{moderating['comments_per_second']:,.0f} a second, "
        f"{moderating['comments_per_cpu_second']:,.0f} a CPU-second"
    )
    told = {"date": date, "machine": machine, "rounds": ROUNDS, "per_cpu_second": medians}
    told |= {"refused": {name: sum(one.refused for one in of) for name, of in samples.items()}}
    told |= {"moderating": moderating}
    (HERE / "results.json").write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2) + b"\n")
    caption = f"Requests a CPU-second of the server's processes, log scale. {date}, {machine}"
    (HERE / "results.svg").write_text(svg(medians, caption), encoding="utf-8")


def _print(samples: dict[str, list[Sample]], medians: dict[str, float]) -> None:
    base = medians.get(STATIC)
    print("| task | requests a CPU-second | of nginx static | refused |")  # noqa: T201
    print("| --- | ---: | ---: | ---: |")  # noqa: T201
    for name, value in medians.items():
        ratio = f"{value / base:.3f}" if base else "-"
        refused = sum(one.refused for one in samples[name])
        print(f"| {name} | {value:,.0f} | {ratio} | {refused} |")  # noqa: T201


if __name__ == "__main__":
    main()
