"""The order of the queue: risk × age, and nothing starves whatever comes in."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.models import Comment, Site
from moderation.desk.reasons import reasons_held
from moderation.guidelines.verdict import Finding
from moderation.holds import (
    DOUBLING,
    RISK_MAX,
    is_heavy,
    likeness,
    reasons_of,
    risk_of,
    stands_at,
)
from moderation.models import Hold, PolicyVersion, Review
from moderation.review import review_waiting
from tests.conftest import MakeComment

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
risks = st.integers(1, RISK_MAX)


def finding(guideline: str, *, certain: bool) -> Finding:
    return Finding(guideline, "", "rule", "body", 0, 1, "x", certain=certain)


def test_a_threat_goes_before_an_advertisement_of_the_same_hour() -> None:
    threat = risk_of([finding("threat", certain=False)])
    advertisement = risk_of([finding("promotion", certain=True)])

    assert stands_at(NOON, threat) < stands_at(NOON - timedelta(hours=1), advertisement)


def test_the_gravest_finding_counts_and_certainty_doubles_it() -> None:
    both = [finding("promotion", certain=True), finding("threat", certain=False)]

    assert risk_of(both) == risk_of([finding("threat", certain=False)])
    assert risk_of([finding("threat", certain=True)]) == RISK_MAX
    assert risk_of([]) == 1


def test_risk_times_age_is_the_same_at_every_moment() -> None:
    fresh_threat, old_nothing = stands_at(NOON, 64), stands_at(NOON - 6 * DOUBLING, 1)

    assert fresh_threat == old_nothing


@given(st.lists(st.tuples(risks, st.integers(0, 3)), min_size=50, max_size=400), risks)
def test_nothing_starves_under_endless_arrivals(
    arrivals: list[tuple[int, int]], own_risk: int
) -> None:
    """One comment is served an hour, up to three come in: the queue only grows, and yet."""
    queue = {"ours": stands_at(NOON, own_risk)}
    served_before = 0

    for hour, (risk, number) in enumerate(arrivals):
        now = NOON + timedelta(hours=hour)
        queue |= {f"{hour}.{n}": stands_at(now, risk) for n in range(number)}
        first = min(queue, key=queue.__getitem__)
        del queue[first]
        if first == "ours":
            break
        served_before += 1

    # Only what came within the head start of the greatest risk, a day, can have gone before.
    assert served_before <= 3 * (DAY / timedelta(hours=1) + 1)


@given(risks, risks, st.timedeltas(timedelta(0), 30 * DAY))
def test_nothing_sent_a_day_later_goes_before(own: int, other: int, later: timedelta) -> None:
    assert stands_at(NOON, own) < stands_at(NOON + DAY + timedelta(seconds=1) + later, other)


@pytest.mark.parametrize(
    "copy",
    [
        "BUY now at our shop!",
        "buy  now, at our shop",
        "b​uy now at our shop",
        "Ｂuy now at our shop",
    ],
)
def test_copies_in_disguise_are_alike(copy: str) -> None:
    assert likeness(copy, "en") == likeness("Buy now at our shop.", "en")


def test_other_words_are_not_alike() -> None:
    assert likeness("Buy now at our shop.", "en") != likeness("Buy later at our shop.", "en")
    assert likeness("!!!", "en") != likeness("???", "en")
    assert likeness("<b></b>", "en") != likeness("<i></i>", "en")
    assert likeness("<img src=x>", "en") != likeness("<svg onload=y>", "en")


def test_only_certain_threats_and_abuse_are_heavy() -> None:
    assert is_heavy([finding("abuse", certain=True)])
    assert not is_heavy([finding("abuse", certain=False), finding("profanity", certain=True)])


def test_a_review_keeps_why_a_comment_is_held(held_comment: Comment) -> None:
    hold = Hold.objects.get(comment=held_comment)

    assert hold.reasons == " promotion rule "
    assert hold.stands_at == held_comment.submitted_at - DOUBLING
    assert not hold.is_heavy


def test_what_the_rules_decide_is_not_kept_for_people(make_comment: MakeComment) -> None:
    make_comment()
    review_waiting()

    assert not Hold.objects.exists()


def test_in_manual_mode_everything_waits_for_a_person(
    make_comment: MakeComment, site: Site
) -> None:
    Site.objects.filter(pk=site.pk).update(mode=Site.Mode.MANUAL)
    make_comment()

    review_waiting()

    assert Hold.objects.get().reasons == " manual "


def test_an_odd_sending_is_a_cause_of_its_own(
    make_comment: MakeComment, policy: PolicyVersion
) -> None:
    comment = make_comment()
    comment.suspicion = "honeypot"
    review = Review.objects.create(
        comment=comment, policy=policy, outcome="hold", complete=True, took_ms=1
    )
    odd = Finding("", "", "honeypot", "body", 0, 0, "", certain=False)
    broken = Finding("", "", "failed:threat", "body", 0, 0, "", certain=False)

    assert reasons_of([odd], manual=False) == " sending "
    assert reasons_of([broken], manual=True) == " failed manual "
    assert reasons_held(comment, review)[0].startswith("The way it was sent")
