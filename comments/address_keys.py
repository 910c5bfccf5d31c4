"""The day's key by which addresses are hashed. Without it, nobody can tell whose a hash was."""

import secrets
from datetime import date, timedelta

from django.utils import timezone

from comments.models import AddressKey

_known: dict[date, str] = {}


def key_of_today() -> str:
    """Return the key of this UTC day; the first to ask on any machine makes it."""
    today = timezone.now().date()
    key = _known.get(today)
    if key is None:
        fresh = secrets.token_urlsafe(32)
        row, _made = AddressKey.objects.get_or_create(day=today, defaults={"key": fresh})
        key = row.key
        _known.clear()
        _known[today] = key
    return key


def forget_keys(*, days: int) -> int:
    """Delete the keys older than this many days, and return how many they were."""
    return AddressKey.objects.filter(day__lt=timezone.now().date() - timedelta(days=days)).delete()[
        0
    ]
