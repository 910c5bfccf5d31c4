"""A ticket is for one article, for one day, and not for robots in a hurry."""

import time
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from comments import tickets

URL = "https://news.example/bridge-reopens"

Later = Callable[[float], None]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Return a function that moves the clock on."""
    now = time.time()
    return lambda seconds: monkeypatch.setattr(time, "time", lambda: now + seconds)


def code_of(text: str, url: str = URL) -> str | None:
    with pytest.raises(ValidationError) as refused:
        tickets.check(text, url)
    return str(refused.value.code)


def test_a_ticket_is_good_for_its_article_after_a_moment(later: Later) -> None:
    ticket = tickets.issue(URL)

    later(tickets.LEAST_SECONDS + 1)

    assert tickets.check(ticket, URL).key


def test_nobody_writes_that_fast(later: Later) -> None:
    ticket = tickets.issue(URL)

    assert code_of(ticket) == "too_fast"
    assert tickets.kept(ticket, URL) == ticket


def test_a_ticket_of_another_article_is_refused(later: Later) -> None:
    ticket = tickets.issue("https://news.example/other")

    later(10)

    assert code_of(ticket) == "ticket_invalid"


def test_an_old_ticket_is_replaced_by_a_new_one(later: Later) -> None:
    ticket = tickets.issue(URL)

    later(tickets.MOST_SECONDS + 10)

    assert code_of(ticket) == "ticket_expired"
    assert tickets.kept(ticket, URL) != ticket


@pytest.mark.parametrize("text", ["", "x", "a:b:c", "\x00", "💧" * 2000])
def test_what_is_no_ticket_is_refused(text: str) -> None:
    assert code_of(text) == "ticket_invalid"


def test_the_same_form_with_the_same_words_has_one_key_and_with_others_another(
    later: Later,
) -> None:
    issued = tickets.issue(URL)
    later(10)
    ticket = tickets.check(issued, URL)

    first = ticket.idempotency_key(author_name="Rui", body="One.", in_reply_to="")
    again = ticket.idempotency_key(author_name="Rui", body="One.", in_reply_to="")
    other = ticket.idempotency_key(author_name="Rui", body="Two.", in_reply_to="")

    assert first == again != other
    assert len(first) <= 255
