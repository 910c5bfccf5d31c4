"""No page of the desk is left in English, Django's own words around it included."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import override

from comments.models import Site
from moderation.decisions import REJECTED, Order, decide
from moderation.guidelines.policy import Policy
from moderation.models import PolicyVersion
from moderation.policies import save_draft
from tests.moderation.desk.conftest import MakeHeld

OTHERS = [code for code, _name in settings.LANGUAGES if code != "en"]
PAGES = (
    "/admin/login/",
    "/admin/",
    "/admin/moderation/heldcomment/",
    "/admin/moderation/heldcomment/preferences/",
    "/admin/moderation/heldcomment/{comment}/change/",
    "/admin/moderation/decision/",
    "/admin/moderation/policyversion/",
    "/admin/moderation/policyversion/{policy}/change/",
    "/admin/moderation/policyversion/draft/{site}/",
    "/admin/password_change/",
)
SPOKEN = r"(?:aria-label|title|placeholder|alt)=\"([^\"]*)\""
UNSEEN = r"<(script|style|kbd|code|textarea|template)\b.*?</\1>"
# The same in every language: people, sites and articles, what readers wrote, keys of rules.
SAME = r"ana|The News.*|Site|Moderator|Rui|Bridge reopens.*|Part \d .*|https?://.*|/politics/|CSV|[^a-zA-Z]*"


def texts(page: str) -> set[str]:
    """Return what a page says: its texts and what is spoken or shown on hover."""
    page = re.sub(UNSEEN, " ", page, flags=re.DOTALL)
    found = [*re.split(r"<[^>]*>", page), *re.findall(SPOKEN, page)]
    return {" ".join(unescape(text).split()) for text in found}


@pytest.fixture
def addresses(make_held: MakeHeld, site: Site, ana: User, policy: PolicyVersion) -> list[str]:
    """The pages, with something on each; one of the comments is decided."""
    _held, decided = make_held(2)
    save_draft(site, Policy(), by=ana, seen="")
    guidelines = ("promotion",)
    decide(
        Order(
            comment=decided, now=REJECTED, policy=policy, moderator_id=ana.pk, guidelines=guidelines
        )
    )
    names = {"comment": decided.pk, "policy": policy.pk, "site": site.pk}
    return [page.format(**names) for page in PAGES]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("minutes", [5, 300, 3_000, 30_000, 300_000])
def test_how_long_a_comment_waits(language: str, minutes: int) -> None:
    then = timezone.now() - timedelta(minutes=minutes)
    words = []
    for code in ("en", language):
        with override(code):
            words.append(set(re.findall(r"\w{2,}", timesince(then))))

    assert not {word for word in words[0] & words[1] if not word.isdecimal()}


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(as_ana: Client, addresses: list[str], language: str) -> None:
    left = set()
    for address in addresses:
        client = Client() if "login" in address else as_ana
        said = []
        for code in ("en", language):
            client.cookies[settings.LANGUAGE_COOKIE_NAME] = code
            said.append(texts(client.get(address).content.decode()))
        left |= {text for text in said[0] & said[1] if not re.fullmatch(SAME, text)}

    assert sorted(left) == []
