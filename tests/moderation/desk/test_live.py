"""What a screen hears of its cards: decided by somebody else, looked at by somebody else."""

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from comments.models import Comment
from moderation.decisions import APPROVED, Order, decide
from moderation.models import PolicyVersion
from tests.moderation.desk.conftest import MakeHeld

LIVE = "/admin/moderation/heldcomment/live/"


def test_a_decision_of_another_is_told(
    as_ana: Client, ben: User, make_held: MakeHeld, policy: PolicyVersion
) -> None:
    first, second = make_held(2)
    decide(Order(comment=first, now=APPROVED, policy=policy, moderator_id=ben.pk))

    told = as_ana.get(LIVE, {"cards": f"{first.pk},{second.pk}"}).json()

    assert list(told["decided"]) == [str(first.pk)]
    assert told["decided"][str(first.pk)]["says"].startswith("ben approved")


def test_who_looks_at_a_card_is_told_to_the_others(
    ana: User, ben: User, held_comment: Comment
) -> None:
    cache.clear()
    screens = {user: Client() for user in (ana, ben)}
    for user, screen in screens.items():
        screen.force_login(user)
    here = {"cards": str(held_comment.pk), "at": str(held_comment.pk)}

    screens[ana].get(LIVE, here)
    bens = screens[ben].get(LIVE, here).json()
    anas = screens[ana].get(LIVE, here).json()

    assert bens["looking"] == {str(held_comment.pk): ["ana"]}
    assert anas["looking"] == {str(held_comment.pk): ["ben"]}


@pytest.mark.parametrize("cards", ["", "x", "\x00", "9" * 40, ",".join(map(str, range(5000))), "٣"])
def test_odd_questions_are_answered(as_ana: Client, cards: str) -> None:
    answer = as_ana.get(LIVE, {"cards": cards, "at": cards})

    assert answer.status_code == 200
    assert answer.json() == {"decided": {}, "looking": {}}


def test_a_look_is_light(
    as_ana: Client, make_held: MakeHeld, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cards = ",".join(str(comment.pk) for comment in make_held(25))

    with django_assert_max_num_queries(4):
        as_ana.get(LIVE, {"cards": cards})
