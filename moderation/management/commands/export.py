"""`manage.py export`: all that is kept of one person, as JSON."""

from argparse import ArgumentParser
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from moderation.management.person import add_person_arguments
from moderation.persons import comments_of, export


class Command(BaseCommand):
    """Write what is kept to standard output."""

    help = "Write all that is kept of a receipt, an id or an e-mail address, as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the person."""
        add_person_arguments(parser)

    def handle(self, *, receipt: str, comment: Any, email: str, **options: Any) -> None:
        """Write a JSON array; end with 1 when there is nothing."""
        found = comments_of(receipt=receipt, comment=comment, email=email)
        if not found:
            raise CommandError("No comment fits.")
        written = orjson.dumps(export(found), option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z)
        self.stdout.write(written.decode())
