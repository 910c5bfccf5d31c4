"""The desk in Sorani writes every number in Sorani's digits; keys, code and readers' words stay."""

import json
import re

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client

from comments.models import Comment, Site
from moderation.decisions import REJECTED, Order, decide
from moderation.guidelines.policy import Policy
from moderation.models import PolicyVersion
from moderation.policies import save_draft
from tests.conftest import MakeComment
from tests.moderation.desk.conftest import MakeHeld

LATIN = re.compile(r"[0-9]")
KEPT = r"<(kbd|script|textarea)\b.*?</\1>|<[^>]*>"


def shown(client: Client, address: str) -> str:
    """Return the text that a page shows, without its keys and its elements."""
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(KEPT, " ", answer.content.decode(), flags=re.DOTALL)


@pytest.fixture
def in_sorani(as_ana: Client) -> Client:
    as_ana.cookies[settings.LANGUAGE_COOKIE_NAME] = "ckb"
    return as_ana


@pytest.fixture
def decided(
    make_comment: MakeComment, make_held: MakeHeld, ana: User, policy: PolicyVersion
) -> int:
    """A rejected comment without a digit; two copies of another one wait."""
    make_held(1)
    comment = make_held(1)[0]
    Comment.objects.filter(pk=comment.pk).update(status="pending")
    decide(
        Order(
            comment=comment,
            now=REJECTED,
            policy=policy,
            moderator_id=ana.pk,
            guidelines=("promotion",),
        )
    )
    return comment.pk


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/?days=90",
        "/admin/moderation/heldcomment/",
        "/admin/moderation/heldcomment/{comment}/change/",
        "/admin/moderation/decision/",
        "/admin/moderation/policyversion/",
        "/admin/moderation/policyversion/{policy}/change/",
        "/admin/moderation/policyversion/draft/{site}/",
    ],
)
def test_a_page_in_sorani(
    in_sorani: Client,
    decided: int,
    ana: User,
    site: Site,
    policy: PolicyVersion,
    address: str,
) -> None:
    save_draft(site, Policy(), by=ana, seen="")

    text = shown(in_sorani, address.format(comment=decided, policy=policy.pk, site=site.pk))

    # Readers' words and rules' hosts: "Part 0 of this is at https://bridge-news.example/0".
    assert LATIN.findall(re.sub(r"Part \d of this is at|https://\S+", "", text)) == []
    assert re.search(r"[٠-٩]", text)


def test_a_dry_run_in_sorani(
    in_sorani: Client, decided: int, ana: User, site: Site, policy: PolicyVersion
) -> None:
    save_draft(site, Policy(), by=ana, seen="")

    answer = in_sorani.post(
        f"/admin/moderation/policyversion/draft/{site.pk}/dryrun/",
        {"last": "200"},
        headers={"Accept": "application/x-ndjson"},
    )

    last = json.loads(b"".join(answer).splitlines()[-1])  # type: ignore[arg-type]
    assert last["progress"] == "١ / ١"
    assert not LATIN.search(last["summary"]["sentence"])
