"""Who may do what: every address with every role."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client

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


def test_the_table_names_every_room_of_the_desk() -> None:
    named = {address.split("?")[0] for _method, address, *_statuses in ROWS}
    rooms = [room for room in admin.site._registry.values() if hasattr(room, "own")]

    for room in rooms:
        prefix = f"/admin/moderation/{room.opts.model_name}/"
        for where, _view, _name in room.own:
            assert prefix + where.replace("<int:site_pk>", "{site}") in named


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
