"""The worker's part: what waits is read once, decided or held, and nothing is lost."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from comments.models import Comment, Site
from moderation import tasks
from moderation.guidelines import judge
from moderation.models import Decision, Review
from moderation.review import ATTEMPTS_MAX, BATCH, LEASE, claim, review, review_waiting

Make = Callable[..., Comment]

CLEAN = "A relief for the east of the town."
VIOLATING = "You fucking moron."
DOUBTFUL = "More about this at https://bridge-news.example/east"


def statuses() -> list[tuple[str, bool]]:
    rows = Comment.objects.order_by("pk").values_list("status", "reviewed_at")
    return [(status, reviewed_at is not None) for status, reviewed_at in rows]


def expire_claims() -> None:
    Comment.objects.update(claimed_at=timezone.now() - LEASE - timedelta(seconds=1))


def break_rule(monkeypatch: pytest.MonkeyPatch, find: Any) -> None:
    broken = replace(judge.RULES[0], find=find)
    monkeypatch.setattr(judge, "RULES", (broken, *judge.RULES[1:]))


def test_certain_violations_are_rejected_clean_texts_approved_doubtful_ones_held(
    make_comment: Make,
) -> None:
    for body in (CLEAN, VIOLATING, DOUBTFUL):
        make_comment(body)

    assert review_waiting() == (3, True)

    assert statuses() == [("approved", True), ("rejected", True), ("pending", True)]
    rejection = Decision.objects.get(now="rejected")
    assert rejection.actor == "rule"
    assert "profanity" in rejection.guidelines
    assert Review.objects.count() == 3


def test_a_violating_name_is_a_violation(make_comment: Make) -> None:
    make_comment(CLEAN, author_name="Fuck You")

    review_waiting()

    assert statuses() == [("rejected", True)]
    assert {place["field"] for place in Decision.objects.get().evidence} == {"author_name"}


def test_no_reader_s_words_are_copied_into_the_record(make_comment: Make) -> None:
    make_comment(VIOLATING)

    review_waiting()

    assert "moron" not in str(list(Review.objects.values()) + list(Decision.objects.values()))


def test_in_manual_mode_a_person_decides_everything(make_comment: Make) -> None:
    Site.objects.update(mode=Site.Mode.MANUAL)
    make_comment(CLEAN)
    make_comment(VIOLATING)

    review_waiting()

    assert statuses() == [("pending", True), ("pending", True)]
    assert list(Review.objects.order_by("pk").values_list("outcome", flat=True)) == [
        "approve",
        "reject",
    ]


def test_the_oldest_are_read_first(make_comment: Make) -> None:
    sent = [make_comment() for _ in range(BATCH + 1)]

    batch = claim()

    assert batch == sent[:BATCH]


def test_a_rule_that_raises_leaves_the_comment_to_a_person(
    make_comment: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def explode(text: Any, policy: Any) -> Iterator[Any]:
        raise RuntimeError

    break_rule(monkeypatch, explode)
    make_comment(CLEAN)

    review_waiting()

    assert statuses() == [("pending", True)]
    assert not Review.objects.get().complete
    assert Review.objects.get().findings[0]["rule"] == "failed:profanity"


def test_a_rule_that_never_ends_leaves_the_comment_to_a_person(
    make_comment: Make, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    def run_away(text: Any, policy: Any) -> Iterator[Any]:
        while True:
            time.sleep(0.001)

    break_rule(monkeypatch, run_away)
    settings.REVIEW_SECONDS = 0.05
    make_comment(CLEAN)

    review_waiting()

    assert statuses() == [("pending", True)]
    assert not Review.objects.get().complete


def test_what_a_dead_worker_had_is_taken_again_one_by_one(make_comment: Make) -> None:
    for _ in range(3):
        make_comment()
    taken_to_the_grave = claim()
    assert claim() == []
    expire_claims()

    assert [len(claim()) for _ in range(4)] == [1, 1, 1, 0]
    assert len(taken_to_the_grave) == 3


def test_a_comment_that_kills_workers_is_left_to_a_person(make_comment: Make) -> None:
    make_comment()
    for _ in range(ATTEMPTS_MAX):
        expire_claims()
        (batch,) = claim()
        assert batch.attempts < ATTEMPTS_MAX
    expire_claims()

    assert review_waiting() == (1, True)

    assert statuses() == [("pending", True)]
    assert Review.objects.get().findings[0]["rule"] == "failed:worker"


def test_a_comment_that_is_stuck_does_not_keep_others_waiting(make_comment: Make) -> None:
    make_comment()
    claim()
    make_comment(CLEAN)

    review_waiting()

    assert statuses() == [("pending", False), ("approved", True)]


def test_reviewing_a_batch_twice_decides_once(make_comment: Make) -> None:
    make_comment(CLEAN)
    make_comment(VIOLATING)
    batch = claim()

    review(batch)
    review(batch)

    assert Decision.objects.count() == 2
    assert statuses() == [("approved", True), ("rejected", True)]


@pytest.mark.parametrize("task", [tasks.review, tasks.sweep])
def test_every_task_may_run_twice(make_comment: Make, task: Any) -> None:
    make_comment(CLEAN)

    task()
    task()

    assert Decision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("task", [tasks.review, tasks.sweep])
def test_every_task_may_run_in_two_threads(make_comment: Make, task: Any) -> None:
    for number in range(150):
        make_comment(VIOLATING if number % 3 else CLEAN)

    def run(_number: int) -> None:
        try:
            task()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(run, range(2)))

    assert Decision.objects.count() == Review.objects.count() == 150
    assert not Comment.objects.filter(status="pending").exists()
