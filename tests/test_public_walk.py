"""No public address shows what was not approved, whatever state it is in."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from comments.models import Article, Comment
from moderation.review import review_waiting

SENTINELS = {
    "waiting": "The herons of Orsk are waiting.",
    "held": "The herons of Orsk are at https://herons.example/held",
    "rejected": "The herons of Orsk are fucking morons.",
}
NOT_PUBLIC = ("admin/",)  # behind a log-in; tested with the queue


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    """Yield the route of every address of the service."""
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, route)
        elif not route.startswith(NOT_PUBLIC):
            yield route


def filled(route: str, article: Article, comment: Comment) -> str:
    """Return a route with a real value in the place of each of its parameters."""
    for name, value in {
        "<uuid:uuid>": str(comment.uuid),
        "<str:receipt>": "A" * 43,
        "<int:pk>": str(article.pk),
        "<slug:slug>": "bridge-reopens",
    }.items():
        route = route.replace(name, value)
    return f"/{route}"


@pytest.fixture
def comments(make_comment: Callable[..., Comment]) -> list[Comment]:
    made = [make_comment("The herons of Orsk are back, and approved.")]
    made += [make_comment(SENTINELS[state]) for state in ("held", "rejected")]
    review_waiting()
    return [*made, make_comment(SENTINELS["waiting"])]


def test_no_public_address_knows_what_was_not_approved(
    client: Client, article: Article, comments: list[Comment]
) -> None:
    routes = list(addresses(get_resolver().url_patterns))
    seen_approved = 0

    for comment in comments:
        for route in routes:
            for query in ({}, {"article": article.url}, {"url": article.url}):
                answer = client.get(filled(route, article, comment), query)
                shown = b"".join(answer) if answer.streaming else answer.content
                seen_approved += b"and approved" in shown
                assert answer.status_code < 500, route
                for secret in (b"are waiting", b"herons.example", b"morons"):
                    assert secret not in shown, route

    assert len(routes) >= 8
    assert seen_approved > 0


def test_the_sentinels_are_in_the_states_they_stand_for(comments: list[Comment]) -> None:
    found = [(c.status, c.reviewed_at is not None) for c in Comment.objects.order_by("pk")]

    assert found == [
        ("approved", True),
        ("pending", True),
        ("rejected", True),
        ("pending", False),
    ]
