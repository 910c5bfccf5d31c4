"""A logged-in Ana, roles, and many held comments."""

from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, User
from django.test import Client

from comments.models import Comment, Site
from moderation.models import Membership
from moderation.review import review_waiting
from tests.conftest import MakeComment

MakeModerator = Callable[..., User]
MakeHeld = Callable[..., list[Comment]]


@pytest.fixture
def as_ana(client: Client, ana: User) -> Client:
    client.force_login(ana)
    return client


@pytest.fixture
def make_moderator(db: None) -> MakeModerator:
    """Return a function that makes somebody with a role, at the named sites."""
    if not Group.objects.exists():  # tests that empty the tables empty these as well
        import_module("moderation.migrations.0003_roles").make_roles(apps, None)

    def make(name: str, role: str, *sites: Site) -> User:
        user = User.objects.create_user(name, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        Membership.objects.bulk_create(Membership(user=user, site=site) for site in sites)
        return user

    return make


@pytest.fixture
def make_held(make_comment: MakeComment) -> MakeHeld:
    """Return a function that submits comments which a rule doubts, each with other words."""

    def make(number: int, **fields: str) -> list[Comment]:
        made = [
            make_comment(f"Part {n} of this is at https://bridge-news.example/{n}", **fields)
            for n in range(number)
        ]
        review_waiting()
        held = list(Comment.objects.held().filter(pk__in=[comment.pk for comment in made]))
        assert len(held) == number
        return held

    return make
