"""A comment's page: what was found in it, and a decision that is never made twice."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.models import Comment
from moderation.decisions import APPROVED, Order, decide
from moderation.models import Decision, PolicyVersion
from tests.conftest import MakeComment

QUEUE = "/admin/moderation/heldcomment/"


@pytest.fixture
def as_ana(client: Client, ana: User) -> Client:
    client.force_login(ana)
    return client


def page_of(comment: Comment) -> str:
    return f"{QUEUE}{comment.pk}/change/"


def seen(comment: Comment, version: int = 0) -> str:
    return f"{comment.pk}:{version}"


def test_the_queue_shows_what_waits_and_why(as_ana: Client, held_comment: Comment) -> None:
    page = as_ana.get(QUEUE).content.decode()

    assert "bridge-news.example" in page
    assert "Bridge reopens" in page
    assert "May break" in page


def test_a_comment_page_marks_what_was_found(as_ana: Client, held_comment: Comment) -> None:
    page = as_ana.get(page_of(held_comment)).content.decode()

    assert '<mark class="finding promotion doubtful"' in page


def test_words_of_readers_are_shown_as_text(as_ana: Client, make_comment: MakeComment) -> None:
    comment = make_comment("<script>alert(1)</script>", author_name="<b>Rui</b>")

    page = as_ana.get(page_of(comment)).content.decode()

    assert "<script>alert" not in page
    assert "<b>Rui</b>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_approving_publishes_and_names_the_moderator(
    as_ana: Client, ana: User, held_comment: Comment
) -> None:
    answer = as_ana.post(page_of(held_comment), {"now": "approved", "seen": seen(held_comment)})

    held_comment.refresh_from_db()
    assert answer.status_code == 302
    assert held_comment.status == "approved"
    assert held_comment.decisions.get().moderator == ana


def test_a_rejection_asks_for_a_guideline(as_ana: Client, held_comment: Comment) -> None:
    answer = as_ana.post(page_of(held_comment), {"now": "rejected", "seen": seen(held_comment)})

    assert answer.status_code == 422
    assert "Choose at least one guideline." in answer.content.decode()
    assert not Decision.objects.filter(comment=held_comment).exists()


def test_a_rejection_keeps_its_guidelines_and_evidence(
    as_ana: Client, held_comment: Comment
) -> None:
    chosen = {"now": "rejected", "seen": seen(held_comment), "guidelines": ["promotion", "abuse"]}

    as_ana.post(page_of(held_comment), chosen)

    decision = held_comment.decisions.get()
    assert decision.now == "rejected"
    assert decision.guidelines == ["promotion", "abuse"]
    assert [found["guideline"] for found in decision.evidence] == ["promotion"]


def test_a_stale_page_is_told_who_was_first(
    as_ana: Client, ben: User, held_comment: Comment, policy: PolicyVersion
) -> None:
    decide(Order(comment=held_comment, now=APPROVED, policy=policy, moderator_id=ben.pk))

    answer = as_ana.post(
        page_of(held_comment),
        {"now": "rejected", "seen": seen(held_comment), "guidelines": ["abuse"]},
    )

    held_comment.refresh_from_db()
    assert answer.status_code == 409
    assert "ben approved this comment on" in answer.content.decode()
    assert held_comment.status == "approved"
    assert Decision.objects.filter(comment=held_comment).count() == 1


@pytest.mark.parametrize(
    "crafted",
    [
        {"seen": ""},
        {"now": "approved", "seen": "x"},
        {"now": "approved", "seen": "1:-1"},
        {"now": "approved", "seen": "9" * 40 + ":0"},
        {"now": "approved", "seen": "1\x00:0"},
        {"now": "approved", "seen": "999999999999999999:999999999"},
        {"now": "approved", "seen": "٣:٠"},
        {"now": "deleted"},
        {"now": "rejected", "guidelines": "taste"},
        {"reject": "taste"},
        {"now": "approved", "note": "a\x00b"},
        {"now": "approved", "note": "x" * 1001},
        {"now": "approved", "seen": "{pk}:7"},
    ],
)
def test_a_crafted_form_decides_nothing(
    as_ana: Client, held_comment: Comment, crafted: dict[str, str]
) -> None:
    form = {"seen": "{pk}:0", **crafted}
    form["seen"] = form["seen"].replace("{pk}", str(held_comment.pk))

    answers = [as_ana.post(address, form) for address in (page_of(held_comment), f"{QUEUE}decide/")]

    held_comment.refresh_from_db()
    assert {answer.status_code for answer in answers} <= {404, 409, 422}
    assert held_comment.status == "pending"


@pytest.mark.parametrize(
    "where", ["add/", "1/delete/", "0/change/", "x/change/", "9" * 30 + "/change/"]
)
def test_there_is_no_other_door(as_ana: Client, where: str) -> None:
    assert as_ana.get(f"{QUEUE}{where}").status_code in (302, 403, 404)


def test_a_stranger_is_sent_to_the_login(client: Client, held_comment: Comment) -> None:
    answer = client.post(page_of(held_comment), {"now": "approved", "seen": seen(held_comment)})

    held_comment.refresh_from_db()
    assert answer.status_code == 302
    assert held_comment.status == "pending"
