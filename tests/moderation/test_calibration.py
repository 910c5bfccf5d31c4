"""Thresholds from a site's own approved comments become a draft of its policy."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from comments.models import Site
from moderation.calibration import TooFewComments, calibrated
from moderation.guidelines.policy import Policy
from moderation.models import PolicyVersion
from moderation.policies import policy_in_force
from moderation.review import review_waiting
from tests.conftest import MakeComment

WHAT = ("tram", "bridge", "library", "market", "school", "pool", "river", "station", "park", "hall")
WHY = ("closes early", "costs too much", "is a joy", "needs paint", "opens in May")
WHO = ("children", "shops", "the old", "cyclists", "us all")
FAIR = [
    f"The {what} {why}, and that matters to {who}." for what in WHAT for why in WHY for who in WHO
]
SAID = [(text, "en") for text in FAIR]


def test_the_share_of_fair_comments_above_the_thresholds_is_the_one_asked_for() -> None:
    tight = calibrated(SAID, Policy(second_opinion=False), 0.05)
    wide = calibrated(SAID, Policy(second_opinion=False), 0.01)

    assert tight["contempt"] < wide["contempt"]


def test_each_language_with_enough_comments_has_its_own_thresholds() -> None:
    kurdish = [(f"Pira nû ya {n} ji bo gundê me baş e, em kêfxweş in.", "ku") for n in range(200)]

    assert set(calibrated(kurdish, Policy(second_opinion=False), 0.01)) == {"contempt-kmr"}
    assert "contempt-kmr" in calibrated(SAID + kurdish, Policy(second_opinion=False), 0.01)


def test_too_few_comments_are_refused() -> None:
    with pytest.raises(TooFewComments, match="at least 200"):
        calibrated(SAID[:199], Policy(second_opinion=False), 0.01)


def test_the_command_makes_a_draft_and_leaves_the_policy_in_force(
    site: Site, make_comment: MakeComment
) -> None:
    for text in FAIR:
        make_comment(text)
    review_waiting()
    before = policy_in_force(site)

    call_command("calibrate", site.pk)

    draft = PolicyVersion.objects.get(number=2)
    assert policy_in_force(site) == before
    assert draft.activated_at is None
    assert set(draft.policy.thresholds) == {"contempt", "promotion"}


def test_an_unknown_site_is_an_error(db: None) -> None:
    with pytest.raises(CommandError, match="no site 999"):
        call_command("calibrate", 999)
