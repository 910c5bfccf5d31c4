"""Thresholds of the second opinion from a site's own approved comments; no labels are needed."""

from collections.abc import Iterable

from comments.models import Comment, Site
from moderation.guidelines.judge import judge
from moderation.guidelines.opinion.finder import LANGUAGE
from moderation.guidelines.opinion.model import load
from moderation.guidelines.opinion.training import highest_score, threshold
from moderation.guidelines.policy import Policy

FEWEST = 200  # approved comments; a share of 1 % of fewer says nothing


class TooFewComments(ValueError):
    """The site has too few approved comments to calibrate with."""


def approved_texts(site: Site, most: int) -> list[str]:
    """Return the newest approved comments of a site in the model's language."""
    fair = Comment.objects.published().filter(site=site, language=LANGUAGE)
    return list(fair.order_by("-submitted_at", "-pk").values_list("body", flat=True)[:most])


def calibrated(texts: Iterable[str], policy: Policy, share: float) -> dict[str, float]:
    """Return the thresholds above which this share (0 to 1) of the texts lies, by head.

    Only texts count in which no rule finds anything. Raises TooFewComments.
    """
    silent = [
        text for text in texts if not judge(body=text, policy=policy, language=LANGUAGE).findings
    ]
    if len(silent) < FEWEST:
        raise TooFewComments(
            f"Only {len(silent)} approved comments can be used; at least {FEWEST} are needed."
        )
    return {
        name: round(threshold([highest_score(head, text) for text in silent], share), 4)
        for name, head in load().items()
    }
