"""What a run found, for people: Markdown tables, in README between two marks, and the chart."""

from pathlib import Path
from typing import Any

import orjson

from tests.benchmarks.chart import svg
from tests.benchmarks.growth import table as growth_table

HERE = Path(__file__).parent
README = HERE.parent.parent / "README.md"
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
STATIC, ISSO, XTD = "nginx: the same bytes, static", "Isso: 100 comments", "xtd: 100 comments"
SENT = "Isso: a comment sent"
# What each of our tasks is compared with, and the ratio that is to be reached at least.
BARS = {
    "ours: 100 comments": ((STATIC, 0.11), (ISSO, 200), (XTD, 100)),
    "ours: 100 comments, 64 connections": ((STATIC, 0.11), (ISSO, 200), (XTD, 100)),
    "ours: 304": (("nginx: 304", 0.14),),
    "ours: first 100 of 1,000 comments": (("ours: 100 comments", 0.5),),
    "ours: counts of 50 articles": ((STATIC, 0.03),),
    "ours: a later page, built each time": ((XTD, 10),),
    "ours: a comment sent": ((SENT, 2),),
    "ours: a comment sent, PostgreSQL": ((SENT, 1.5),),
}


def publish(found: dict[str, Any]) -> None:
    """Write what was found beside this file and into README."""
    (HERE / "results.json").write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2) + b"\n")
    caption = f"Requests a CPU-second of the server's processes, log scale. {_when(found)}"
    (HERE / "results.svg").write_text(svg(found["per_cpu_second"], caption), encoding="utf-8")
    before, begin, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _old, end, after = rest.partition(END)
    told = "\n\n".join((f"{_when(found)}.", *tables(found)))
    README.write_text(f"{before}{begin}\n{told}\n{end}{after}", encoding="utf-8")


def tables(found: dict[str, Any]) -> list[str]:
    """Return a table for each kind of measure."""
    sizes = {int(size): acts for size, acts in found["growth"].items()}
    return [
        _contest(found["per_cpu_second"]),
        _drains(found["moderating"]),
        _memory(found["footprint"]),
        growth_table(sizes),
    ]


def _contest(medians: dict[str, float]) -> str:
    lines = ["| requests a CPU-second | | ratios (at least) |", "| --- | ---: | --- |"]
    for name, value in medians.items():
        ratios = ", ".join(
            f"{_ratio(value / medians[other])} of {other} ({bar})"
            for other, bar in BARS.get(name, ())
            if medians.get(other)
        )
        lines.append(f"| {name} | {value:,.0f} | {ratios} |")
    return "\n".join(lines)


def _drains(drained: dict[str, dict[str, float]]) -> str:
    lines = ["| a backlog, two warm processes | " + " | ".join(drained) + " |"]
    lines.append("| --- |" + " ---: |" * len(drained))
    for name, words in (
        ("comments", "comments that waited"),
        ("comments_per_second", "a second"),
        ("comments_per_cpu_second", "a CPU-second of the worker, its start included"),
        ("megabytes_after_a_tenth", "MB of a process after a tenth"),
        ("megabytes_at_the_end", "MB of a process at the end"),
        ("furthest_overtaken", "places lost by the unluckiest"),
    ):
        values = (f"{one[name]:,.0f}" for one in drained.values())
        lines.append(f"| {words} | " + " | ".join(values) + " |")
    return "\n".join(lines)


def _memory(of: dict[str, float]) -> str:
    worker = f"{of['worker_whole']:.0f} MB"
    return "\n".join(
        (
            "| started | |",
            "| --- | ---: |",
            f"| web answers after | {of['start_seconds']:.2f} s |",
            f"| a web process, all | {of['web_process']:.0f} MB, {of['web_whole']:.0f} MB |",
            f"| a worker process, all | {of['worker_process']:.0f} MB, {worker} |",
        )
    )


def _ratio(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 20 else f"{ratio:.2f}"


def _when(found: dict[str, Any]) -> str:
    return f"{found['date']}, {found['machine']}, {found['rounds']} rounds"
