"""Totals are those of all rows, though old rows are read once."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import Count, Sum
from django.test.utils import CaptureQueriesContext

from comments.models import Comment
from config import totals
from config.totals import Totals
from moderation.models import Decision, Review
from moderation.review import review_waiting

Make = Callable[..., Comment]


@pytest.fixture(autouse=True)
def few_unsettled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(totals, "UNSETTLED", 2)


def decide_some(make_comment: Make, number: int) -> None:
    for _ in range(number):
        make_comment("A relief for the east.")
    review_waiting()


def test_no_rows_have_no_totals(db: None) -> None:
    assert Totals(Decision, "now", count=Count("pk")).ask() == {}
    assert Totals(Review, count=Count("pk")).ask() == {}


def test_each_row_counts_once_however_often_one_asks(make_comment: Make) -> None:
    by_outcome = Totals(Decision, "now", count=Count("pk"))
    for more in (1, 3, 2):
        decide_some(make_comment, more)
        assert by_outcome.ask() == by_outcome.ask()

        assert by_outcome.ask() == {("approved",): {"count": Decision.objects.count()}}


def test_sums_without_groups(make_comment: Make) -> None:
    all_reviews = Totals(Review, count=Count("pk"), pks=Sum("pk"))
    decide_some(make_comment, 5)
    all_reviews.ask()
    decide_some(make_comment, 2)

    pks = list(Review.objects.values_list("pk", flat=True))
    assert all_reviews.ask() == {(): {"count": 7, "pks": sum(pks)}}


def test_settled_rows_are_not_read_again(make_comment: Make) -> None:
    by_outcome = Totals(Decision, "now", count=Count("pk"))
    decide_some(make_comment, 5)
    by_outcome.ask()
    third = Decision.objects.order_by("pk")[2].pk

    with CaptureQueriesContext(
        connection,
    ) as asked:
        by_outcome.ask()

    assert len(asked) == 2
    assert f'"id" > {third}' in asked[1]["sql"]
