"""Fills an installation with made-up comments, for measuring: bulk rows, the log's chain whole."""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from comments.models import Article, Comment, Contact, Host, Site
from comments.texts import fingerprint
from moderation.decisions import APPROVED, CHAIN_START, PENDING, REJECTED
from moderation.evidence import store
from moderation.holds import is_heavy, likeness, reasons_of, risk_of, stands_at
from moderation.models import Decision, Hold, PolicyVersion, Review
from moderation.policies import policy_in_force
from moderation.samples import Sample, moments, sample

SITES = 3
ARTICLE_SIZE = 200  # comments, on average
AT_ONCE = 2000
YEAR_DAYS = 365
HELD_DAYS = 3
BY_PEOPLE = 0.05  # of the decisions
WITH_FINDINGS = 0.14  # of the decided comments
COPIES = 0.02  # of the waiting comments


@dataclass
class Filling:
    """A site that is being filled, and the end of its log."""

    site: Site
    articles: list[Article]
    policy: PolicyVersion
    moderator: User
    sequence: int = 0
    last_hash: str = CHAIN_START


def fill(decided: int, held: int, *, seed: int = 1) -> Iterator[int]:
    """Make sites, articles and comments; yield how many after each batch.

    A later run makes further sites, so it never touches what is there.
    """
    source = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    fillings = [_site(decided // SITES) for _ in range(SITES)]
    for waiting, number, days in ((False, decided, YEAR_DAYS), (True, held, HELD_DAYS)):
        times = moments(source, number, until=timezone.now() - timedelta(minutes=2), days=days)
        for start in range(0, number, AT_ONCE):
            batch = times[start : start + AT_ONCE]
            for at, filling in enumerate(fillings):
                _fill_batch(filling, batch[at::SITES], source, waiting=waiting)
            yield len(batch)
    for filling in fillings:
        _count_published(filling.site)


def _site(comments: int) -> Filling:
    site = Site.objects.create(name="Sample news")
    site.name = f"Sample news {site.pk}"  # its own number, also when two fill at once
    site.save(update_fields=["name"])
    host = Host.objects.create(site=site, name=f"sample-{site.pk}.example")
    sections = ("politics", "town", "sport", "culture")
    articles = Article.objects.bulk_create(
        Article(
            site=site,
            url=f"https://{host.name}/{sections[n % 4]}/{n}",
            title=f"Sample article {n}",
            language="en",
        )
        for n in range(comments // ARTICLE_SIZE + 1)
    )
    moderator, _made = User.objects.get_or_create(username="sample-moderator")
    return Filling(site, articles, policy_in_force(site), moderator)


@transaction.atomic
def _fill_batch(
    filling: Filling, times: list[datetime], source: random.Random, *, waiting: bool
) -> None:
    samples = [sample(source, findings=waiting or source.random() < WITH_FINDINGS) for _ in times]
    if waiting:
        _repeat_some(samples, source)
    statuses = [PENDING if waiting else REJECTED if one.findings else APPROVED for one in samples]
    comments = Comment.objects.bulk_create(
        _comment(filling, one, at, status, source)
        for one, at, status in zip(samples, times, statuses, strict=True)
    )
    Contact.objects.bulk_create(
        _contact(comment, _author_hash(one)) for comment, one in zip(comments, samples, strict=True)
    )
    reviews = Review.objects.bulk_create(
        Review(
            comment=comment,
            policy=filling.policy,
            outcome="hold" if waiting else "reject" if one.findings else "approve",
            findings=store(one.findings),
            complete=True,
            took_ms=1,
            reviewed_at=comment.submitted_at + timedelta(seconds=1),
        )
        for comment, one in zip(comments, samples, strict=True)
    )
    if waiting:
        _hold(comments, samples, reviews)
    else:
        _decide(filling, comments, samples, reviews, source)


def _comment(
    filling: Filling, one: Sample, at: datetime, status: str, source: random.Random
) -> Comment:
    uuid = uuid4()
    return Comment(
        uuid=uuid,
        site=filling.site,
        article=source.choice(filling.articles),
        author_name=one.author_name,
        body=one.body,
        text_sha256=fingerprint(one.author_name, one.body),
        language=one.language,
        submitted_at=at,
        receipt_sha256=hashlib.sha256(uuid.bytes).hexdigest(),
        status=status,
        version=0 if status == PENDING else 1,
        attempts=1,
        reviewed_at=at + timedelta(seconds=1),
    )


def _contact(comment: Comment, author: str) -> Contact:
    """Return what `comments.retention` leaves of an author, by the age of the comment."""
    age = timezone.now() - comment.submitted_at
    if age > timedelta(days=settings.EMAIL_DAYS):
        return Contact(comment=comment)
    if age > timedelta(days=settings.ADDRESS_DAYS):
        return Contact(comment=comment, author_hash=author)
    address_hash = hashlib.sha256(f"{author} {comment.pk}".encode()).hexdigest()
    return Contact(
        comment=comment, author_hash=author, address_hash=address_hash, address_prefix="192.0.2.0"
    )


def _author_hash(one: Sample) -> str:
    return hashlib.sha256(f"sample author {one.author}".encode()).hexdigest()


def _repeat_some(samples: list[Sample], source: random.Random) -> None:
    for at in range(1, len(samples)):
        if source.random() < COPIES:
            samples[at] = samples[at - 1]


def _hold(comments: list[Comment], samples: list[Sample], reviews: list[Review]) -> None:
    Hold.objects.bulk_create(
        Hold(
            comment=comment,
            review=review,
            stands_at=stands_at(comment.submitted_at, risk_of(one.findings)),
            is_heavy=is_heavy(one.findings),
            reasons=reasons_of(one.findings, manual=False),
            likeness=likeness(comment.body, comment.language),
        )
        for comment, one, review in zip(comments, samples, reviews, strict=True)
    )


def _decide(
    filling: Filling,
    comments: list[Comment],
    samples: list[Sample],
    reviews: list[Review],
    source: random.Random,
) -> None:
    """Write the log lines as `moderation.decisions` would have, each linked to the one before."""
    lines = []
    for comment, one, review in zip(comments, samples, reviews, strict=True):
        filling.sequence += 1
        person = bool(one.findings) and source.random() < BY_PEOPLE / WITH_FINDINGS
        wait = timedelta(minutes=source.expovariate(1 / 90)) if person else timedelta(seconds=1)
        line = Decision(
            site=filling.site,
            sequence=filling.sequence,
            comment=comment,
            comment_version=1,
            was=str(PENDING),
            now=str(comment.status),
            actor=Decision.Actor.PERSON if person else Decision.Actor.RULE,
            moderator=filling.moderator if person else None,
            guidelines=[one.findings[0].guideline] if one.findings else [],
            evidence=store(one.findings),
            policy=filling.policy,
            review=review,
            decided_at=comment.submitted_at + wait,
            previous_hash=filling.last_hash,
        )
        line.hash = filling.last_hash = line.computed_hash()
        lines.append(line)
    Decision.objects.bulk_create(lines)


def _count_published(site: Site) -> None:
    """Count once at the end what deciding would have counted one by one."""
    published = Comment.objects.filter(article=OuterRef("pk"), status=APPROVED).order_by()
    number = Coalesce(Subquery(published.values("article").annotate(n=Count("pk")).values("n")), 0)
    site.articles.update(approved_count=number, version=number)
