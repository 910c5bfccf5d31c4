"""Whatever was tampered with is named."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from comments import guards
from comments.models import Comment
from moderation import guards as record_guards
from moderation.decisions import Order, decide
from moderation.models import Decision, PolicyVersion
from moderation.review import review_waiting


def tamper(sql: str, *values: Any) -> None:
    """Do what somebody with all rights on the database could: without the triggers."""
    guards.remove([*guards.GUARDS, *record_guards.GUARDS])
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def log(make_comment: Callable[..., Comment], ana: User, policy: PolicyVersion) -> list[Decision]:
    for number in range(4):
        make_comment(f"Fair comment number {number}.")
    review_waiting()
    first = Comment.objects.order_by("pk")[0]
    note = "Ana's second look."
    decide(
        Order(
            comment=first,
            now="rejected",
            moderator_id=ana.pk,
            policy=policy,
            guidelines=("promotion",),
            note=note,
        )
    )
    return list(Decision.objects.order_by("sequence"))


def test_a_log_as_written_is_whole(log: list[Decision], capsys: Any) -> None:
    call_command("verify_log")
    call_command("verify_texts")

    assert "The log is whole." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("note", "Ana's second look!"),
        ("guidelines", '["abuse"]'),
        ("actor", "rule"),
        ("now", "approved"),
        ("decided_at", "2026-01-01 00:00:00+00:00"),
    ],
)
def test_one_changed_column_is_named_by_its_entry(
    log: list[Decision], change: str, value: str
) -> None:
    tamper(f"UPDATE moderation_decision SET {change} = %s WHERE sequence = 5", value)  # noqa: S608

    with pytest.raises(CommandError, match="entry 5 is not as it was written"):
        call_command("verify_log")


def test_a_removed_entry_is_missed(log: list[Decision]) -> None:
    tamper("DELETE FROM moderation_decision WHERE sequence = 2")

    with pytest.raises(CommandError, match="entry 2 is missing"):
        call_command("verify_log")


def test_an_entry_cut_off_at_the_end_is_missed(log: list[Decision]) -> None:
    tamper("DELETE FROM moderation_decision WHERE sequence = 5")

    with pytest.raises(CommandError, match=str(log[4].comment.uuid)):
        call_command("verify_log")


def test_a_rewritten_entry_breaks_the_one_behind_it(log: list[Decision]) -> None:
    forged = log[1]
    forged.note = "forged"
    forged.hash = forged.computed_hash()
    tamper(
        "UPDATE moderation_decision SET note = %s, hash = %s WHERE sequence = 2",
        forged.note,
        forged.hash,
    )

    with pytest.raises(CommandError, match="entry 3 does not follow"):
        call_command("verify_log")


def test_a_status_without_its_decision_is_named(log: list[Decision]) -> None:
    comment = log[2].comment
    tamper("UPDATE comments_comment SET status = 'rejected' WHERE id = %s", comment.pk)

    with pytest.raises(CommandError, match=str(comment.uuid)):
        call_command("verify_log")


def test_a_changed_text_is_named(log: list[Decision]) -> None:
    comment = log[2].comment
    tamper("UPDATE comments_comment SET body = 'Other words.' WHERE id = %s", comment.pk)

    with pytest.raises(CommandError, match=str(comment.uuid)):
        call_command("verify_texts")
