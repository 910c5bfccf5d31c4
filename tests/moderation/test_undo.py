"""Undo: a decision of its own, for one's own decisions of the last minute."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from comments.models import Comment
from moderation.decisions import (
    APPROVED,
    PENDING,
    REJECTED,
    UNDO_TIME,
    DecisionRefused,
    Order,
    decide,
)
from moderation.models import Decision, PolicyVersion
from moderation.undo import undo
from moderation.verification import first_broken_decisions


@pytest.fixture
def approval(held_comment: Comment, ana: User, policy: PolicyVersion) -> Decision:
    return decide(Order(comment=held_comment, now=APPROVED, policy=policy, moderator_id=ana.pk))


def test_undo_puts_the_comment_back_and_keeps_both_lines(
    approval: Decision, held_comment: Comment, ana: User
) -> None:
    undo([approval], moderator_id=ana.pk)

    held_comment.refresh_from_db()
    held_comment.article.refresh_from_db()
    lines = list(held_comment.decisions.order_by("sequence").values_list("was", "now", "undoes"))
    assert held_comment.status == "pending"
    assert held_comment.version == 2
    assert lines == [("pending", "approved", None), ("approved", "pending", approval.pk)]
    assert held_comment.article.approved_count == 0
    assert list(first_broken_decisions()) == []


def test_undo_after_a_minute_is_refused(
    approval: Decision, held_comment: Comment, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = timezone.now() + UNDO_TIME + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    with pytest.raises(DecisionRefused) as refused:
        undo([approval], moderator_id=ana.pk)

    assert refused.value.code == "undo_too_late"
    held_comment.refresh_from_db()
    assert held_comment.status == "approved"


def test_nobody_undoes_the_decision_of_another(approval: Decision, ben: User) -> None:
    with pytest.raises(DecisionRefused) as refused:
        undo([approval], moderator_id=ben.pk)

    assert refused.value.code == "undo_not_yours"


def test_what_was_decided_anew_stays(
    approval: Decision, held_comment: Comment, ana: User, ben: User, policy: PolicyVersion
) -> None:
    held_comment.refresh_from_db()
    decide(
        Order(
            comment=held_comment,
            now=REJECTED,
            policy=policy,
            moderator_id=ben.pk,
            guidelines=("abuse",),
            note="This is abuse.",
        )
    )

    (told,) = undo([approval], moderator_id=ana.pk)

    held_comment.refresh_from_db()
    assert held_comment.status == "rejected"
    assert told.decision.moderator == ben  # type: ignore[union-attr]


def test_undoing_a_reversal_gives_the_rejection_its_reasons_again(
    held_comment: Comment, ana: User, policy: PolicyVersion
) -> None:
    rejection = Order(
        comment=held_comment,
        now=REJECTED,
        policy=policy,
        moderator_id=ana.pk,
        guidelines=("promotion",),
    )
    decide(rejection)
    held_comment.refresh_from_db()
    reversal = Order(
        comment=held_comment, now=APPROVED, policy=policy, moderator_id=ana.pk, note="It is news."
    )

    undo([decide(reversal)], moderator_id=ana.pk)

    held_comment.refresh_from_db()
    latest = held_comment.decisions.order_by("sequence").last()
    assert latest is not None
    assert held_comment.status == "rejected"
    assert latest.guidelines == ["promotion"]


def test_nothing_else_puts_a_comment_back(
    approval: Decision, held_comment: Comment, ana: User, policy: PolicyVersion
) -> None:
    held_comment.refresh_from_db()
    order = Order(
        comment=held_comment, now=PENDING, policy=policy, moderator_id=ana.pk, note="Think again."
    )

    with pytest.raises(DecisionRefused) as refused:
        decide(order)

    assert refused.value.code == "not_undone"
