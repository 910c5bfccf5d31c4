"""The bell: one message wakes a worker, and a lost one is no loss."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from io import StringIO
from typing import Any

import pytest
import redis
from django.conf import settings as live
from django.core.management import call_command

from comments.line import OutOfReach
from comments.models import Comment
from moderation import bell, tasks
from moderation.review import BATCH, review_waiting

Make = Callable[..., Comment]


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """The length of the real broker's queue, which no worker reads here."""
    monkeypatch.setattr(bell, "_quiet_until", 0.0)
    broker = redis.Redis.from_url(live.REDIS_URL)
    broker.delete("celery")
    yield lambda: int(broker.llen("celery"))
    broker.delete("celery")
    broker.close()


@pytest.mark.django_db(transaction=True)
def test_many_comments_send_one_message(make_comment: Make, queue: Callable[[], int]) -> None:
    for _ in range(5):
        make_comment()

    assert queue() == 1


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_has_begun_can_be_woken_anew(
    make_comment: Make, queue: Callable[[], int]
) -> None:
    make_comment()
    tasks.review()
    make_comment()

    assert queue() == 2


@pytest.mark.django_db(transaction=True)
def test_without_redis_a_comment_is_taken_and_others_do_not_wait(
    make_comment: Make, queue: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def unreachable(*args: Any) -> bool:
        asked.append(time.monotonic())
        raise OutOfReach

    monkeypatch.setattr(bell, "ask", unreachable)
    make_comment()
    make_comment()

    assert Comment.objects.unreviewed().count() == 2
    assert len(asked) == 1
    assert queue() == 0


@pytest.mark.django_db(transaction=True)
def test_a_sweep_ends_the_silence_after_a_message_that_was_lost(
    make_comment: Make, queue: Callable[[], int]
) -> None:
    with redis.Redis.from_url(live.REDIS_URL) as broker:
        broker.set(bell.KEY, 1, ex=24 * 60 * 60)  # as if the server's clock had been set back
    make_comment()
    assert queue() == 0

    tasks.sweep()
    make_comment()

    assert queue() == 1


@pytest.mark.django_db(transaction=True)
def test_a_sweep_that_is_not_finished_rings_for_its_continuation(
    make_comment: Make, queue: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_comment()
    bell.heard()
    before = queue()
    monkeypatch.setattr(tasks, "review_waiting", partial(review_waiting, most_seconds=0))

    assert tasks.sweep() == 0

    assert queue() == before + 1


def test_the_command_sweeps_until_nothing_waits(make_comment: Make) -> None:
    for _ in range(BATCH + 1):
        make_comment()
    said = StringIO()

    call_command("sweep", stdout=said)

    assert said.getvalue() == f"{BATCH + 1} comments reviewed\n"
    assert not Comment.objects.unreviewed().exists()
