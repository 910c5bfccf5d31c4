"""The only door: one winner, one log line, and the loser is told who was first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction

from comments.models import Article, Comment
from moderation import decisions
from moderation.decisions import AlreadyDecided, DecisionRefused, Order, decide, decide_all
from moderation.models import Decision, PolicyVersion
from moderation.review import review_waiting
from moderation.signals import decided
from moderation.verification import first_broken_decisions

Make = Callable[..., Comment]


def approve(comment: Comment, by: User, policy: PolicyVersion, **more: Any) -> Order:
    return Order(comment=comment, now="approved", moderator_id=by.pk, policy=policy, **more)


def reject(comment: Comment, by: User, policy: PolicyVersion, **more: Any) -> Order:
    more.setdefault("guidelines", ("abuse",))
    return Order(comment=comment, now="rejected", moderator_id=by.pk, policy=policy, **more)


def test_a_decision_changes_the_status_and_leaves_its_line(
    held_comment: Comment, ana: User, policy: PolicyVersion
) -> None:
    made = decide(reject(held_comment, ana, policy, note="A known campaign."))

    held_comment.refresh_from_db()
    assert (held_comment.status, held_comment.version) == ("rejected", 1)
    assert (made.was, made.now, made.moderator, made.guidelines) == (
        "pending",
        "rejected",
        ana,
        ["abuse"],
    )
    assert list(first_broken_decisions()) == []


def test_the_second_moderator_is_told_who_was_first(
    held_comment: Comment, ana: User, ben: User, policy: PolicyVersion
) -> None:
    as_ben_saw_it = Comment.objects.get(pk=held_comment.pk)
    decide(reject(held_comment, ana, policy))

    with pytest.raises(AlreadyDecided) as told:
        decide(approve(as_ben_saw_it, ben, policy))

    assert told.value.decision.moderator == ana
    held_comment.refresh_from_db()
    assert held_comment.status == "rejected"


@pytest.mark.parametrize(
    ("now", "guidelines", "code"),
    [
        ("rejected", (), "guideline_missing"),
        ("rejected", ("rudeness",), "guideline_unknown"),
        ("approved", ("abuse",), "guideline_unused"),
        ("pending", (), "no_change"),
    ],
)
def test_a_decision_that_is_not_whole_is_refused(
    held_comment: Comment,
    ana: User,
    policy: PolicyVersion,
    now: str,
    guidelines: tuple[str, ...],
    code: str,
) -> None:
    order = Order(
        comment=held_comment, now=now, moderator_id=ana.pk, policy=policy, guidelines=guidelines
    )

    with pytest.raises(DecisionRefused) as refused:
        decide(order)

    assert refused.value.code == code
    assert not Decision.objects.exists()


def test_turning_a_decision_around_needs_a_note(
    held_comment: Comment, ana: User, ben: User, policy: PolicyVersion
) -> None:
    decide(approve(held_comment, ana, policy))
    held_comment.refresh_from_db()

    with pytest.raises(DecisionRefused) as refused:
        decide(reject(held_comment, ben, policy))
    turned = decide(reject(held_comment, ben, policy, note="The link sells something."))

    assert refused.value.code == "note_missing"
    assert (turned.was, turned.now, turned.comment_version) == ("approved", "rejected", 2)


def test_the_article_counts_what_is_approved(
    held_comment: Comment, article: Article, ana: User, policy: PolicyVersion
) -> None:
    decide(approve(held_comment, ana, policy))
    article.refresh_from_db()
    shown = (article.approved_count, article.version)
    held_comment.refresh_from_db()
    decide(reject(held_comment, ana, policy, note="Second thoughts."))
    article.refresh_from_db()

    assert shown == (1, 1)
    assert (article.approved_count, article.version) == (0, 2)


@pytest.mark.django_db(transaction=True)
def test_of_two_opposite_decisions_at_once_one_is_in_force(
    make_comment: Make, ana: User, ben: User, policy: PolicyVersion
) -> None:
    comments = [make_comment(f"See https://shop-{n}.example/") for n in range(25)]
    review_waiting()
    by_ana = [
        approve(c, ana, policy) for c in Comment.objects.filter(pk__in=comments_ids(comments))
    ]
    by_ben = [reject(c, ben, policy) for c in Comment.objects.filter(pk__in=comments_ids(comments))]

    def take(order: Order) -> bool:
        try:
            (result,) = decide_all([order])
        finally:
            connection.close()
        lost = isinstance(result, AlreadyDecided)
        decision = result.decision if lost else result
        assert (decision.moderator_id == order.moderator_id) is not lost
        return not lost

    with ThreadPoolExecutor(4) as threads:
        won = list(
            threads.map(take, [o for pair in zip(by_ana, by_ben, strict=True) for o in pair])
        )

    assert sum(won) == Decision.objects.count() == 25
    assert [a + b for a, b in zip(won[::2], won[1::2], strict=True)] == [1] * 25
    assert list(first_broken_decisions()) == []


def comments_ids(comments: list[Comment]) -> list[int]:
    return [comment.pk for comment in comments]


def test_many_decisions_in_one_transaction_report_each_result(
    make_comment: Make, ana: User, ben: User, policy: PolicyVersion
) -> None:
    for n in range(3):
        make_comment(f"See https://shop-{n}.example/")
    review_waiting()
    first, second, third = Comment.objects.held()
    seen_before = Comment.objects.get(pk=second.pk)
    decide(reject(second, ben, policy))

    results = decide_all(
        [approve(first, ana, policy), approve(seen_before, ana, policy), reject(third, ana, policy)]
    )

    assert [type(result) for result in results] == [Decision, AlreadyDecided, Decision]
    assert list(Decision.objects.values_list("sequence", flat=True)) == [1, 2, 3]
    assert list(first_broken_decisions()) == []


@pytest.mark.django_db(transaction=True)
def test_the_bell_rings_after_the_commit_with_the_decisions(
    held_comment: Comment, ana: User, policy: PolicyVersion
) -> None:
    heard: list[tuple[int, bool]] = []

    def listen(decisions: list[Decision], **_: Any) -> None:
        heard.append((decisions[0].comment_id, connection.in_atomic_block))

    decided.connect(listen)
    try:
        with transaction.atomic():
            decide(approve(held_comment, ana, policy))
            assert heard == []
    finally:
        decided.disconnect(listen)

    assert heard == [(held_comment.pk, False)]


@pytest.mark.parametrize(
    "sql", ["UPDATE moderation_decision SET note = 'x'", "DELETE FROM moderation_decision"]
)
def test_the_log_cannot_be_rewritten(
    held_comment: Comment, ana: User, policy: PolicyVersion, sql: str
) -> None:
    decide(approve(held_comment, ana, policy))

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_settle_is_called_by_decisions_alone() -> None:
    root = Path(decisions.__file__).parent.parent
    naming = {
        path.relative_to(root).as_posix()
        for folder in ("comments", "moderation", "config")
        for path in (root / folder).rglob("*.py")
        if ".settle(" in path.read_text(encoding="utf-8")
    }

    assert naming == {"moderation/decisions.py"}
