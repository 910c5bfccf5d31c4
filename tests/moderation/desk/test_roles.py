"""Who may do what: every address with every role."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django_otp.plugins.otp_totp.models import TOTPDevice

from comments.models import Article, Comment, Host, Site
from moderation.decisions import APPROVED, Order, decide
from moderation.models import PolicyDraft, PolicyVersion
from tests.moderation.desk.conftest import MakeModerator

# Answers by role: nobody, somebody without a role, moderator of another site, moderator, senior
# moderator, administrator, superuser. 302 leads to the login, or on after a deed.
TABLE = """
GET  /admin/                                          302 200 200 200 200 200 200
GET  /admin/moderation/heldcomment/                   302 403 200 200 200 200 200
GET  /admin/moderation/heldcomment/{comment}/change/  302 403 404 200 200 200 200
GET  /admin/moderation/heldcomment/{comment}/history/ 302 403 404 200 200 200 200
POST /admin/moderation/heldcomment/{comment}/change/  302 403 404 302 302 302 302
POST /admin/moderation/heldcomment/decide/            302 403 404 302 302 302 302
POST /admin/moderation/heldcomment/undo/              302 403 422 422 422 422 422
GET  /admin/moderation/heldcomment/live/?cards=1      302 200 200 200 200 200 200
GET  /admin/moderation/heldcomment/preferences/       302 403 200 200 200 200 200
GET  /admin/moderation/heldcomment/add/               302 403 403 403 403 403 403
POST /admin/moderation/heldcomment/{comment}/delete/  302 403 403 403 403 403 403
GET  /admin/moderation/decision/                      302 403 200 200 200 200 200
GET  /admin/moderation/decision/export/               302 403 200 200 200 200 200
GET  /admin/moderation/decision/{decision}/change/    302 404 404 404 404 404 404
POST /admin/moderation/decision/{decision}/delete/    302 403 403 403 403 403 403
GET  /admin/moderation/decision/add/                  302 403 403 403 403 403 403
GET  /admin/moderation/policyversion/                 302 403 200 200 200 200 200
GET  /admin/moderation/policyversion/{policy}/change/ 302 403 404 200 200 200 200
POST /admin/moderation/policyversion/{policy}/delete/ 302 403 403 403 403 403 403
GET  /admin/moderation/policyversion/add/             302 403 403 403 403 403 403
GET  /admin/moderation/policyversion/draft/{site}/    302 403 403 403 200 200 200
POST /admin/moderation/policyversion/draft/{site}/    302 403 403 403 422 422 422
POST /admin/moderation/policyversion/draft/{site}/dryrun/   302 403 403 403 200 200 200
POST /admin/moderation/policyversion/draft/{site}/activate/ 302 403 403 403 422 422 422
POST /admin/moderation/policyversion/draft/{site}/mode/     302 403 403 403 302 302 302
GET  /admin/moderation/policyversion/draft/{other}/   302 403 403 403 404 200 200
GET  /admin/comments/site/                            302 403 403 403 403 200 200
GET  /admin/comments/site/{site}/change/              302 403 403 403 403 200 200
POST /admin/comments/site/{site}/delete/              302 403 403 403 403 403 403
GET  /admin/comments/article/                         302 403 403 403 403 200 200
GET  /admin/comments/article/{article}/change/        302 403 403 403 403 200 200
POST /admin/comments/article/{article}/delete/        302 403 403 403 403 403 403
GET  /admin/comments/article/add/                     302 403 403 403 403 403 403
GET  /admin/auth/user/                                302 403 403 403 403 200 200
GET  /admin/auth/user/{superuser}/change/             302 403 403 403 403 200 200
GET  /admin/auth/user/{superuser}/password/           302 403 403 403 403 403 200
POST /admin/auth/user/{superuser}/change/             302 403 403 403 403 403 200
POST /admin/auth/user/{superuser}/delete/             302 403 403 403 403 403 403
GET  /admin/otp_totp/totpdevice/                      302 403 403 403 403 403 200
GET  /admin/otp_totp/totpdevice/add/                  302 403 403 403 403 403 200
GET  /admin/otp_totp/totpdevice/{device}/change/      302 403 403 403 403 403 200
GET  /admin/otp_totp/totpdevice/{device}/config/      302 403 403 403 403 403 200
GET  /admin/otp_totp/totpdevice/{device}/qrcode/      302 403 403 403 403 403 503
POST /admin/otp_totp/totpdevice/{device}/delete/      302 403 403 403 403 403 302
GET  /admin/otp_totp/totpdevice/{device}/history/     302 403 403 403 403 403 200
GET  /admin/moderation/decision/{decision}/history/   302 404 404 404 404 404 404
GET  /admin/moderation/policyversion/{policy}/history/ 302 403 404 200 200 200 200
GET  /admin/comments/site/{site}/history/             302 403 403 403 403 200 200
GET  /admin/comments/article/{article}/history/       302 403 403 403 403 200 200
GET  /admin/auth/user/{superuser}/history/            302 403 403 403 403 200 200
GET  /admin/moderation/                               302 404 200 200 200 200 200
GET  /admin/comments/                                 302 404 404 404 404 200 200
GET  /admin/auth/                                     302 404 404 404 404 200 200
GET  /admin/otp_totp/                                 302 404 404 404 404 404 200
GET  /admin/comments/site/add/                        302 403 403 403 403 200 200
GET  /admin/auth/user/add/                            302 403 403 403 403 200 200
GET  /admin/password_change/                          302 200 200 200 200 200 200
GET  /admin/jsi18n/                                   302 200 200 200 200 200 200
GET  /admin/autocomplete/                             302 403 403 403 403 403 403
GET  /admin/auth/group/                               302 404 404 404 404 404 404
GET  /admin/comments/comment/                         302 404 404 404 404 404 404
"""
ROLES = ("nobody", "no role", "elsewhere", "moderator", "senior", "administrator", "superuser")
ROWS = [line.split() for line in TABLE.strip().splitlines()]


@pytest.fixture
def people(make_moderator: MakeModerator, site: Site, other: Site, ana: User) -> dict[str, Any]:
    return {
        "nobody": None,
        "no role": User.objects.create_user("nil", is_staff=True),
        "elsewhere": make_moderator("far", "Moderator", other),
        "moderator": make_moderator("cem", "Moderator", site),
        "senior": make_moderator("sen", "Senior moderator", site),
        "administrator": make_moderator("adm", "Administrator"),
        "superuser": ana,
    }


@pytest.fixture
def other(db: None) -> Site:
    made = Site.objects.create(name="Other news")
    Host.objects.create(site=made, name="other.example")
    return made


@pytest.fixture
def things(
    held_comment: Comment, article: Article, other: Site, ana: User, policy: PolicyVersion
) -> dict[str, int]:
    PolicyDraft.objects.create(site=article.site, content=policy.content, edited_by=ana)
    return {
        "comment": held_comment.pk,
        "site": article.site_id,
        "other": other.pk,
        "article": article.pk,
        "policy": policy.pk,
        "superuser": ana.pk,
        "decision": 1,
        "device": TOTPDevice.objects.create(user=ana).pk,
    }


@pytest.mark.parametrize("row", ROWS, ids=[" ".join(row[:2]) for row in ROWS])
def test_every_address_with_every_role(
    row: list[str], people: dict[str, Any], things: dict[str, int]
) -> None:
    method, address, *expected = row
    deed = {"seen": f"{things['comment']}:0", "reject": "abuse", "last": "200", "mode": "auto"}
    form = {"POST": deed, "GET": None}[method]

    statuses = {role: ask(people[role], method, address.format(**things), form) for role in ROLES}

    assert statuses == dict(zip(ROLES, map(int, expected), strict=True))


def ask(user: User | None, method: str, address: str, form: Any) -> int:
    """Return the status of an answer; what it did is undone, so that everybody finds the same."""
    client = Client()
    with transaction.atomic():
        if user:
            client.force_login(user)
        status: int = getattr(client, method.lower())(address, form).status_code
        transaction.set_rollback(True)
    return status


def test_the_table_names_every_address_of_the_admin() -> None:
    named = {re.sub(r"\{\w+\}", "*", address.split("?")[0]) for _method, address, *_ in ROWS}
    there = set(addresses(get_resolver().url_patterns, "/"))

    assert there - named == {
        # For everybody; a short form that leads to change/; by regular expression: see above.
        *("/admin/login/", "/admin/logout/", "/admin/password_change/done/", "/admin/r/*/*/"),
        *(f"/admin/{room}/*/" for room in ROOMS),
        "/admin/^(?P<app_label>auth|moderation|comments|otp_totp)/$",
        "/admin/(?P<url>.*)$",
    }


ROOMS = [
    *("moderation/heldcomment", "moderation/decision", "moderation/policyversion"),
    *("comments/site", "comments/article", "auth/user", "otp_totp/totpdevice"),
]


def addresses(patterns: Iterable[Any], before: str) -> Iterator[str]:
    """Yield every address of the admin, a star for what varies in it."""
    for pattern in patterns:
        address = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from addresses(pattern.url_patterns, address)
        elif address.startswith("/admin/"):
            yield re.sub(r"(?<!P)<[\w:]+>", "*", address)


def test_another_sites_comments_are_nowhere_to_be_seen(
    client: Client, people: dict[str, Any], things: dict[str, int], ana: User
) -> None:
    comment = Comment.objects.get(pk=things["comment"])
    policy = PolicyVersion.objects.get(pk=things["policy"])
    decide(Order(comment=comment, now=APPROVED, policy=policy, moderator_id=ana.pk))
    client.force_login(people["elsewhere"])

    pages = [
        b"".join(client.get(f"/admin/{where}"))
        for where in (
            "",
            "moderation/heldcomment/",
            "moderation/decision/",
            "moderation/decision/export/",
            "moderation/policyversion/",
            f"moderation/heldcomment/live/?cards={comment.pk}",
        )
    ]

    for page in pages:
        assert b"The News" not in page
        assert b"Rui" not in page
        assert b"approved this comment" not in page


def test_an_administrator_makes_no_superuser(
    client: Client, people: dict[str, Any], site: Site
) -> None:
    client.force_login(people["administrator"])
    cem = people["moderator"]
    form = {
        "username": "cem",
        "is_active": "on",
        "is_staff": "on",
        "is_superuser": "on",
        "user_permissions": "1",
        "groups": str(cem.groups.get().pk),
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
    }

    client.post(f"/admin/auth/user/{cem.pk}/change/", form)

    cem.refresh_from_db()
    assert not cem.is_superuser
    assert not cem.user_permissions.exists()
