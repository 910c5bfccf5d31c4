"""`manage.py dryrun`: what would a policy have done to the last comments? Changes nothing."""

import json
import sys
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from comments.models import Site
from moderation.dryrun import LAST_MAX, Tally, Tried, dry_run, how_many
from moderation.guidelines.policy import Policy, PolicyError
from moderation.models import PolicyDraft
from moderation.policies import policy_in_force
from moderation.timelimit import time_limit


class Command(BaseCommand):
    """JSON lines on standard output: each comment that would fare otherwise, then the tally.

    Comments are named by id, never quoted. Progress is shown on a terminal alone.
    """

    help = "Try a policy on a site's last decided comments."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the site, the policy (a file, or the site's draft), and how far to look back."""
        parser.add_argument("site", type=int, help="the site's number")
        parser.add_argument("--policy", type=Path, help="a JSON file; left out: the site's draft")
        parser.add_argument("--last", type=int, default=10_000, help="how many comments")

    def handle(self, **options: Any) -> None:
        """Run, and print."""
        site = Site.objects.filter(pk=options["site"]).first()
        if site is None:
            known = ", ".join(f"{one.pk} ({one})" for one in Site.objects.order_by("pk"))
            raise CommandError(f"There is no site {options['site']}; there are {known}.")
        if not 1 <= options["last"] <= LAST_MAX:
            raise CommandError(f"--last must be a number from 1 to {LAST_MAX}.")
        policy, last, tally = _policy(site, options["policy"]), options["last"], Tally()
        guard = partial(time_limit, settings.REVIEW_SECONDS)
        tried = dry_run(site, policy, policy_in_force(site).policy, last=last, guard=guard)
        total = how_many(site, last)
        for one in tqdm(tried, total=total, unit=" comments", disable=not sys.stderr.isatty()):
            tally.add(one)
            if one.changed:
                self.stdout.write(_line(one))
        self.stdout.write(_summary(tally))


def _policy(site: Site, file: Path | None) -> Policy:
    if file is None:
        draft = PolicyDraft.objects.filter(site=site).first()
        if draft is None:
            raise CommandError(f"{site} has no draft; write one in the admin, or name a file.")
        return Policy.from_data(draft.content)
    try:
        return Policy.from_json(file.read_bytes())
    except OSError as why:
        raise CommandError(f"{file}: {why.strerror}") from None
    except (PolicyError, ValueError) as wrong:
        raise CommandError(f"{file}: {wrong}") from None


def _line(one: Tried) -> str:
    return json.dumps(
        {
            "id": str(one.comment.uuid),
            "status": one.comment.status,
            "before": one.before,
            "after": one.after,
            "guidelines": list(one.verdict.guidelines),
            "rules": sorted({finding.rule for finding in one.verdict.findings}),
        }
    )


def _summary(tally: Tally) -> str:
    return json.dumps(
        {
            "tried": tally.tried,
            "newly": {outcome: tally.newly[outcome] for outcome in ("reject", "hold", "approve")},
            "people": {
                rule: {"rejected": agreed.rejected, "approved": agreed.approved}
                for rule, agreed in sorted(tally.agreement.items())
            },
        }
    )
