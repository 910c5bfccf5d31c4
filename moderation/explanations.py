"""Decisions explained to their author: the guidelines, the words, and who decided."""

from typing import Any

from django.utils.translation import gettext as _

from comments.models import Comment
from moderation.evidence import Passage, passages, recall
from moderation.guidelines.rulebook import RULES
from moderation.guidelines.verdict import Finding
from moderation.models import Decision


def guideline_in_words(code: str) -> dict[str, str]:
    """Return a guideline's code, title and sentence in the active language."""
    rule = next(rule for rule in RULES if rule.name == code)
    return {"code": code, "title": _(rule.title), "says": _(rule.says)}


def guidelines_in_words() -> list[dict[str, Any]]:
    """Return all guidelines with their examples, in the order in which readers see them."""
    return [
        guideline_in_words(rule.name)
        | {"breaks": [_(text) for text in rule.breaks], "keeps": [_(text) for text in rule.keeps]}
        for rule in RULES
    ]


def decision_in_force(comment: Comment) -> Decision | None:
    """Return the newest decision about a comment, or None while it is pending."""
    if comment.status == Comment.Status.PENDING:
        return None
    return comment.decisions.select_related("policy").order_by("comment_version").last()


def waits_for(comment: Comment) -> str | None:
    """Return who will decide next, "rules" or "person"; None once it is decided."""
    if comment.status != Comment.Status.PENDING:
        return None
    return "rules" if comment.reviewed_at is None else "person"


def causes(decision: Decision | None, comment: Comment) -> tuple[Finding, ...]:
    """Return the findings that speak for a rejection, with their words."""
    if decision is None:
        return ()
    found = recall(decision.evidence, comment)
    return tuple(finding for finding in found if finding.guideline in decision.guidelines)


def explain(comment: Comment, decision: Decision | None) -> dict[str, Any]:
    """Return what the holder of a comment's receipt may know, as the API gives it."""
    return {
        "id": comment.uuid,
        "article": comment.article.url,
        "author_name": comment.author_name,
        "body": comment.body,
        "submitted_at": comment.submitted_at,
        "status": comment.status,
        "waits_for": waits_for(comment),
        "decision": decision and _taken(decision, comment),
    }


def marked(comment: Comment, findings: tuple[Finding, ...]) -> dict[str, list[Passage]]:
    """Return name and body cut into passages, so that a page can mark what was found."""
    return {
        "author_name": passages(
            comment.author_name, tuple(f for f in findings if f.field == "author_name")
        ),
        "body": passages(comment.body, tuple(f for f in findings if f.field == "body")),
    }


def _taken(decision: Decision, comment: Comment) -> dict[str, Any]:
    return {
        "by": decision.actor,
        "decided_at": decision.decided_at,
        "policy": decision.policy.number,
        "guidelines": [guideline_in_words(code) for code in decision.guidelines],
        "quotes": [
            {
                "guideline": finding.guideline,
                "field": finding.field,
                "start": finding.start,
                "end": finding.end,
                "text": finding.text,
            }
            for finding in causes(decision, comment)
        ],
    }
