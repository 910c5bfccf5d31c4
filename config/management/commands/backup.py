"""`manage.py backup FILE`: everything, as of one moment, in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config.backup import BackupError, write


class Command(BaseCommand):
    """Write the file while the service goes on."""

    help = "Write everything into a new file. It holds readers' data and passwords' hashes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="a file that does not exist yet")

    def handle(self, *, file: Path, **options: Any) -> None:
        """Write, and say how much."""
        try:
            self.stdout.write(f"{write(file)} rows written to {file}")
        except BackupError as why:
            raise CommandError(str(why)) from None
