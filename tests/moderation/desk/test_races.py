"""Moderators against each other and against the worker: one wins, and every loser is told."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from comments.models import Article, Comment
from moderation.models import Decision, PolicyVersion
from moderation.review import review
from moderation.verification import first_broken_decisions
from tests.conftest import MakeComment

DECIDE = "/admin/moderation/heldcomment/decide/"

pytestmark = pytest.mark.django_db(transaction=True)


def in_thread(act: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return act(*arguments)
    finally:
        connection.close()


def login(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def post(client: Client, comment: Comment, start: Barrier, form: dict[str, str]) -> dict[str, Any]:
    start.wait()
    answer = client.post(
        DECIDE, {"seen": f"{comment.pk}:0", **form}, headers={"Accept": "application/json"}
    )
    told: dict[str, Any] = answer.json()["done"][0]
    return told | {"http": answer.status_code}


def test_fifty_pairs_of_opposite_decisions(
    make_comment: MakeComment, article: Article, ana: User, ben: User, policy: PolicyVersion
) -> None:
    comments = [make_comment(f"Part {n} of this.") for n in range(50)]
    Comment.objects.update(reviewed_at=timezone.now())

    anas_screen, bens_screen = login(ana), login(ben)

    with ThreadPoolExecutor(2) as threads:
        pairs = []
        for comment in comments:
            start = Barrier(2)
            anas = threads.submit(in_thread, post, anas_screen, comment, start, {"now": "approved"})
            bens = threads.submit(in_thread, post, bens_screen, comment, start, {"reject": "abuse"})
            pairs.append((anas.result(), bens.result()))

    assert all(sorted(one["http"] for one in pair) == [200, 409] for pair in pairs)
    losers = [one for pair in pairs for one in pair if one["http"] == 409]
    assert {one["code"] for one in losers} == {"already_decided"}
    assert all(one["says"].split()[0] in ("ana", "ben") for one in losers)
    assert Decision.objects.count() == 50
    article.refresh_from_db()
    assert article.approved_count == Comment.objects.published().count()
    assert list(first_broken_decisions()) == []


def test_a_hundred_races_between_a_moderator_and_the_worker(
    make_comment: MakeComment, article: Article, ana: User, policy: PolicyVersion
) -> None:
    comments = [make_comment(f"Fair comment {n}.") for n in range(100)]

    def by_worker(comment: Comment, start: Barrier) -> None:
        start.wait()
        review([comment])

    anas_screen = login(ana)

    with ThreadPoolExecutor(2) as threads:
        told = []
        for comment in comments:
            start = Barrier(2)
            seen = Comment.objects.select_related("site").get(pk=comment.pk)
            anas = threads.submit(in_thread, post, anas_screen, comment, start, {"reject": "abuse"})
            workers = threads.submit(in_thread, by_worker, seen, start)
            workers.result()
            told.append(anas.result())

    assert Decision.objects.count() == 100
    assert set(Comment.objects.values_list("version", flat=True)) == {1}
    lost = [one for one in told if one["http"] == 409]
    assert all(one["says"].startswith("The rules approved this comment") for one in lost)
    won = {one["comment"] for one in told if one["http"] == 200}
    by_ana = Decision.objects.filter(moderator=ana).values_list("comment", flat=True)
    assert set(by_ana) == won
    assert list(first_broken_decisions()) == []
