"""`manage.py prepare`: make the database ready; at the first start, a demo and a moderator."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand

from comments import demo


class Command(BaseCommand):
    """What `up` does before it starts the parts. Harmless to repeat."""

    help = "Migrate, check the triggers and, in an empty installation, make a demo site."
    requires_system_checks = []  # the tables may not be there yet

    def handle(self, **options: Any) -> None:
        """Prepare, and print the moderator's password the only time it is known."""
        call_command("migrate", verbosity=0, interactive=False)
        call_command("check", databases=["default"])
        demo.install()
        if not User.objects.exists():
            password = secrets.token_urlsafe(12)
            User.objects.create_superuser("moderator", password=password)
            self.stdout.write(f"Moderator      name: moderator   password: {password}")
            self.stdout.write(f"The password is shown this once. Data is in {settings.DATA_DIR}")
