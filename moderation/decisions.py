"""The only door through which a comment's status changes, each time with its line in the log.

The log of a site is a chain: every decision holds the hash of the one before. Deciding therefore
locks the site's row first, then the comments, then the articles; nobody takes them in another
order, so nobody waits in a circle.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from comments.models import Article, Comment, Site
from moderation.evidence import store
from moderation.guidelines.policy import GUIDELINES
from moderation.guidelines.verdict import Finding
from moderation.models import Decision, PolicyVersion, Review
from moderation.signals import decided

PENDING, APPROVED, REJECTED, ERASED = (
    Comment.Status.PENDING,
    Comment.Status.APPROVED,
    Comment.Status.REJECTED,
    Comment.Status.ERASED,
)
CHAIN_START = "0" * 64
UNDO_TIME = timedelta(seconds=60)  # what follows a decision outside the house waits this long


class DecisionRefused(ValueError):
    """A decision cannot be taken like this; `code` is stable, the message says the remedy."""

    def __init__(self, code: str, says: str) -> None:
        super().__init__(says)
        self.code = code


class AlreadyDecided(Exception):
    """Somebody else was first; `decision` is what is in force now."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(str(decision))
        self.decision = decision


@dataclass(frozen=True, kw_only=True)
class Order:
    """One decision to take, about a comment as its decider saw it (`comment.status`, `.version`).

    `moderator_id` is None for the rules. A rejection names at least one guideline; turning an
    earlier decision around needs a note, which readers never see. `undoes` is a decision that its
    own moderator takes back within UNDO_TIME (see `moderation.undo`): that needs no note, and it
    alone puts a comment back into the queue.
    """

    comment: Comment
    now: str  # Comment.Status
    policy: PolicyVersion
    moderator_id: int | None = None
    guidelines: tuple[str, ...] = ()
    evidence: tuple[Finding, ...] = ()
    note: str = ""
    review: Review | None = None
    undoes: Decision | None = None

    def check(self) -> None:
        """Raise DecisionRefused unless the decision is whole."""
        if self.comment.status == ERASED:
            raise DecisionRefused("erased", "The comment was erased; nothing can follow.")
        if self.now == self.comment.status:
            raise DecisionRefused("no_change", f"The comment is {self.now} already.")
        if self.now == REJECTED and not self.guidelines:
            raise DecisionRefused("guideline_missing", "Name at least one guideline.")
        if self.now != REJECTED and self.guidelines:
            raise DecisionRefused("guideline_unused", "Only a rejection names guidelines.")
        for guideline in self.guidelines:
            if guideline not in GUIDELINES:
                raise DecisionRefused("guideline_unknown", f"{guideline!r} is no guideline.")
        if self.undoes is not None:
            self._check_undo(self.undoes)
        elif self.now == PENDING:
            raise DecisionRefused("not_undone", "Only an undo puts a comment back into the queue.")
        elif self.comment.status != PENDING and not self.note.strip():
            raise DecisionRefused(
                "note_missing", "Say in a note why the decision is turned around."
            )

    def _check_undo(self, undone: Decision) -> None:
        """Raise DecisionRefused unless the decision is the moderator's own, and fresh."""
        if self.moderator_id is None or undone.moderator_id != self.moderator_id:
            raise DecisionRefused("undo_not_yours", "Undo is for your own decisions.")
        if timezone.now() - undone.decided_at > UNDO_TIME:
            raise DecisionRefused("undo_too_late", "The time to undo this is over.")
        seen = (undone.comment_id, undone.comment_version, undone.now, undone.was)
        if seen != (self.comment.pk, self.comment.version, self.comment.status, self.now):
            raise DecisionRefused("undo_mismatch", "This is not the decision that is undone.")


def decide(order: Order) -> Decision:
    """Take one decision. Raises DecisionRefused, or AlreadyDecided with the decision in force."""
    (result,) = decide_all([order])
    if isinstance(result, AlreadyDecided):
        raise result
    return result


