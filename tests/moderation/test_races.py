"""Two people and the worker decide the same comments at once; each comment is decided by one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection

from comments.models import Article, Comment
from moderation.decisions import AlreadyDecided, Order, decide
from moderation.models import Decision, PolicyVersion
from moderation.review import review_waiting
from moderation.verification import first_broken_decisions

COMMENTS = 50


@pytest.mark.django_db(transaction=True)
def test_fifty_comments_three_deciders_fifty_decisions(
    article: Article,
    make_comment: Callable[..., Comment],
    ana: User,
    ben: User,
    policy: PolicyVersion,
) -> None:
    for number in range(COMMENTS):
        make_comment(f"Fair comment number {number}.")

    def by_person(person: User, now: str, guidelines: tuple[str, ...]) -> list[AlreadyDecided]:
        lost = []
        for comment in Comment.objects.filter(status="pending").order_by("?"):
            order = Order(
                comment=comment,
                now=now,
                moderator_id=person.pk,
                policy=policy,
                guidelines=guidelines,
            )
            try:
                decide(order)
            except AlreadyDecided as told:
                lost.append(told)
        return lost

    def in_thread(act: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return act(*arguments)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as threads:
        runs = [
            threads.submit(in_thread, by_person, ana, "approved", ()),
            threads.submit(in_thread, by_person, ben, "rejected", ("promotion",)),
            threads.submit(in_thread, review_waiting),
        ]
        lost = [told for run in runs[:2] for told in run.result()]

    assert Decision.objects.count() == COMMENTS
    assert set(Comment.objects.values_list("version", flat=True)) == {1}
    assert all(told.decision.now in ("approved", "rejected") for told in lost)
    approved = Comment.objects.published().count()
    article.refresh_from_db()
    assert article.approved_count == approved
    assert list(first_broken_decisions()) == []
