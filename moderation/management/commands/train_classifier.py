"""`manage.py train_classifier FILE…`: fit the second opinion anew."""

from argparse import ArgumentParser
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.evaluation import EvaluationError, Row, read_rows
from moderation.guidelines.opinion.model import FILE, save
from moderation.guidelines.opinion.recipe import make_heads


class Command(BaseCommand):
    """Learn from labelled comments, but for the held-out fifth, and from our own pairs."""

    help = "Fit the classifier; the same files give the same model, byte for byte."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The labelled files, and where the model goes."""
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE.jsonl[.gz]")
        parser.add_argument("--output", type=Path, default=FILE, help="the model's file")

    def handle(self, *, files: list[Path], output: Path, **options: Any) -> None:
        """Fit and write, and say how much was learned from."""
        try:
            rows = list(_usable(chain.from_iterable(read_rows(path) for path in files)))
        except EvaluationError as wrong:
            raise CommandError(str(wrong)) from None
        heads = make_heads(
            [(row.text, row.expected == "reject", row.labels, row.lang) for row in rows]
        )
        save(heads, output)
        self.stdout.write(
            f"{len(rows)} comments learned from; {output.stat().st_size} bytes written"
        )


def _usable(rows: Iterable[Row]) -> Iterable[Row]:
    return (row for row in rows if not row.is_held_out)
