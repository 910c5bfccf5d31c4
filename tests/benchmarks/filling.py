"""Many comments at once, for measuring: rows as the service writes them, by bulk inserts.

Not a way in: they pass neither rules nor log. `manage.py make_comments` is for trying the service.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from uuid import uuid4

from django.utils import timezone

from comments.models import Article, Comment, Contact, Site
from comments.texts import fingerprint

AT_ONCE = 2000
WORDS = """
the bridge council vote money river town people road school bus price report answer question
minister party budget plan night morning year week family work water street east west old new
never always again because should would still nobody everybody understand believe remember
closed open promised built paid asked wrote read heard seen three hundred thousand percent
""".split()  # noqa: SIM905 - to be read as text


def sentences(chance: random.Random) -> str:
    """Return a comment of usual length: a median of some 200 characters, at most 2,000."""
    length = min(int(chance.lognormvariate(3.5, 0.8)) + 3, 350)
    return " ".join(chance.choices(WORDS, k=length)).capitalize() + "."


def fill(site: Site, articles: list[Article], number: int, status: str = "approved") -> None:
    """Store comments in a status, spread over articles in turn, and count the approved ones."""
    made = _comments(site, articles, number, status)
    while batch := list(islice(made, AT_ONCE)):
        stored = Comment.objects.bulk_create(batch)
        Contact.objects.bulk_create(
            Contact(comment=one, address_hash=f"{one.pk % 5000:064d}", address_prefix="192.0.2.0")
            for one in stored
        )
    if status == "approved":
        for article in articles:
            article.approved_count = article.comments.published().count()
            article.version += 1
        Article.objects.bulk_update(articles, ["approved_count", "version"], batch_size=500)


def make_articles(site: Site, number: int, base: str) -> list[Article]:
    """Store articles `<base>0`, `<base>1` …"""
    made = [Article(site=site, url=f"{base}{n}", language="en") for n in range(number)]
    return Article.objects.bulk_create(made, batch_size=500)


def _comments(site: Site, articles: list[Article], number: int, status: str) -> Iterator[Comment]:
    chance = random.Random(6)
    began = timezone.now() - timedelta(seconds=number)
    for n in range(number):
        body, uuid = sentences(chance), uuid4()
        yield Comment(
            uuid=uuid,
            site=site,
            article=articles[n % len(articles)],
            author_name=f"Reader {n % 500}",
            body=body,
            text_sha256=fingerprint(f"Reader {n % 500}", body),
            language="en",
            submitted_at=began + timedelta(seconds=n),
            receipt_sha256=f"{uuid.int:064x}",
            status=status,
            version=0 if status == "pending" else 1,
            reviewed_at=None if status == "pending" else began,
        )
