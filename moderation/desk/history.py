"""A comment's record in words: what every rule said, and every decision."""

from dataclasses import dataclass

from comments.models import Comment
from moderation.desk.words import told
from moderation.evidence import recall
from moderation.explanations import guideline_in_words
from moderation.guidelines.rulebook import RULES
from moderation.guidelines.verdict import Finding
from moderation.models import Decision, Review


@dataclass(frozen=True)
class Said:
    """What one guideline's rules said in a review; no findings: they said nothing."""

    title: str
    findings: tuple[Finding, ...]


def rules_said(review: Review, comment: Comment) -> list[Said]:
    """Return what each guideline's rules said, also if nothing, and what else was odd."""
    findings = recall(review.findings, comment)
    said = [
        Said(guideline_in_words(rule.name)["title"], _of(findings, rule.name)) for rule in RULES
    ]
    failed = _of(findings, "")
    return [*said, Said("", failed)] if failed else said


def told_all(comment: Comment) -> list[tuple[Decision, str]]:
    """Return every decision about a comment, the newest first, each in a sentence."""
    everything = comment.decisions.select_related("moderator", "policy")
    return [(decision, told(decision)) for decision in everything.order_by("-comment_version")]


def _of(findings: tuple[Finding, ...], guideline: str) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.guideline == guideline)
