"""`manage.py sweep`: review now what waits, without a worker and without Redis."""

from math import inf
from typing import Any

from django.core.management.base import BaseCommand

from moderation.review import review_waiting


class Command(BaseCommand):
    """Do by hand what the worker does every 15 seconds."""

    help = "Review every comment that waits for the rules."

    def handle(self, **options: Any) -> None:
        """Sweep until nothing waits, and say how many comments were reviewed."""
        done, _finished = review_waiting(most_seconds=inf)
        self.stdout.write(f"{done} comments reviewed")
