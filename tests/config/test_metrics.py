"""The numbers for operators are those of the rows, and nobody else reads them."""

import pytest
from django.test import Client

from comments.models import Comment
from moderation.review import review_waiting
from tests.conftest import MakeComment


@pytest.fixture
def told(client: Client, make_comment: MakeComment) -> str:
    make_comment("A relief for the east.")
    make_comment("More at https://bridge-news.example/east")
    review_waiting()
    make_comment("Not yet read.")
    client.post("/api/v1/comments", "{}", content_type="application/json")
    return client.get("/metrics").content.decode()


@pytest.mark.parametrize(
    "line",
    [
        'comments_waiting{for="rules"} 1.0',
        'comments_waiting{for="person"} 1.0',
        'comments_decisions_total{actor="rule",outcome="approved"} 1.0',
        "comments_review_seconds_count 2.0",
        'comments_posts_total{status="422",way="api"}',
        "comments_sweeper_finds_total",
        'comments_oldest_seconds{for="person"}',
    ],
)
def test_the_numbers_are_there(told: str, line: str) -> None:
    shown = told.replace('outcome="approved",actor="rule"', 'actor="rule",outcome="approved"')

    assert line in shown


@pytest.mark.django_db
def test_strangers_find_nothing_here(client: Client) -> None:
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 404


def test_no_number_names_anybody(told: str) -> None:
    assert "bridge" not in told
    assert str(Comment.objects.earliest("pk").uuid) not in told
