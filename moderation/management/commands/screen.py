"""`manage.py screen`: JSON lines of comments in, JSON lines of verdicts out; no database needed."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from moderation.guidelines.policy import Policy, PolicyError
from moderation.guidelines.screening import BadLine, screen


class Command(BaseCommand):
    """Screen comments from standard input, in order, one verdict a line."""

    help = 'Read {"id", "body"} lines on standard input; write a verdict line for each.'
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the policy and the language."""
        parser.add_argument("--policy", type=Path, help="a JSON file; without it, the usual policy")
        parser.add_argument("--language", default="", help="the comments' language, such as tr")

    def handle(self, *args: Any, **options: Any) -> None:
        """Stream; a bad line ends the run with an error that names it."""
        policy = _policy(options["policy"])
        sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        verdicts = screen(sys.stdin, policy=policy, language=options["language"])
        try:
            for verdict in tqdm(verdicts, unit=" comments", disable=not sys.stderr.isatty()):
                sys.stdout.write(verdict + "\n")
        except BadLine as wrong:
            raise CommandError(str(wrong)) from None
        except UnicodeDecodeError as wrong:
            raise CommandError(f"standard input is not UTF-8: {wrong}") from None
        finally:
            sys.stdout.flush()


def _policy(path: Path | None) -> Policy:
    """Return the policy in the file. Raises CommandError, with the remedy."""
    if path is None:
        return Policy()
    try:
        return Policy.from_json(path.read_bytes())
    except (OSError, PolicyError, UnicodeDecodeError) as wrong:
        raise CommandError(f"--policy {path}: {wrong}") from None
