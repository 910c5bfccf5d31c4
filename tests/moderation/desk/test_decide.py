"""Deciding from the queue: singly, in bulk, undone, and never over somebody else's head."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments.models import Comment, Site
from moderation.decisions import APPROVED, Order, decide
from moderation.models import Decision, PolicyVersion
from moderation.verification import first_broken_decisions
from tests.moderation.desk.conftest import MakeHeld, MakeModerator

DECIDE, UNDO = "/admin/moderation/heldcomment/decide/", "/admin/moderation/heldcomment/undo/"
JSON = {"Accept": "application/json"}


def seen(*comments: Comment) -> str:
    return " ".join(f"{comment.pk}:{comment.version}" for comment in comments)


def post(client: Client, address: str, **form: Any) -> tuple[int, dict[str, Any]]:
    answer = client.post(address, form, headers=JSON)
    return answer.status_code, answer.json()


def test_one_key_one_decision(as_ana: Client, held_comment: Comment) -> None:
    status, told = post(as_ana, DECIDE, seen=seen(held_comment), now="approved")

    held_comment.refresh_from_db()
    assert status == 200
    assert told["done"][0]["status"] == held_comment.status == "approved"
    assert told["undo_seconds"] == 60


def test_reject_is_short_for_one_guideline(as_ana: Client, held_comment: Comment) -> None:
    post(as_ana, DECIDE, seen=seen(held_comment), reject="abuse")

    assert held_comment.decisions.get().guidelines == ["abuse"]


def test_many_at_once_are_logged_singly(as_ana: Client, make_held: MakeHeld) -> None:
    held = make_held(30)

    status, told = post(as_ana, DECIDE, seen=seen(*held), now="rejected", guidelines=["promotion"])

    assert status == 200
    assert len(told["done"]) == 30
    assert Decision.objects.filter(comment__in=held, now="rejected").count() == 30
    assert list(first_broken_decisions()) == []


def test_more_than_five_hundred_at_once_are_refused(as_ana: Client) -> None:
    status, told = post(
        as_ana, DECIDE, seen=" ".join(f"{pk}:0" for pk in range(501)), now="approved"
    )

    assert status == 422
    assert "at most 500" in told["says"]


def test_the_loser_is_told_who_was_first(
    as_ana: Client, ben: User, make_held: MakeHeld, policy: PolicyVersion
) -> None:
    first, second = make_held(2)
    decide(Order(comment=first, now=APPROVED, policy=policy, moderator_id=ben.pk))

    status, told = post(as_ana, DECIDE, seen=seen(first), reject="abuse")
    both_status, both = post(as_ana, DECIDE, seen=seen(first, second), reject="abuse")

    assert status == 409
    assert told["done"][0]["code"] == "already_decided"
    assert told["done"][0]["says"].startswith("ben approved this comment on")
    assert both_status == 200
    assert [one["code"] for one in both["done"]] == ["already_decided", ""]


def test_undo_by_its_address(as_ana: Client, held_comment: Comment) -> None:
    _status, told = post(as_ana, DECIDE, seen=seen(held_comment), now="approved")

    status, undone = post(as_ana, UNDO, decisions=str(told["done"][0]["decision"]))

    held_comment.refresh_from_db()
    assert status == 200
    assert undone["done"][0]["version"] == held_comment.version == 2
    assert held_comment.status == "pending"


def test_two_decisions_about_one_comment_are_undone_as_one(
    as_ana: Client, held_comment: Comment
) -> None:
    _status, first = post(as_ana, DECIDE, seen=seen(held_comment), now="approved")
    again = {"seen": f"{held_comment.pk}:1", "reject": "abuse", "note": "It is abuse."}
    _status, second = post(as_ana, DECIDE, **again)
    both = f"{first['done'][0]['decision']} {second['done'][0]['decision']}"

    post(as_ana, UNDO, decisions=both)

    held_comment.refresh_from_db()
    assert (held_comment.status, held_comment.version) == ("approved", 3)
    assert list(first_broken_decisions()) == []


@pytest.mark.parametrize("decisions", ["", "x", "0", "1\x00", "9" * 18, "1 " * 600, "-1"])
def test_a_crafted_undo_undoes_nothing(as_ana: Client, decisions: str) -> None:
    status, _told = post(as_ana, UNDO, decisions=decisions)

    assert status == 422


def test_without_script_the_form_leads_back_to_the_filters(
    as_ana: Client, held_comment: Comment
) -> None:
    form = {"seen": seen(held_comment), "now": "approved", "back": "order=oldest&guideline=abuse"}

    answer = as_ana.post(DECIDE, form, follow=True)

    assert answer.redirect_chain[0][0].endswith("?order=oldest&guideline=abuse")
    assert "approved this comment" in answer.content.decode()
    assert "Undo" in answer.content.decode()


def test_a_moderator_decides_at_own_sites_alone(
    client: Client, make_moderator: MakeModerator, held_comment: Comment, site: Site
) -> None:
    other = Site.objects.create(name="Other")
    client.force_login(make_moderator("cem", "Moderator", other))

    status, told = post(client, DECIDE, seen=seen(held_comment), now="approved")

    held_comment.refresh_from_db()
    assert status == 404
    assert told["done"][0]["code"] == "not_found"
    assert held_comment.status == "pending"


@pytest.mark.parametrize(
    ("role", "status", "now"),
    [("Moderator", 403, "approved"), ("Senior moderator", 200, "rejected")],
)
def test_only_seniors_reverse_others(
    client: Client,
    make_moderator: MakeModerator,
    held_comment: Comment,
    ben: User,
    policy: PolicyVersion,
    site: Site,
    role: str,
    status: int,
    now: str,
) -> None:
    decide(Order(comment=held_comment, now=APPROVED, policy=policy, moderator_id=ben.pk))
    client.force_login(make_moderator("cem", role, site))

    answered, _told = post(
        client, DECIDE, seen=f"{held_comment.pk}:1", reject="abuse", note="This is abuse."
    )

    held_comment.refresh_from_db()
    assert answered == status
    assert held_comment.status == now


def test_a_reversal_asks_for_a_note(as_ana: Client, held_comment: Comment) -> None:
    post(as_ana, DECIDE, seen=seen(held_comment), now="approved")

    status, told = post(as_ana, DECIDE, seen=f"{held_comment.pk}:1", reject="abuse")

    assert status == 422
    assert "note" in told["done"][0]["says"]


def test_a_decision_asks_eight_questions_at_most(
    client: Client, make_moderator: MakeModerator, held_comment: Comment, site: Site
) -> None:
    client.force_login(make_moderator("cem", "Moderator", site))

    with CaptureQueriesContext(
        connection,
    ) as asked:
        post(client, DECIDE, seen=seen(held_comment), now="approved")

    # The tests' own transaction turns each transaction into a savepoint.
    questions = [q["sql"] for q in asked if "SAVEPOINT" not in q["sql"]]
    assert len(questions) <= 8, questions


def test_a_bulk_asks_no_more_for_many_than_for_few(as_ana: Client, make_held: MakeHeld) -> None:
    few, many = make_held(2), make_held(40)

    with CaptureQueriesContext(connection) as for_few:
        post(as_ana, DECIDE, seen=seen(*few), now="approved")
    with CaptureQueriesContext(connection) as for_many:
        post(as_ana, DECIDE, seen=seen(*many), now="approved")

    assert len(for_many) <= len(for_few) + 1


def test_get_decides_nothing(as_ana: Client) -> None:
    assert as_ana.get(DECIDE).status_code == 405
