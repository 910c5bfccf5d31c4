"""`manage.py make_comments N`: fill the installation with made-up comments, for measuring."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from moderation.filling import fill

MOST = 10_000_000


class Command(BaseCommand):
    """Makes three sites of its own; what is there is not touched. For tests and measuring only."""

    help = "Make sites, articles, decided and held comments, with a whole log."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many comments to make."""
        parser.add_argument("number", type=int, help="decided comments")
        parser.add_argument("--held", type=int, default=None, help="held ones; usual: 1 in 100")

    def handle(self, **options: Any) -> None:
        """Make them, and say how many there are."""
        decided = options["number"]
        held = decided // 100 if options["held"] is None else options["held"]
        if not (0 <= decided <= MOST and 0 <= held <= MOST):
            raise CommandError(f"Give numbers from 0 to {MOST}.")
        hidden = not sys.stderr.isatty()
        with tqdm(total=decided + held, unit=" comments", disable=hidden) as progress:
            for made in fill(decided, held):
                progress.update(made)
        self.stdout.write(f"{decided} decided and {held} held comments made")
