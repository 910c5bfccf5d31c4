"""Fifty probes at the moderators' doors, by strangers and by a log-in without rights."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from comments.models import Comment
from moderation.models import Decision, PolicyVersion

METHODS = ("get", "post", "put", "delete")


def admin_routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from admin_routes(pattern.url_patterns, route)
        elif route.startswith("admin/"):
            yield "/" + route


def filled(route: str, pk: int) -> str:
    for name in ("object_id", "content_type_id", "app_label", "url", "id"):
        route = route.replace(f"<path:{name}>", str(pk)).replace(f"<int:{name}>", str(pk))
    return route.replace("(?P<app_label>auth|comments|moderation)", "auth").replace("$", "")


@pytest.fixture
def nobody(db: None) -> User:
    """A log-in that may not enter the admin."""
    return User.objects.create_user("nobody", password="a long and plain one")


@pytest.fixture
def clerk(db: None) -> User:
    """A log-in that may enter the admin and do nothing there."""
    return User.objects.create_user("clerk", password="a long and plain one", is_staff=True)


@pytest.mark.parametrize("who", ["stranger", "nobody", "clerk"])
def test_no_probe_sees_or_changes_anything(
    client: Client, held_comment: Comment, policy: PolicyVersion, who: str, request: object
) -> None:
    users = {"nobody": User(username="nobody"), "clerk": User(username="clerk", is_staff=True)}
    if who in users:
        users[who].save()
        client.force_login(users[who])
    routes = sorted(set(admin_routes(get_resolver().url_patterns)))
    form = {"now": "approved", "version": "0", "_selected_action": held_comment.pk, "action": "x"}
    probes = 0

    for route in routes:
        for method in METHODS:
            answer = getattr(client, method)(
                filled(route, held_comment.pk),
                form if method == "post" else None,
                headers={"X-Forwarded-User": "ana", "X-Original-URL": "/admin/"},
            )
            probes += 1
            body = b"".join(answer) if answer.streaming else answer.content
            assert answer.status_code < 500, (method, route)
            assert b"bridge-news.example" not in body, (method, route)

    held_comment.refresh_from_db()
    assert probes > 50
    assert held_comment.status == "pending"
    assert not Decision.objects.filter(comment=held_comment).exists()
    assert not User.objects.filter(is_superuser=True).exists()


def test_a_forged_form_without_its_token_is_refused(held_comment: Comment, ana: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)

    answer = client.post(
        f"/admin/moderation/heldcomment/{held_comment.pk}/change/",
        {"now": "approved", "version": "0"},
    )

    held_comment.refresh_from_db()
    assert answer.status_code == 403
    assert held_comment.status == "pending"