def decide_all(orders: Sequence[Order]) -> list[Decision | AlreadyDecided]:
    """Take decisions in one transaction; return for each its log line, or who was first.

    Each comment may stand in one order only. Raises DecisionRefused before anything is written.
    """
    for order in orders:
        order.check()
    with transaction.atomic():
        made: dict[int, Decision] = {}
        for site_id, of_site in _by_site(orders):
            made |= _decide_at(site_id, list(of_site))
        in_force = _in_force([o.comment.pk for o in orders if o.comment.pk not in made])
        if made:
            ring = partial(decided.send_robust, sender=Decision, decisions=list(made.values()))
            transaction.on_commit(ring, robust=True)
    return [
        made[o.comment.pk] if o.comment.pk in made else AlreadyDecided(in_force[o.comment.pk])
        for o in orders
    ]


def _by_site(orders: Sequence[Order]) -> Iterable[tuple[int, Iterable[Order]]]:
    def site_of(order: Order) -> int:
        return order.comment.site_id

    return groupby(sorted(orders, key=site_of), key=site_of)


def _decide_at(site_id: int, orders: list[Order]) -> dict[int, Decision]:
    """Decide at one site: lock it, settle what is still as seen, log the winners."""
    Site.objects.select_for_update(no_key=True).get(pk=site_id)
    winners = _settle(orders)
    won = [order for order in orders if order.comment.pk in winners]
    if not won:
        return {}
    _count_published(won)
    lines = _chain(site_id, won, timezone.now())
    Decision.objects.bulk_create(lines)
    return {line.comment_id: line for line in lines}


def _settle(orders: list[Order]) -> set[int]:
    """Change the statuses; return the ids of the comments that were still as their decider saw."""

    def move(order: Order) -> tuple[str, str]:
        return order.comment.status, order.now

    winners: set[int] = set()
    for (was, now), moved in groupby(sorted(orders, key=move), key=move):
        seen = [(order.comment.pk, order.comment.version) for order in moved]
        winners |= Comment.settle(seen, was=was, now=now)
    return winners


def _count_published(won: list[Order]) -> None:
    """Raise the version of every article whose readers now see something else."""
    changes: Counter[int] = Counter()
    for order in won:
        if APPROVED in (order.comment.status, order.now):
            changes[order.comment.article_id] += 1 if order.now == APPROVED else -1
    Article.recount(changes)


def _chain(site_id: int, won: list[Order], decided_at: datetime) -> list[Decision]:
    """Return the log lines of the winners, linked to the last line of the site."""
    last = Decision.objects.filter(site_id=site_id).order_by("sequence").last()
    sequence, previous_hash = (last.sequence, last.hash) if last else (0, CHAIN_START)
    lines = []
    for order in won:
        sequence += 1
        line = Decision(
            site_id=site_id,
            sequence=sequence,
            comment=order.comment,
            comment_version=order.comment.version + 1,
            was=str(order.comment.status),
            now=str(order.now),
            actor=Decision.Actor.RULE if order.moderator_id is None else Decision.Actor.PERSON,
            moderator_id=order.moderator_id,
            guidelines=list(order.guidelines),
            evidence=store(order.evidence),
            note=order.note,
            policy=order.policy,
            review=order.review,
            undoes=order.undoes,
            decided_at=decided_at,
            previous_hash=previous_hash,
        )
        line.hash = previous_hash = line.computed_hash()
        lines.append(line)
    return lines


def _in_force(comment_ids: list[int]) -> dict[int, Decision]:
    """Return the newest decision of each comment, with its moderator."""
    if not comment_ids:  # the usual case; even to ask for nothing takes Django a millisecond
        return {}
    newest = Decision.objects.filter(comment__in=comment_ids).order_by("comment_version")
    return {decision.comment_id: decision for decision in newest.select_related("moderator")}
