"""`manage.py up`: run the whole service on this machine."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config.trial import trial
from config.up import UpError, up


class Command(BaseCommand):
    """Start the embedded Valkey, the worker and the web server, and watch over them."""

    help = "Run the whole service on this machine until Ctrl+C."
    requires_system_checks = []  # the first run makes what the checks ask for

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen, and whether to try the service out instead."""
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument(
            "--check",
            action="store_true",
            help="start on a free port with a throw-away folder, send three comments, stop",
        )

    def handle(self, *, host: str, port: int, check: bool, **options: Any) -> None:
        """Run, or try out; end with 1 and the mend when it cannot."""
        try:
            if not check:
                up(settings.DATA_DIR, host, port)
            elif not trial():
                raise CommandError("A comment did not fare as it should; see the lines above.")
        except UpError as error:
            raise CommandError(str(error)) from None
