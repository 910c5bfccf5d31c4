"""`manage.py verify_texts`: are the comments the words that their authors sent?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.verification import broken_texts


class Command(BaseCommand):
    """Name every comment whose words changed; end with 1 if there is one."""

    help = "Check each comment's name and text against the SHA-256 kept at its submission."

    def handle(self, **options: Any) -> None:
        """Check all comments."""
        broken = list(broken_texts())
        if broken:
            raise CommandError("\n".join(broken))
        self.stdout.write("All texts are as they were sent.")
