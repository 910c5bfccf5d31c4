"""The queue's page: what waits, in order, filtered by the address, and in few questions."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from comments.models import Article, Comment, Host, Site
from moderation.desk.filters import Filters
from moderation.desk.queue import Place, page, spaced, waiting
from moderation.models import Hold, Preferences
from moderation.review import review_waiting
from tests.conftest import MakeComment
from tests.moderation.desk.conftest import MakeHeld

QUEUE = "/admin/moderation/heldcomment/"


def shown(client: Client, query: str = "") -> str:
    answer = client.get(f"{QUEUE}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def order(page_text: str, comments: list[Comment]) -> list[int]:
    places = {comment.pk: page_text.find(f'id="comment-{comment.pk}"') for comment in comments}
    return sorted((pk for pk, at in places.items() if at >= 0), key=places.__getitem__)


def test_a_card_shows_the_words_and_why_they_are_held(
    as_ana: Client, held_comment: Comment
) -> None:
    text = shown(as_ana)

    assert '<mark class="finding promotion doubtful"' in text
    assert "May break" in text
    assert "Bridge reopens" in text
    assert "on the same day: 0 approved, 0 rejected" in text


def test_an_author_is_known_by_the_email_for_as_long_as_it_is_kept(
    as_ana: Client, make_comment: MakeComment, make_held: MakeHeld, settings: Any
) -> None:
    settings.EMAIL_DAYS = 30
    make_comment(email="rui@example.org")
    make_comment("You fucking idiot.", email="Rui@example.org")
    make_comment("By somebody else.")
    make_held(1, email="rui@example.org")

    text = shown(as_ana)

    assert "in 30 days: 1 approved, 1 rejected" in text
    assert "rui@example" not in text


def test_the_most_urgent_stands_first(as_ana: Client, make_held: MakeHeld) -> None:
    first, second, third = make_held(3)
    Hold.objects.filter(comment=third).update(stands_at=first.submitted_at - timedelta(days=1))

    assert order(shown(as_ana), [first, second, third]) == [third.pk, first.pk, second.pk]
    assert order(shown(as_ana, "order=oldest"), [first, third]) == [first.pk, third.pk]
    assert order(shown(as_ana, "order=newest"), [first, third]) == [third.pk, first.pk]


def test_a_held_comment_that_the_index_does_not_know_is_not_forgotten(
    as_ana: Client, held_comment: Comment
) -> None:
    Hold.objects.all().delete()

    assert f'id="comment-{held_comment.pk}"' in shown(as_ana)


def test_copies_are_one_card(
    as_ana: Client, make_comment: MakeComment, make_held: MakeHeld
) -> None:
    (first,) = make_held(1)
    copies = [make_comment(first.body.upper()), make_comment(first.body.replace(" ", "  "))]
    review_waiting()
    text = shown(as_ana)

    assert text.count('<article class="card"') == 1
    assert "and 2 copies, decided with it" in text
    assert f"{first.pk}:0 {copies[0].pk}:0 {copies[1].pk}:0" in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 2),
        ("guideline=promotion", 2),
        ("guideline=threat", 0),
        ("cause=rule", 2),
        ("cause=failed", 0),
        ("language=ckb", 1),
        ("section=/bridge-", 2),
        ("section=/politics/", 0),
        ("section=https://news.example/", 2),
        ("section=https://other.example/", 0),
        ("author=SAR", 1),
        ("text=part+0", 2),
        ("text=nothing", 0),
        ("author=sar&language=ckb&order=newest", 1),
    ],
)
def test_filters_in_the_address(
    as_ana: Client, make_held: MakeHeld, query: str, found: int
) -> None:
    make_held(1)
    comment = make_held(1, author_name="Sara", language="ckb")[0]
    Hold.objects.filter(comment=comment).update(likeness="another text")

    assert shown(as_ana, query).count('<article class="card"') == found


def test_counts_stand_behind_the_filters(as_ana: Client, make_held: MakeHeld) -> None:
    make_held(3)
    make_held(2, language="ckb")

    text = shown(as_ana, "language=ckb")

    assert ">Advertising (2)</option>" in text
    assert ">Central Kurdish (Sorani) (2)</option>" in text
    assert ">English (3)</option>" in text


@pytest.mark.parametrize(
    "query",
    [
        "site=x",
        "site=" + "9" * 30,
        "site=٣",
        "section=%00",
        "language=%00",
        "language=" + "x" * 99,
        "guideline=taste",
        "cause=%27%20OR%201",
        "author=" + "x" * 300,
        "text=%0a%00",
        "order=backwards",
    ],
)
def test_a_filter_that_is_not_understood_is_named_and_left_out(
    as_ana: Client, held_comment: Comment, query: str
) -> None:
    text = shown(as_ana, query)

    assert "was not understood and is left out" in text
    assert f'id="comment-{held_comment.pk}"' in text


@pytest.mark.parametrize("query", ["page=0", "page=-1", "page=x", "page=99999999999", "text=%25_"])
def test_odd_addresses_are_answered(as_ana: Client, held_comment: Comment, query: str) -> None:
    assert as_ana.get(f"{QUEUE}?{query}").status_code == 200


def test_heavy_text_is_covered_until_asked_for(
    as_ana: Client, ana: User, held_comment: Comment
) -> None:
    Hold.objects.update(is_heavy=True)
    covered = shown(as_ana)
    Preferences.objects.create(user=ana, blur=False)

    assert '<details class="veil">' in covered
    assert '<details class="veil">' not in shown(as_ana)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 1000)), max_size=60))
def test_two_heavy_cards_never_follow_each_other_while_others_wait(
    drawn: list[tuple[bool, int]],
) -> None:
    places = sorted(
        (Place(pk, "", heavy, rank) for pk, (heavy, rank) in enumerate(drawn)), key=lambda p: p.rank
    )
    heavy, light = [p for p in places if p.is_heavy], [p for p in places if not p.is_heavy]

    order = list(spaced(heavy, light))

    assert sorted(p.pk for p in order) == sorted(p.pk for p in places)
    for at in range(1, len(order)):
        others_wait = any(not place.is_heavy for place in order[at:])
        assert not (order[at - 1].is_heavy and order[at].is_heavy and others_wait)


def test_every_page_continues_the_one_before(ana: User, make_held: MakeHeld) -> None:
    held = make_held(60)
    found = waiting(ana)

    pages = [page(found, Filters(), number) for number in (1, 2, 3)]

    pks = [place.pk for places, _more in pages for place in places]
    assert sorted(pks) == sorted(comment.pk for comment in held)
    assert [more for _places, more in pages] == [True, True, False]


def test_the_page_asks_few_questions_however_much_waits(
    as_ana: Client, make_held: MakeHeld, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_held(60)

    with django_assert_max_num_queries(15):
        text = shown(as_ana, "guideline=promotion")

    assert text.count('<article class="card"') == 25


def test_filters_are_the_same_after_a_round_through_the_address() -> None:
    filters, _problems = Filters.read(QueryDict("site=3&text=%C3%A9%26&order=oldest"))

    assert Filters.read(QueryDict(filters.as_query())) == (filters, [])


def test_sections_of_several_hosts(as_ana: Client, site: Site, make_comment: MakeComment) -> None:
    Host.objects.create(site=site, name="www.news.example")
    url = "https://www.news.example/politics/1"
    Article.objects.create(site=site, url=url, language="en")
    make_comment("More at https://bridge-news.example/east", article_url=url)
    review_waiting()

    assert shown(as_ana, "section=/politics").count('<article class="card"') == 1
    assert shown(as_ana, "section=/pol.tics").count('<article class="card"') == 0
