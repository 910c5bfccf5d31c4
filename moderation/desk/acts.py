"""What a moderator does: each act becomes an order at the one door, `decisions.decide`."""

from typing import Any

from django.contrib.auth.models import User
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from comments.models import Comment
from moderation.decisions import AlreadyDecided, Order, decide
from moderation.evidence import recall
from moderation.explanations import guideline_in_words
from moderation.models import Decision, Review
from moderation.policies import policy_in_force


class StalePage(Exception):
    """The page shows a state that the comment was never in: load it again."""


def decide_as_seen(comment: Comment, chosen: dict[str, Any], *, moderator: User) -> Decision:
    """Take a moderator's decision about the comment as the page showed it.

    `chosen` is the cleaned data of a DecisionForm. Raises AlreadyDecided, DecisionRefused or
    StalePage.
    """
    if comment.version != chosen["version"]:
        latest = newest_decision(comment)
        if latest is None:
            raise StalePage
        raise AlreadyDecided(latest)
    review = newest_review(comment)
    return decide(
        Order(
            comment=comment,
            now=chosen["now"],
            policy=policy_in_force(comment.site),
            moderator_id=moderator.pk,
            guidelines=tuple(chosen["guidelines"]),
            evidence=recall(review.findings, comment) if review else (),
            note=chosen["note"],
            review=review,
        )
    )


def newest_review(comment: Comment) -> Review | None:
    """Return what the rules said last."""
    reviews: models.QuerySet[Review] = comment.reviews.select_related("policy")
    return reviews.order_by("pk").last()


def newest_decision(comment: Comment) -> Decision | None:
    """Return the last line of the log about a comment, whatever its status."""
    decisions: models.QuerySet[Decision] = comment.decisions.select_related("moderator")
    return decisions.order_by("comment_version").last()


def told(decision: Decision) -> str:
    """Return who decided what and when, in a sentence for moderators."""
    words = {
        "who": name_of(decision),
        "when": date_format(localtime(decision.decided_at), "DATETIME_FORMAT"),
        "why": ", ".join(guideline_in_words(code)["title"] for code in decision.guidelines),
    }
    if decision.now == Comment.Status.APPROVED:
        return _("%(who)s approved this comment on %(when)s.") % words
    if decision.now == Comment.Status.REJECTED:
        return _("%(who)s rejected this comment on %(when)s: %(why)s.") % words
    if decision.now == Comment.Status.ERASED:
        return _("This comment was erased at a person's request on %(when)s.") % words
    return _("%(who)s put this comment back into the queue on %(when)s.") % words


def name_of(decision: Decision) -> str:
    """Return the name of whoever decided."""
    if decision.moderator is None:
        return _("The rules")
    return decision.moderator.get_short_name() or decision.moderator.get_username()
