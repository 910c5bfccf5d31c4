"""What is kept of a person is kept for its days, and no longer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone

from comments import address_keys
from comments.addresses import origin_of
from comments.models import AddressKey, Comment, Contact
from comments.retention import forget_contacts


@pytest.fixture
def days_later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    def go(days: float) -> None:
        now = timezone.now() + timedelta(days=days)
        monkeypatch.setattr(timezone, "now", lambda: now)

    return go


def test_address_and_email_go_when_their_days_are_over(
    make_comment: Callable[..., Comment], days_later: Callable[[float], None], settings: Any
) -> None:
    settings.ADDRESS_DAYS, settings.EMAIL_DAYS = 7, 30
    comment = make_comment(email="rui@mail.example")

    def kept() -> tuple[bool, bool]:
        forget_contacts()
        contact = Contact.objects.get(comment=comment)
        return bool(contact.email), bool(contact.address_hash or contact.address_prefix)

    days_later(6)
    assert kept() == (True, True)
    days_later(2)
    assert kept() == (True, False)
    days_later(23)
    assert kept() == (False, False)


def test_the_same_address_has_another_hash_tomorrow(
    db: None, days_later: Callable[[float], None], settings: Any
) -> None:
    address_keys._known.clear()
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    today = origin_of(request)
    again = origin_of(request)

    days_later(1)

    tomorrow = origin_of(request)
    assert again == today
    assert tomorrow.hash != today.hash
    assert tomorrow.prefix == today.prefix
    days_later(settings.ADDRESS_DAYS + 1)
    assert forget_contacts().keys == 2
    assert not AddressKey.objects.exists()
