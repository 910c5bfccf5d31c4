"""`manage.py evaluate FILE…`: how well the rules do on labelled comments."""

import time
from argparse import ArgumentParser
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from moderation.evaluation import (
    EvaluationError,
    Result,
    as_json,
    changes,
    evaluate,
    read_rows,
)
from moderation.guidelines.policy import Policy, PolicyError
from moderation.measures import Count, counts, wilson

WORST_FIRST = {"reject": 0, "approve": 1, "hold": 2}


class Command(BaseCommand):
    """Print tables of what was caught and what was wrongly stopped; needs no database."""

    help = "Judge labelled comments and tell what was caught, and what was wrongly stopped."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Files, the part to look at, and what to do with the results."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl[.gz]")
        parser.add_argument("--policy", type=Path, help="a policy as JSON, instead of the usual")
        parser.add_argument(
            "--part",
            choices=("all", "development", "held-out"),
            default="all",
            help="the held-out fifth (by hash of id) is for the last look; write rules on the rest",
        )
        parser.add_argument("--misses", type=int, default=0, help="print so many of the misses")
        parser.add_argument("--json", type=Path, help="write the outcome of every row to this file")
        parser.add_argument("--compare", type=Path, help="a file that an earlier --json wrote")

    def handle(self, **options: Any) -> None:
        """Judge all rows, then print the tables."""
        try:
            policy = self._policy(options["policy"])
            rows = list(chain.from_iterable(read_rows(path) for path in options["files"]))
            rows = [row for row in rows if _wanted(options["part"], row.is_held_out)]
            began = time.perf_counter()
            judged = evaluate(tqdm(rows, unit="comment", disable=None, delay=1), policy)
            results = list(judged)
            seconds = time.perf_counter() - began
            self._print_tables(results)
            self._print_misses(results, options["misses"])
            if options["compare"]:
                self._print_changes(results, options["compare"].read_text(encoding="utf-8"))
        except (EvaluationError, PolicyError, OSError) as wrong:
            raise CommandError(str(wrong)) from None
        if options["json"]:
            options["json"].write_text(as_json(results), encoding="utf-8")
        self.stdout.write(f"\n{len(results)} comments, {len(results) / seconds:.0f} a second")

    def _policy(self, path: Path | None) -> Policy:
        return Policy.from_json(path.read_text(encoding="utf-8")) if path else Policy()

    def _print_tables(self, results: list[Result]) -> None:
        tables = counts(results)
        for kind, title in (
            ("violations", "VIOLATIONS: caught is rejected or held"),
            ("fair", "FAIR COMMENTS: wrongly rejected or held"),
        ):
            self.stdout.write(f"\n{title}")
            self.stdout.write(
                f"  {'':<44}{'rows':>7}  {'stopped':>21}  {'rejected':>21}  {'held':>21}"
            )
            for dimension, groups in tables[kind].items():
                for value, count in sorted(groups.items()):
                    name = value if dimension == "all" else f"{dimension} {value}"
                    self.stdout.write(f"  {name[:43]:<44}{_line(count)}")

    def _print_misses(self, results: list[Result], most: int) -> None:
        """Print misses, the gravest first: fair comments rejected, then violations passed."""
        misses = [result for result in results if result.is_miss]
        for result in sorted(misses, key=lambda one: WORST_FIRST[one.outcome])[:most]:
            labels = ",".join(result.row.labels) or result.row.expected
            found = ",".join(result.guidelines)
            self.stdout.write(f"\n{result.outcome} (is {labels}; found {found}) {result.row.id}")
            self.stdout.write(f"  {result.row.text}")

    def _print_changes(self, results: list[Result], earlier: str) -> None:
        changed = changes(results, earlier)
        better = sum(not result.is_miss for result, _before in changed)
        self.stdout.write(f"\nCHANGED: {len(changed)}, of these {better} are right now")
        for result, before in changed:
            mark = "-" if result.is_miss else "+"
            self.stdout.write(f"{mark} {before} → {result.outcome}  {result.row.id}")
            self.stdout.write(f"    {result.row.text}")


def _wanted(part: str, is_held_out: bool) -> bool:
    return part == "all" or (part == "held-out") is is_held_out


def _line(count: Count) -> str:
    shares = (count.rejected + count.held, count.rejected, count.held)
    return f"{count.rows:>7}  " + "  ".join(_share(part, count.rows) for part in shares)


def _share(part: int, whole: int) -> str:
    low, high = wilson(part, whole)
    return f"{100 * part / whole:6.2f} ({100 * low:5.2f}-{100 * high:5.2f})"
