"""Hot queries are answered from an index, and public answers cost the same for any archive."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from comments import published, states
from comments.address_keys import key_of_today
from comments.models import Article, Comment, Contact, Site
from moderation import review
from tests.benchmarks.filling import fill, make_articles

MANY = 10_000
# Those that grow with every comment and are full here; a few rows are best read from end to end.
FULL_TABLES = ("comments_comment", "comments_contact")


@pytest.fixture
def archive(site: Site) -> list[Article]:
    """An archive in which a look at every row would be the wrong way to anything."""
    articles = make_articles(site, 200, "https://news.example/archive/")
    fill(site, articles, MANY)
    fill(site, articles, 300, "pending")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return articles


def plans_of(act: Callable[[], Any]) -> dict[str, str]:
    """Return how the database goes about every query of an act."""
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with CaptureQueriesContext(connection) as queries:
        act()
    asked = [q["sql"] for q in queries if q["sql"].startswith(("SELECT", "UPDATE"))]
    plans = {}
    with connection.cursor() as cursor:
        for sql in asked:
            cursor.execute(f"{explain} {sql}")
            plans[sql] = "\n".join(str(row[-1]) for row in cursor.fetchall())
    return plans


def read_whole_tables(plans: dict[str, str]) -> list[str]:
    """Return the steps that go through a table of many rows from end to end."""
    steps = [step.strip() for plan in plans.values() for step in plan.splitlines()]
    whole = [step for step in steps if "Seq Scan" in step or step.startswith("SCAN")]
    unaided = [step for step in whole if "INDEX" not in step]
    return [step for step in unaided if any(table in step for table in FULL_TABLES)]


ACTS: dict[str, Callable[[Article], Any]] = {
    "first page": lambda a: published.rows(a),
    "newest first": lambda a: published.rows(a, newest_first=True),
    "later page": lambda a: published.rows(a, cursor=published.Cursor(10**15, 1)),
    "counts": lambda a: published.counts([a.url, "https://news.example/quiet"]),
    "what waits": lambda a: review.claim(),
    "one batch": lambda a: review.review(review.claim(10)),
    "by id": lambda a: Comment.objects.published().filter(uuid=a.comments.all()[0].uuid).first(),
    "by receipt": lambda a: Comment.objects.filter(receipt_sha256="0" * 64).first(),
    "by key": lambda a: Comment.objects.filter(site=a.site_id, idempotency_key="k").first(),
    "by address": lambda a: Contact.objects.filter(address_hash="0" * 64).first(),
}


@pytest.mark.parametrize("act", ACTS)
def test_no_hot_query_reads_a_whole_table(archive: list[Article], act: str) -> None:
    plans = plans_of(lambda: ACTS[act](archive[7]))

    assert plans
    assert read_whole_tables(plans) == []


@pytest.mark.long
@pytest.mark.skipif(connection.vendor != "postgresql", reason="chosen for PostgreSQL")
def test_no_hot_query_reads_a_table_of_a_million_comments(site: Site) -> None:
    articles = make_articles(site, 5_000, "https://news.example/archive/")
    fill(site, articles, 1_000_000)
    fill(site, articles, 300, "pending")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    plans = {name: plans_of(lambda act=act: act(articles[7])) for name, act in ACTS.items()}

    assert all(plans.values())
    whole = {name: steps for name, plan in plans.items() if (steps := read_whole_tables(plan))}
    assert whole == {}


def test_public_answers_cost_as_many_queries_in_a_large_archive(
    client: Client, site: Site, article: Article
) -> None:
    fill(site, [article], 10)
    little = count_queries(client, article)

    fill(site, [article], 2_000)

    assert count_queries(client, article) == little
    assert little == {
        "first page": 2,
        "first page again": 1,
        "later page": 2,
        "counts": 1,
        "one comment": 1,
        "guidelines": 0,
        "sent": 5,
    }


def count_queries(client: Client, article: Article) -> dict[str, int]:
    """Return how many queries each public question costs; BEGIN and COMMIT are not questions."""
    page, counted = "/api/v1/comments", {}
    uuid = article.comments.all()[0].uuid
    questions = {
        "first page": (page, {"article": article.url}),
        "first page again": (page, {"article": article.url}),
        "later page": (page, {"article": article.url, "cursor": str(published.Cursor(1, 1))}),
        "counts": ("/api/v1/counts", {"article": [article.url, "https://news.example/quiet"]}),
        "one comment": (f"{page}/{uuid}", {}),
        "guidelines": ("/api/v1/guidelines", {}),
    }
    states.distrust()
    key_of_today()  # made once a day, by whoever is first
    for name, (path, query) in questions.items():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path, query).status_code == 200
        counted[name] = len(queries)
    body = {"article": article.url, "author_name": "Rui", "body": "A relief."}
    with CaptureQueriesContext(connection) as queries:
        client.post(page, json.dumps(body), content_type="application/json")
    counted["sent"] = len(queries)
    return counted
