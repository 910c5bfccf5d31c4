"""What is kept of a person only for a while: the e-mail, and where a comment came from."""

from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from comments.address_keys import forget_keys
from comments.models import Contact


class Forgotten(NamedTuple):
    """How many of each were forgotten."""

    emails: int
    addresses: int
    keys: int


def forget_contacts() -> Forgotten:
    """Erase e-mails and addresses whose days are over. Harmless to repeat."""
    now = timezone.now()
    by_email = now - timedelta(days=settings.EMAIL_DAYS)
    by_address = now - timedelta(days=settings.ADDRESS_DAYS)
    contacts = Contact.objects
    old = contacts.filter(comment__submitted_at__lt=by_email)
    emails = old.exclude(email="").update(email="", author_hash="")
    # Without an e-mail, an author was counted by the address.
    (
        contacts.exclude(address_hash="")
        .filter(comment__submitted_at__lt=by_address, author_hash=F("address_hash"))
        .update(author_hash="")
    )
    addresses = (
        contacts.exclude(address_hash="")
        .filter(comment__submitted_at__lt=by_address)
        .update(address_hash="", address_prefix="")
    )
    return Forgotten(emails, addresses, forget_keys(days=settings.ADDRESS_DAYS))
