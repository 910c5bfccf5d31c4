"""`manage.py verify_log`: is the log of decisions as it was written?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.verification import first_broken_decisions


class Command(BaseCommand):
    """Name the first broken entry of each site's log; end with 1 if there is one."""

    help = "Check the hash chain of the decisions, and that every status has its decision."

    def handle(self, **options: Any) -> None:
        """Check all sites."""
        broken = list(first_broken_decisions())
        if broken:
            raise CommandError("\n".join(broken))
        self.stdout.write("The log is whole.")
