"""Whoever may enter the desk may ask it nonsense, and is answered, never by a defect."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import get_resolver

from comments.models import Comment
from tests.hostile.test_probes import admin_routes, filled

OWN = ("/admin/", *(f"/admin/moderation/{one}/" for one in ("heldcomment", "decision")))
NAMES = (
    *("site", "section", "language", "guideline", "cause", "author", "text", "order", "days"),
    *("page", "p", "o", "at", "cards", "moderator", "actor", "outcome", "rule", "now"),
    *("since", "until", "next", "last", "id__exact", "pk__in", "status__exact", "e", "all", "seen"),
)
VALUES = ("\0", b"\xed\xa0\x80", "9" * 30, "-1", "1e400", "NaN", "99999-01-01", "'\"><", "[\\", "%")
ONE_BY_ONE = ("\0", "9" * 30, "99999-01-01")


def questions(address: str) -> Iterator[str]:
    """Give all names at once, and on the desk's own pages one by one, too."""
    for value in VALUES:
        asked = [f"{name}={quote(value, safe='')}" for name in NAMES]
        yield "&".join(asked)
        if address in OWN and value in ONE_BY_ONE:
            yield from asked


@pytest.mark.django_db
def test_no_question_breaks_the_desk(held_comment: Comment) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_superuser("root", password="a long and plain one"))
    addresses = {
        filled(route, held_comment.pk) for route in admin_routes(get_resolver().url_patterns)
    }

    broken = [
        (address, question[:60])
        for address in sorted(addresses - {"/admin/logout/"})
        for question in questions(address)
        if client.get(f"{address}?{question}").status_code >= 500
    ]

    assert broken == []
