"""Every public address and every page of the admin asks no more of a large archive than of a small.

Pages are asked for cold: nothing is kept and no state is known. Savepoints count, too.
"""

from urllib.parse import quote

from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments import states
from comments.address_keys import key_of_today
from comments.models import Comment, Site
from comments.receipts import receipt_of
from moderation.filling import fill
from moderation.review import review_waiting
from tests.conftest import MakeComment

PUBLIC = {
    "/api/v1/comments?article={url}": 2,
    "/api/v1/comments?article={url}&order=newest": 2,
    "/api/v1/comments/{approved}": 1,
    "/api/v1/counts?article={url}&article={url}quiet": 1,
    "/api/v1/form?article={url}": 2,
    "/api/v1/submissions/{receipt}": 2,
    "/api/v1/guidelines": 0,
    "/articles?url={url}": 5,
    "/articles/feed?url={url}": 3,
    "/articles/comments.jsonld?url={url}": 3,
    "/submissions/{receipt}": 3,
    "/guidelines": 0,
    "/embed/v1.js": 0,
    "/embed/words.en.json": 0,
    "/healthz": 0,
    "/readyz": 3,
    "/metrics": 6,
}
ADMIN = {
    "/admin/": 7,
    "/admin/moderation/heldcomment/": 11,
    "/admin/moderation/heldcomment/?guideline=promotion": 11,
    "/admin/moderation/heldcomment/?text=bridge": 11,
    "/admin/moderation/heldcomment/live/": 2,
    "/admin/moderation/heldcomment/preferences/": 3,
    "/admin/moderation/heldcomment/{held}/change/": 8,
    "/admin/moderation/decision/": 6,
    "/admin/moderation/decision/?guideline=promotion": 6,
    "/admin/moderation/policyversion/": 6,
    "/admin/moderation/policyversion/{policy}/change/": 3,
    "/admin/moderation/policyversion/draft/{site}/": 5,
    "/admin/comments/article/": 7,
    "/admin/comments/article/{article}/change/": 4,
    "/admin/comments/site/": 5,
    "/admin/comments/site/{site}/change/": 4,
    "/admin/auth/user/": 7,
    "/admin/auth/user/{user}/change/": 8,
    "/admin/otp_totp/totpdevice/": 5,
}


def test_a_large_archive_costs_as_many_queries_as_a_small_one(
    client: Client, ana: User, make_comment: MakeComment
) -> None:
    client.force_login(ana)
    key_of_today()  # made once a day, by whoever is first
    list(fill(120, 30))
    small = places(ana, make_comment)
    count_queries(client, small)  # what a process asks once
    little = count_queries(client, small)

    list(fill(10_000, 300))

    assert count_queries(client, places(ana, make_comment)) == little
    assert little == PUBLIC | ADMIN


def places(ana: User, make_comment: MakeComment) -> dict[str, str]:
    """Return what stands in the addresses, at the site that was filled last."""
    site = Site.objects.latest("pk")
    article = site.articles.order_by("-approved_count")[0]
    sent = make_comment(article_url=article.url, site=site)
    review_waiting()
    return {
        "url": quote(article.url, safe=""),
        "article": str(article.pk),
        "site": str(site.pk),
        "approved": str(sent.uuid),
        "receipt": receipt_of(sent),
        "held": str(Comment.objects.filter(site=site).held()[0].pk),
        "policy": str(site.policies.get().pk),
        "user": str(ana.pk),
    }


def count_queries(client: Client, places: dict[str, str]) -> dict[str, int]:
    """Return how many queries each address costs."""
    counted = {}
    for address in PUBLIC | ADMIN:
        cache.clear()
        states.distrust()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address.format_map(places))
        assert answer.status_code == 200, address
        counted[address] = len(queries)
    return counted
