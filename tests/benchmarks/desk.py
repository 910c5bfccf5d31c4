"""The desk at scale: the queue's page, decisions and a dry run among a million comments.

First `manage.py make_comments 1000000 --held 10000` on the DATABASE_URL to measure, then
`python -m tests.benchmarks.desk`. It decides comments, so use a database made for it.
"""

import os
import resource
import time
from collections.abc import Callable
from functools import partial
from statistics import median
from typing import Any

ROUNDS = 7
FEW = 100
BULK = 500
PLUMBING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


def main() -> None:
    """Measure and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    measure()


def measure() -> None:
    """Ask for every page as a superuser, and count its questions to the database."""
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.test import Client

    from comments.models import Comment

    settings.ALLOWED_HOSTS = ["testserver"]
    user, _made = User.objects.get_or_create(
        username="benchmark", defaults={"is_staff": True, "is_superuser": True}
    )
    client = Client()
    client.force_login(user)
    queue = "/admin/moderation/heldcomment/"
    say(f"{Comment.objects.count()} comments, {Comment.objects.held().count()} of them held")
    for name, address in (
        ("queue", queue),
        ("queue, page 20", f"{queue}?page=20"),
        ("queue, by guideline", f"{queue}?guideline=threat"),
        ("queue, full text", f"{queue}?text=bridge"),
        ("front page, 30 days", "/admin/"),
        ("front page, 365 days", "/admin/?days=365"),
        ("log", "/admin/moderation/decision/"),
        ("log by guideline", "/admin/moderation/decision/?guideline=threat"),
    ):
        timed(name, lambda where=address: client.get(where))  # type: ignore[misc]
    post = partial(decide_many, client, queue)
    decide(post)
    dry_run()
    leave_waiting(FEW, post)
    say(f"with {Comment.objects.held().count()} held")
    timed("queue", lambda: client.get(queue))


def decide_many(client: Any, queue: str, pks: list[int]) -> Any:
    """Reject comments as the page showed them; return the answer."""
    form = {"seen": " ".join(f"{pk}:0" for pk in pks), "reject": "promotion"}
    return client.post(f"{queue}decide/", form, headers={"Accept": "application/json"})


def decide(post: Callable[[list[int]], Any]) -> None:
    """Decide one comment after another, then as many as may be at once."""
    from comments.models import Comment

    pks = list(Comment.objects.held().values_list("pk", flat=True)[: BULK + ROUNDS])
    singles = iter(pks[:ROUNDS])
    timed("one decision", lambda: post([next(singles)]))
    timed(f"{BULK} decisions", lambda: post(pks[ROUNDS:]), rounds=1)


def dry_run(last: int = 5_000) -> None:
    """Try a policy on past comments, and tell how far memory grew."""
    from contextlib import nullcontext

    from comments.models import Site
    from moderation.dryrun import dry_run as run
    from moderation.guidelines.policy import Policy

    site = Site.objects.order_by("pk").first()
    assert site is not None
    policy = Policy(extra_phrases={"abuse": ("bridge town",)})
    began, peaks = time.perf_counter(), []
    for number, _one in enumerate(run(site, policy, Policy(), last=last, guard=nullcontext)):
        if number in (last // 10, last - 1):
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    seconds = time.perf_counter() - began
    say(
        f"dry run        {last / seconds:8.0f} comments/s; peak {peaks[0]} MB after a tenth, "
        f"{peaks[-1]} MB at the end"
    )


def leave_waiting(number: int, post: Callable[[list[int]], Any]) -> None:
    """Decide all but some of the held comments, and tidy up as PostgreSQL would within minutes."""
    from django.db import connection

    from comments.models import Comment

    rest = list(Comment.objects.held().values_list("pk", flat=True))[number:]
    for start in range(0, len(rest), BULK):
        post(rest[start : start + BULK])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def timed(name: str, act: Callable[[], Any], rounds: int = ROUNDS) -> None:
    """Print the median time of an act, and how many questions it asks the database."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times, asked = [], 0
    for _ in range(rounds):
        with CaptureQueriesContext(connection) as questions:
            began = time.perf_counter()
            answer = act()
            times.append(time.perf_counter() - began)
        asked = len([q for q in questions if not q["sql"].startswith(PLUMBING)])
        assert answer.status_code == 200, answer.status_code
    say(f"{name:22} median {median(times) * 1000:8.1f} ms, {asked} queries")


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
