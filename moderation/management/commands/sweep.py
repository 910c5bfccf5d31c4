"""`manage.py sweep`: review now what waits, without a worker and without Redis."""

from typing import Any

from django.core.management.base import BaseCommand

from moderation.tasks import sweep


class Command(BaseCommand):
    """Do by hand what the worker does every 15 seconds."""

    help = "Review every comment that waits for the rules."

    def handle(self, **options: Any) -> None:
        """Sweep, and say how many comments were reviewed."""
        self.stdout.write(f"{sweep()} comments reviewed")
