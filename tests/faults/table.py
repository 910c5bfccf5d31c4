"""`python -m tests.faults.table FILE`: the experiments of a FAULT_TABLE as a table in Markdown.

An experiment that was repeated stands in it once for each set-up, as it went the last time.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Title and place in a line of the file.
COLUMNS = {
    "sent": "sent",
    "2xx": "taken",
    "found": "found",
    "decided": "decided",
    "held": "held",
    "lost": "lost",
    "doubled": "doubled",
    "early": "early",
    "slowest POST, s": "slowest_seconds",
    "settled after, s": "settled_seconds",
}
SUMS = ("sent", "taken", "found", "decided", "held", "lost", "doubled", "early")


def markdown(lines: list[str]) -> Iterator[str]:
    """Yield the lines of the table, and its sums."""
    rows = {(row["experiment"], row["setup"]): row for row in map(json.loads, lines)}
    ordered = [row for key in dict.fromkeys(key[0] for key in rows) for row in _of(rows, key)]
    yield "| experiment | set-up | " + " | ".join(COLUMNS) + " |"
    yield "| --- | --- |" + " ---: |" * len(COLUMNS)
    for row in ordered:
        yield _line(row)
    sums = {name: sum(row[name] for row in ordered) for name in SUMS}
    worst = {
        name: max((row[name] for row in ordered), default=0)
        for name in ("slowest_seconds", "settled_seconds")
    }
    yield _line({"experiment": f"**{len(ordered)} in all**", "setup": "both", **sums, **worst})


def _of(rows: dict[tuple[str, str], Any], experiment: str) -> list[Any]:
    return [row for (name, _setup), row in sorted(rows.items()) if name == experiment]


def _line(row: dict[str, Any]) -> str:
    shown = [f"{row[name]:,}" for name in COLUMNS.values()]
    return f"| {row['experiment']} | {row['setup']} | " + " | ".join(shown) + " |"


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    print("\n".join(markdown(lines)))  # noqa: T201
