"""`manage.py erase`: empty one person's comments, for good."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.erasure import erase
from moderation.management.person import add_person_arguments
from moderation.persons import comments_of


class Command(BaseCommand):
    """Show what would be erased; with --yes, erase it."""

    help = "Erase the comments of a receipt, an id or an e-mail address. Without --yes, count them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the person and the confirmation."""
        add_person_arguments(parser)
        parser.add_argument("--yes", action="store_true", help="erase; there is no way back")

    def handle(self, *, receipt: str, comment: Any, email: str, yes: bool, **options: Any) -> None:
        """Erase, and say how many; end with 1 when there is nothing."""
        found = comments_of(receipt=receipt, comment=comment, email=email)
        if not found:
            raise CommandError("No comment fits.")
        if not yes:
            self.stdout.write(f"{len(found)} comments would be erased; say so with --yes.")
            return
        self.stdout.write(f"{erase(found)} comments erased")
