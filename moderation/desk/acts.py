"""What a moderator does: each act becomes orders at the one door, `moderation.decisions`."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import OuterRef, Subquery

from comments.models import Comment
from moderation.decisions import (
    PENDING,
    AlreadyDecided,
    DecisionRefused,
    Order,
    decide_all,
)
from moderation.desk.cards import review_of
from moderation.desk.roles import DECIDE, REVERSE, sites_where
from moderation.desk.words import refused_in_words, stale_in_words, told
from moderation.evidence import recall
from moderation.models import Decision, PolicyVersion, Review
from moderation.policies import policy_in_force
from moderation.undo import undo


@dataclass(frozen=True)
class Done:
    """What became of one comment in an act: a new decision, or why there is none."""

    comment_id: int
    decision: Decision | None = None
    in_force: Decision | None = None  # somebody else's, when they were first
    refused: str = ""  # code of a refusal
    says: str = ""  # a sentence for the moderator


def decide_as_seen(user: User, chosen: dict[str, Any]) -> list[Done]:
    """Take a moderator's decision about comments as a page showed them, each logged singly.

    `chosen` is the cleaned data of a DecisionForm. Comments outside the moderator's sites are
    treated as if they were not there.
    """
    comments = {comment.pk: comment for comment in _reachable(user, chosen["seen"])}
    done: dict[int, Done] = {}
    orders = []
    for pk, version in chosen["seen"].items():
        comment = comments.get(pk)
        refusal = _refusal(user, pk, comment, version)
        if refusal or comment is None:
            done[pk] = refusal or Done(pk, refused="not_found", says=refused_in_words("not_found"))
        else:
            orders.append(_order(user, comment, chosen))
    done |= {one.comment_id: one for one in _take(user, orders)}
    return [done[pk] for pk in chosen["seen"]]


def undo_own(user: User, decision_ids: list[int]) -> list[Done]:
    """Take back a moderator's own fresh decisions."""
    everything = Decision.objects.select_related("comment", "policy", "review")
    own = everything.filter(pk__in=decision_ids, moderator=user)
    reachable = own.filter(site__in=sites_where(user, DECIDE)).order_by("comment_version")
    # Of two decisions about one comment only the newer one can be in force.
    decisions = list({decision.comment_id: decision for decision in reachable}.values())
    if not decisions:
        return [Done(0, refused="undo_not_yours", says=refused_in_words("undo_not_yours"))]
    try:
        results = undo(decisions, moderator_id=user.pk)
    except DecisionRefused as refused:
        says = refused_in_words(refused.code)
        return [Done(one.comment_id, refused=refused.code, says=says) for one in decisions]
    return [
        _done(user, decision.comment_id, result)
        for decision, result in zip(decisions, results, strict=True)
    ]


def newest_review(comment: Comment) -> Review | None:
    """Return what the rules said last."""
    return comment.reviews.select_related("policy").order_by("pk").last()


def newest_decision(comment: Comment) -> Decision | None:
    """Return the last line of the log about a comment, whatever its status."""
    return comment.decisions.select_related("moderator").order_by("comment_version").last()


def _reachable(user: User, pks: Iterable[int]) -> Iterable[Comment]:
    """Return those comments that the moderator may decide, with all that a decision needs."""
    activated = PolicyVersion.objects.filter(site=OuterRef("site"), activated_at__isnull=False)
    newest = activated.order_by("-activated_at", "-number").values("pk")[:1]
    return (
        Comment.objects.filter(pk__in=list(pks), site__in=sites_where(user, DECIDE))
        .select_related("site", "hold__review__policy")
        .annotate(policy_in_force=Subquery(newest))
    )


def _refusal(user: User, pk: int, comment: Comment | None, version: int) -> Done | None:
    """Return why this comment cannot be decided as it was seen, or None."""
    if comment is None:
        return Done(pk, refused="not_found", says=refused_in_words("not_found"))
    if comment.version == version and comment.status == PENDING:
        return None
    latest = newest_decision(comment)
    if comment.version != version:
        if latest is None:
            return Done(pk, refused="stale", says=stale_in_words())
        return Done(pk, in_force=latest, refused="already_decided", says=told(latest))
    theirs = latest is not None and latest.moderator_id not in (None, user.pk)
    if theirs and not user.has_perm(f"moderation.{REVERSE}"):
        return Done(pk, refused="not_yours", says=refused_in_words("not_yours"))
    return None


def _order(user: User, comment: Comment, chosen: dict[str, Any]) -> Order:
    review = review_of(comment) or newest_review(comment)
    return Order(
        comment=comment,
        now=chosen["now"],
        policy=_policy(comment, review),
        moderator_id=user.pk,
        guidelines=tuple(chosen["guidelines"]),
        evidence=recall(review.findings, comment) if review else (),
        note=chosen["note"],
        review=review,
    )


def _policy(comment: Comment, review: Review | None) -> PolicyVersion:
    """Return the policy in force, which mostly is the one that the comment was reviewed under."""
    in_force: int | None = comment.policy_in_force  # type: ignore[attr-defined]
    if review is not None and review.policy_id == in_force:
        return review.policy
    return policy_in_force(comment.site)


def _take(user: User, orders: list[Order]) -> list[Done]:
    try:
        results = decide_all(orders)
    except DecisionRefused as refused:
        says = refused_in_words(refused.code)
        return [Done(order.comment.pk, refused=refused.code, says=says) for order in orders]
    return [
        _done(user, order.comment.pk, result) for order, result in zip(orders, results, strict=True)
    ]


def _done(user: User, pk: int, result: Decision | AlreadyDecided) -> Done:
    if isinstance(result, AlreadyDecided):
        latest = result.decision
        return Done(pk, in_force=latest, refused="already_decided", says=told(latest))
    result.moderator = user
    return Done(pk, decision=result, says=told(result))
