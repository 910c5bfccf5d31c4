"""A worker dies in the middle of its work, and Redis forgets everything."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis

from tests.stack import Stack, run_stack

POSTS = 200


@pytest.fixture
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    with run_stack(tmp_path_factory.mktemp("killed")) as running:
        yield running


def test_all_comments_are_decided_once_although_worker_and_broker_died(stack: Stack) -> None:
    worker = stack.child("worker")
    receipts = []
    for number in range(POSTS):
        receipts.append(stack.post(f"Fair comment number {number}.").body["receipt"])
        if number == POSTS // 2:
            worker.stop(seconds=0)  # its whole group, by SIGKILL
            redis.Redis.from_url(f"unix://{stack.data / 'valkey.sock'}").flushall()
    worker.restart()
    restarted = time.monotonic()

    fates = [stack.fate(receipt, seconds=90) for receipt in receipts]

    assert [fate["status"] for fate in fates] == ["approved"] * POSTS
    assert time.monotonic() - restarted < 60  # promised: within a minute of the next start
    counted = stack.ask(f"/api/v1/counts?article={stack.article}").body["counts"]
    assert counted == {stack.article: POSTS}
    verified = stack.manage("verify_log")  # each version of a comment has exactly one decision
    assert verified.returncode == 0, verified.stderr


def test_twenty_posts_with_one_key_at_once_make_one_comment(stack: Stack) -> None:
    with ThreadPoolExecutor(20) as threads:
        answers = list(
            threads.map(lambda _: stack.post("Once.", Idempotency_Key="k" * 20), range(20))
        )
    other = stack.post("Other words.", Idempotency_Key="k" * 20)

    assert {answer.status for answer in answers} == {202}
    assert len({answer.body["id"] for answer in answers}) == 1
    assert (other.status, other.body["code"]) == (409, "idempotency_key_reused")
