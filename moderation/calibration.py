"""Thresholds of the second opinion from a site's own approved comments; no labels are needed."""

from collections.abc import Iterable

from comments.models import Comment, Site
from moderation.guidelines.judge import judge
from moderation.guidelines.opinion.model import load
from moderation.guidelines.opinion.training import highest_score, threshold
from moderation.guidelines.policy import Policy
from moderation.guidelines.text import FILED_UNDER

FEWEST = 200  # approved comments; a share of 1 % of fewer says nothing

Said = tuple[str, str]  # a comment's words and its language


class TooFewComments(ValueError):
    """The site has too few approved comments to calibrate with."""


def approved_texts(site: Site, most: int) -> list[Said]:
    """Return the newest approved comments of a site, each with its language."""
    fair = Comment.objects.published().filter(site=site).order_by("-submitted_at", "-pk")
    return list(fair.values_list("body", "language")[:most])


def calibrated(texts: Iterable[Said], policy: Policy, share: float) -> dict[str, float]:
    """Return the thresholds above which this share (0 to 1) of the texts lies, by head.

    Only texts count in which no rule finds anything, and a head is left out when there are too
    few in its language. Raises TooFewComments when that leaves out all.
    """
    silent: dict[str, list[str]] = {}
    for text, language in texts:
        if not judge(body=text, policy=policy, language=language).findings:
            silent.setdefault(FILED_UNDER.get(language, language), []).append(text)
    enough = {language: own for language, own in silent.items() if len(own) >= FEWEST}
    if not enough:
        most = max(map(len, silent.values()), default=0)
        raise TooFewComments(
            f"Only {most} approved comments can be used; a language needs at least {FEWEST}."
        )
    return {
        name: round(threshold([highest_score(head, text) for text in own], share), 4)
        for name, head in load().items()
        if (own := enough.get(head.language))
    }
