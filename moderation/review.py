"""The worker's part: read what waits, let every rule speak, then decide or hold."""

import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import groupby, takewhile

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from comments.models import Comment, Site
from moderation.decisions import APPROVED, REJECTED, Order, decide_all
from moderation.evidence import store
from moderation.guidelines.judge import judge
from moderation.guidelines.policy import Policy
from moderation.guidelines.verdict import Finding, Verdict, gravest
from moderation.holds import keep_holds
from moderation.models import PolicyVersion, Review
from moderation.policies import policy_in_force
from moderation.timelimit import time_limit

BATCH = 100  # measured 60 to 80 times faster than one comment at a time
ATTEMPTS_MAX = 5
LEASE = timedelta(seconds=20)  # a claim older than this belonged to a worker that is gone

GAVE_UP = Verdict(
    outcome="hold",
    findings=(Finding("", "", "failed:worker", "body", 0, 0, "", certain=False),),
    complete=False,
)

logger = logging.getLogger(__name__)


def review_waiting(*, most_seconds: float = 60) -> tuple[int, bool]:
    """Review what waits, oldest first; return how many, and whether all that waited is done."""
    until = time.monotonic() + most_seconds
    done = 0
    while time.monotonic() < until:
        batch = claim()
        if not batch:
            return done, True
        review(batch)
        done += len(batch)
    return done, False


def claim(most: int = BATCH) -> list[Comment]:
    """Take the oldest comments that no living worker has, and count the attempt in their rows.

    A comment whose review was begun before comes alone: if it is the one that kills workers, it
    takes no other comment with it, and after five attempts it is left to a person.
    """
    now = timezone.now()
    with transaction.atomic():
        free = Q(claimed_at=None) | Q(claimed_at__lt=now - LEASE) | Q(claimed_at__gt=now + LEASE)
        waiting = Comment.objects.unreviewed().filter(free)
        oldest = list(waiting.select_for_update(skip_locked=True)[:most])
        batch = list(takewhile(lambda comment: not comment.attempts, oldest)) or oldest[:1]
        Comment.objects.filter(pk__in=[comment.pk for comment in batch]).update(
            attempts=F("attempts") + 1, claimed_at=now
        )
    return batch


def review(comments: Sequence[Comment]) -> None:
    """Judge comments, then keep the reviews and take the decisions, one transaction a site."""
    sites = Site.objects.in_bulk({comment.site_id for comment in comments})
    by_site = sorted(comments, key=lambda comment: comment.site_id)
    for site_id, of_site in groupby(by_site, key=lambda comment: comment.site_id):
        _review_at_site(sites[site_id], list(of_site))


def _review_at_site(site: Site, comments: list[Comment]) -> None:
    version = policy_in_force(site)
    policy = version.policy
    reviews, verdicts = [], []
    for comment in comments:
        began = time.perf_counter()
        verdict = _judge(comment, policy)
        verdicts.append(verdict)
        reviews.append(
            Review(
                comment=comment,
                policy=version,
                outcome=verdict.outcome,
                findings=store(verdict.findings),
                complete=verdict.complete,
                took_ms=round((time.perf_counter() - began) * 1000),
            )
        )
    with transaction.atomic():
        Review.objects.bulk_create(reviews)
        if site.mode == Site.Mode.AUTO:
            decide_all(_orders(comments, verdicts, reviews, version, policy))
        keep_holds(comments, verdicts, reviews, manual=site.mode == Site.Mode.MANUAL)
        Comment.objects.filter(pk__in=[comment.pk for comment in comments]).update(
            reviewed_at=timezone.now()
        )
    logger.info("reviewed %d comments at site %d", len(comments), site.pk)


def _judge(comment: Comment, policy: Policy) -> Verdict:
    if comment.attempts >= ATTEMPTS_MAX:
        return GAVE_UP
    verdict = judge(
        body=comment.body,
        author_name=comment.author_name,
        policy=policy,
        language=comment.language,
        guard=partial(time_limit, settings.REVIEW_SECONDS),
    )
    return _suspect(verdict, comment.suspicion) if comment.suspicion else verdict


def _suspect(verdict: Verdict, suspicion: str) -> Verdict:
    """Add what was odd about the sending as a cause: it holds a comment that would be approved."""
    odd = Finding("", "", suspicion, "body", 0, 0, "", certain=False)
    return replace(
        verdict,
        outcome=gravest([verdict.outcome, "hold"]),
        findings=(odd, *verdict.findings),
    )


def _orders(
    comments: list[Comment],
    verdicts: list[Verdict],
    reviews: list[Review],
    version: PolicyVersion,
    policy: Policy,
) -> list[Order]:
    """Return the decisions that the rules are sure of; what is to be held gets none."""
    outcomes = {"approve": APPROVED, "reject": REJECTED}
    return [
        Order(
            comment=comment,
            now=outcomes[verdict.outcome],
            policy=version,
            guidelines=_causes(verdict, policy) if verdict.outcome == "reject" else (),
            evidence=verdict.findings,
            review=made,
        )
        for comment, verdict, made in zip(comments, verdicts, reviews, strict=True)
        if verdict.outcome in outcomes
    ]


def _causes(verdict: Verdict, policy: Policy) -> tuple[str, ...]:
    """Return the guidelines whose findings led to the rejection, each once."""
    return tuple(
        dict.fromkeys(
            finding.guideline
            for finding in verdict.findings
            if finding.guideline and policy.consequence(finding) == "reject"
        )
    )
