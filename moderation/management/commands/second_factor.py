"""`manage.py second_factor NAME`: give a moderator a second factor, or take it away."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError
from django_otp.plugins.otp_totp.models import TOTPDevice


class Command(BaseCommand):
    """Print the address that an authenticator app takes; it is shown this once."""

    help = "Make a new second factor for a moderator; former ones end. --remove: none from now on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the moderator."""
        parser.add_argument("name", help="the moderator's log-in name")
        parser.add_argument("--remove", action="store_true", help="the password alone is enough")

    def handle(self, *, name: str, remove: bool, **options: Any) -> None:
        """Replace the moderator's devices."""
        user = User.objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"There is no log-in {name!r}.")
        TOTPDevice.objects.filter(user=user).delete()
        if remove:
            self.stdout.write("The password alone is enough now.")
            return
        device = TOTPDevice.objects.create(user=user, name="authenticator", confirmed=True)
        self.stdout.write("Type this address or its secret into an authenticator app:")
        self.stdout.write(device.config_url)
