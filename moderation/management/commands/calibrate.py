"""`manage.py calibrate SITE`: let the second opinion hold a share of a site's fair comments."""

from argparse import ArgumentParser
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Max
from tqdm import tqdm

from comments.models import Site
from moderation.calibration import TooFewComments, approved_texts, calibrated
from moderation.models import PolicyVersion
from moderation.policies import content_sha256, policy_in_force


class Command(BaseCommand):
    """Write a draft of the policy with new thresholds; a person activates it, or does not."""

    help = "Take the second opinion's thresholds from a site's approved comments, as a draft."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The site, the share to hold, and how far back to look."""
        parser.add_argument("site", type=int, help="id of the site")
        parser.add_argument("--share", type=float, default=0.01, help="to hold, 0 to 0.2")
        parser.add_argument("--most", type=int, default=5000, help="newest comments to look at")

    def handle(self, *, site: int, share: float, most: int, **options: Any) -> None:
        """Calibrate, and name the draft."""
        if not 0 < share <= 0.2:
            raise CommandError("--share must be more than 0 and at most 0.2.")
        found = Site.objects.filter(pk=site).first()
        if found is None:
            raise CommandError(f"There is no site {site}.")
        policy = replace(policy_in_force(found).policy, second_opinion=False)
        texts = tqdm(approved_texts(found, most), unit="comment", disable=None, delay=1)
        try:
            thresholds = calibrated(texts, policy, share)
        except TooFewComments as few:
            raise CommandError(str(few)) from None
        content = replace(policy, second_opinion=True, thresholds=thresholds).as_data()
        number = PolicyVersion.objects.filter(site=found).aggregate(last=Max("number"))["last"] + 1
        PolicyVersion.objects.create(
            site=found,
            number=number,
            content=content,
            sha256=content_sha256(content),
            note=f"calibrated: {share:.1%} of fair comments held",
        )
        self.stdout.write(
            f"{thresholds}: draft {number} of the policy of {found}, not in force yet"
        )
