"""A moderator's own preferences."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from moderation.models import Preferences

ADDRESS = "/admin/moderation/heldcomment/preferences/"


def test_preferences_are_kept_with_the_language(as_ana: Client, ana: User) -> None:
    answer = as_ana.post(ADDRESS, {"language": "ckb", "keys": "on"})

    kept = Preferences.objects.get(user=ana)
    assert (kept.blur, kept.keys) == (False, True)
    assert answer.cookies["django_language"].value == "ckb"
    assert 'dir="rtl"' in as_ana.get("/admin/moderation/heldcomment/").content.decode()


@pytest.mark.parametrize("language", ["", "xx", "en\x00"])
def test_an_unknown_language_is_refused(as_ana: Client, language: str) -> None:
    assert as_ana.post(ADDRESS, {"language": language}).status_code == 422
