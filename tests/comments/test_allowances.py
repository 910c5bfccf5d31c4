"""Limits hold for an address, its neighbourhood and an article, and only what was taken counts."""

from typing import Any

import pytest

from comments.addresses import Origin
from comments.allowances import TooManyHere, TooManyPosts, spend
from comments.models import Allowance

PLACE = "0" * 64


@pytest.fixture(autouse=True)
def _middle_of_a_minute(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    monkeypatch.setattr("comments.allowances.time.time", lambda: 1_700_000_010.0)
    settings.POSTS_PER_MINUTE_NETWORK, settings.POSTS_PER_MINUTE_ARTICLE = 5, 8


def post(number: int, prefix: str = "192.0.2.0", place: str = PLACE) -> None:
    spend(Origin(f"{number:064}", prefix), place, posts_per_minute=2)


@pytest.mark.django_db
def test_one_address_has_its_limit() -> None:
    post(1)
    post(1)

    with pytest.raises(TooManyPosts) as told:
        post(1)

    assert told.value.wait_seconds == 30
    assert told.value.code == "too_many_posts"


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["192.0.2.0", "2001:db8:1::"])
def test_a_neighbourhood_has_a_wider_one(prefix: str) -> None:
    for number in range(5):
        post(number, prefix)

    with pytest.raises(TooManyHere):
        post(6, prefix)
    post(7, "198.51.100.0")


@pytest.mark.django_db
def test_an_article_has_the_widest() -> None:
    for number in range(8):
        post(number, f"10.0.{number}.0")

    with pytest.raises(TooManyHere):
        post(9, "10.9.9.0")
    post(9, "10.9.9.0", place="1" * 64)


@pytest.mark.django_db
def test_no_limit_counts_nothing() -> None:
    spend(Origin("a" * 64, "192.0.2.0"), PLACE, posts_per_minute=0)

    assert not Allowance.objects.exists()


@pytest.mark.django_db
def test_a_wider_limit_may_be_lifted_alone(settings: Any) -> None:
    settings.POSTS_PER_MINUTE_NETWORK = 0

    for number in range(8):
        post(number)

    with pytest.raises(TooManyHere):  # the article's
        post(9)
