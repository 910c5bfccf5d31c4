"""The dashboard's figures, and the pictures of them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from comments.models import Comment, Site
from moderation.decisions import APPROVED, REJECTED, Order, decide
from moderation.desk import charts
from moderation.desk.figures import (
    Precision,
    by_guideline,
    days,
    decisions_between,
    practice,
    waiting,
)
from moderation.evidence import recall
from moderation.models import PolicyVersion
from moderation.undo import undo
from tests.moderation.desk.conftest import MakeHeld


def by_ana(comment: Comment, ana: User, policy: PolicyVersion, *guidelines: str) -> Order:
    review = comment.reviews.get()
    return Order(
        comment=comment,
        now=REJECTED if guidelines else APPROVED,
        policy=policy,
        moderator_id=ana.pk,
        guidelines=guidelines,
        evidence=recall(review.findings, comment),
        review=review,
    )


def test_figures_of_what_waits_and_what_was_decided(
    site: Site, ana: User, make_held: MakeHeld, policy: PolicyVersion
) -> None:
    held = make_held(5)
    decide(by_ana(held[0], ana, policy))
    decide(by_ana(held[1], ana, policy, "promotion"))
    decide(by_ana(held[2], ana, policy, "promotion", "abuse"))
    undo([decide(by_ana(held[3], ana, policy))], moderator_id=ana.pk)
    since = timezone.now() - timedelta(days=2)

    decisions = decisions_between([site], since)

    assert waiting([site]).number == 2
    assert waiting([site]).oldest == held[3].submitted_at
    assert days(decisions, since)[-1].numbers == {"person approved": 1, "person rejected": 2}
    assert by_guideline(decisions) == {"promotion": 2, "abuse": 1}
    ((precision,), waits) = practice(decisions).precisions, practice(decisions).waits
    assert (precision.upheld, precision.of) == (2, 3)
    assert len(waits) == 1


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_interval_holds_the_share(counted: tuple[int, int]) -> None:
    precision = Precision("rule", *counted)

    low, high = precision.interval

    assert 0 <= low <= precision.share + 1e-9
    assert precision.share - 1e-9 <= high <= 1


def test_the_interval_is_wilsons() -> None:
    low, high = Precision("rule", 8, 10).interval

    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)


@pytest.mark.parametrize("query", ["", "days=7", "days=x", "days=99999", "site=%00", "site=1"])
def test_the_front_page_draws_them(as_ana: Client, held_comment: Comment, query: str) -> None:
    answer = as_ana.get(f"/admin/?{query}")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Queue: 1 comment waits" in page
    assert page.count("<svg class") >= 2
    assert "style=" not in page.split('<div class="figures">')[1].split("</figure>")[0]


def test_right_to_left_the_first_day_stands_on_the_right() -> None:
    columns = [("first", [("kind", "first", 1)]), ("last", [("kind", "last", 2)])]

    there, mirrored = (charts.columns(columns, mirrored=side) for side in (False, True))

    assert there.bars[0].x < there.bars[1].x
    assert mirrored.bars[0].x > mirrored.bars[1].x
    assert mirrored.bars[1].height == charts.HEIGHT


def test_pictures_of_nothing_are_empty() -> None:
    assert charts.columns([], mirrored=False).bars == []
    assert charts.line([], mirrored=True).points == ""


def test_a_row_is_mirrored_with_its_interval() -> None:
    there, mirrored = (
        charts.row("rule", "25 %", "", (0.25, 0.5, 1.0), mirrored=side) for side in (False, True)
    )

    assert (there.start, there.point, there.end, there.length) == (25, 50, 100, 75)
    assert (mirrored.start, mirrored.point, mirrored.end, mirrored.length) == (0, 50, 75, 75)
