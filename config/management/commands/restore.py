"""`manage.py restore FILE`: a back-up becomes an installation again."""

from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.cache import cache
from django.core.management.base import BaseCommand, CommandError
from redis.exceptions import RedisError

from config.backup import BackupError, read


class Command(BaseCommand):
    """Read the file into an empty database, and prove it whole."""

    help = "Read a back-up into an empty installation; refuses a full one and a damaged file."
    requires_system_checks = []  # the tables may not be there yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path, help="what `backup` wrote")

    def handle(self, *, file: Path, **options: Any) -> None:
        """Read, forget the ready pages, and say how much."""
        try:
            count = read(file)
        except BackupError as why:
            raise CommandError(str(why)) from None
        with suppress(RedisError):  # old pages are known by versions that no article has any more
            cache.clear()
        self.stdout.write(f"{count} rows restored; texts and log are whole")
