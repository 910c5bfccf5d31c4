"""Acts on the database that the environment names, whenever told so: a process of `growth`.

Each line on standard input is a round; its answer is a line of JSON: CPU milliseconds of each act,
this process and its PostgreSQL backend together. Pages are built each time: there is no Redis.
"""

import io
import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import django

os.environ["REDIS_URL"] = "unix:///nowhere"
django.setup()

import psutil  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.db import connection  # noqa: E402

from comments.models import Article, Comment, Site  # noqa: E402
from config.wsgi import application  # noqa: E402
from moderation.decisions import APPROVED, Order, decide  # noqa: E402
from moderation.policies import policy_in_force  # noqa: E402
from moderation.review import claim, review  # noqa: E402
from tests.benchmarks.filling import make_articles  # noqa: E402

TIMES = 100
LIST, COUNTS = "/api/v1/comments", "/api/v1/counts"


class Acts:
    """What is measured, on one article of the archive's last site."""

    def __init__(self) -> None:
        self.site = Site.objects.order_by("pk").last()
        assert self.site is not None
        # As the largest archive's usual article, also where there are few.
        articles = Article.objects.filter(site=self.site, approved_count__gt=100)
        self.article = articles.order_by("pk")[articles.count() // 2]
        counted = make_articles(self.site, 50, f"{self.article.url}/counted/")
        self.urls = [article.url for article in counted]
        self.policy = policy_in_force(self.site)
        self.person, _made = User.objects.get_or_create(username="growth")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self.backend = psutil.Process(cursor.fetchone()[0])

    def round(self) -> dict[str, float]:
        """Return the CPU milliseconds of each act."""
        one = f"article={quote(self.article.url, safe='')}"
        many = "&".join(f"article={quote(url, safe='')}" for url in self.urls)
        later = json.loads(ask("GET", LIST, one))["next"]
        return {
            "first page": self.cost(lambda: ask("GET", LIST, one)),
            "later page": self.cost(lambda: ask("GET", LIST, f"{one}&cursor={later}")),
            "counts of 50": self.cost(lambda: ask("GET", COUNTS, many)),
            "post": self.cost(self.post),
            "decision by rules": self.cost(lambda: review(claim()), TIMES, 1),
            "by a person": self.by_a_person(),
        }

    def cost(self, act: Callable[[], Any], per: int = 1, times: int = TIMES) -> float:
        """Return the CPU milliseconds of an act, divided among what it did."""
        before = self.spent()
        for _ in range(times):
            act()
        return (self.spent() - before) / times / per * 1000

    def spent(self) -> float:
        times = self.backend.cpu_times()
        return time.process_time() + times.user + times.system

    def post(self) -> None:
        words = f"A relief for the east of the town, {uuid4().hex}."
        sent = {"article": self.article.url, "author_name": "Rui", "body": words}
        ask("POST", LIST, body=json.dumps(sent).encode())

    def by_a_person(self) -> float:
        """Return what a person's decision costs; they are as quick as a worker for once."""
        for _ in range(TIMES):
            self.post()
        waiting = iter(Comment.objects.filter(site=self.site).unreviewed()[:TIMES])

        def approve() -> None:
            decide(
                Order(
                    comment=next(waiting),
                    now=APPROVED,
                    policy=self.policy,
                    moderator_id=self.person.pk,
                )
            )

        return self.cost(approve)


def ask(method: str, path: str, query: str = "", body: bytes = b"") -> bytes:
    """Ask the WSGI application as a server does."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "localhost:8000",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
    told: list[str] = []
    answer = application(environ, lambda status, headers, *broken: told.append(status))  # type: ignore[arg-type,return-value]
    try:
        whole = b"".join(answer)
    finally:
        getattr(answer, "close", lambda: None)()
    assert told[0].startswith("20"), (told, whole[:200])
    return whole


if __name__ == "__main__":
    acts = Acts()
    for _line in sys.stdin:
        print(json.dumps(acts.round()), flush=True)  # noqa: T201
