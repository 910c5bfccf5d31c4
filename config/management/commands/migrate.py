"""`manage.py migrate`: Django's, one at a time, and each migration whole."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from config.migrating import WholeExecutor, alone

# Django's command has no other place to say which executor it uses.
migrate.MigrationExecutor = WholeExecutor  # type: ignore[attr-defined]


class Command(migrate.Command):
    """Safe to start on several machines at once, and to start again after it was killed."""

    def get_check_kwargs(self, options: dict[str, Any]) -> Any:
        """Ask nothing of the database: what is missing there is what this command makes."""
        return super().get_check_kwargs(options) | {"databases": []}

    def handle(self, *args: Any, **options: Any) -> None:
        """Wait for any other migrator, then look at what is missing."""
        with alone(connections[options["database"]], self.stderr.write):
            super().handle(*args, **options)
