"""Why a comment waits for a person, and how urgently: the order of the moderators' queue.

Urgency is risk × age, where age doubles the urgency every four hours: risk · 2^(age / 4 h). Two
comments then keep their order as time goes by, so the place in the queue is a moment that is
written once: the time a comment was sent, less four hours for every doubling of its risk. Nothing
starves, whatever comes in: only what is sent within the head start of the greatest risk, a day,
can overtake a comment.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from math import log2

from comments.models import Comment
from moderation.guidelines.folding import fold
from moderation.guidelines.verdict import Finding, Verdict
from moderation.models import Hold, Review

DOUBLING = timedelta(hours=4)
# A newsroom's order of harm if it is published late or early: our own choice; certain counts twice.
RISKS = {
    "threat": 32,
    "abuse": 16,
    "personal_attack": 8,
    "": 8,  # a check that failed, or an odd sending: nobody knows what is behind it
    "profanity": 4,
    "vulgarity": 4,
    "promotion": 2,
}
RISK_MAX = 2 * max(RISKS.values())
HEAVY = {"threat", "abuse"}
CAUSES = ("rule", "classifier", "failed", "sending", "manual")
CLASSIFIER = "second-opinion:"  # how the names of its findings begin


def risk_of(findings: Sequence[Finding]) -> int:
    """Return the risk of the gravest finding, 1 to 64; a comment without findings has 1."""
    return max((RISKS[f.guideline] * (2 if f.certain else 1) for f in findings), default=1)


def stands_at(submitted_at: datetime, risk: int) -> datetime:
    """Return a comment's place in the queue; the earliest is the most urgent."""
    return submitted_at - DOUBLING * log2(risk)


def is_heavy(findings: Sequence[Finding]) -> bool:
    """Tell whether a certain threat or abuse is in it, which nobody should read unprepared."""
    return any(finding.certain and finding.guideline in HEAVY for finding in findings)


def reasons_of(findings: Sequence[Finding], *, manual: bool) -> str:
    """Return the codes of guidelines and causes, with a blank around each, for filters."""
    causes = {_cause(finding) for finding in findings} | ({"manual"} if manual else set())
    codes = [*sorted({f.guideline for f in findings if f.guideline}), *sorted(causes)]
    return f" {' '.join(codes)} "


def likeness(body: str, language: str) -> str:
    """Return the same for texts that differ in case, disguise, blanks and punctuation only."""
    folded = fold(body, language).text
    letters = "".join(letter for letter in folded if letter.isalnum()) or folded or body
    return hashlib.sha256(letters.encode()).hexdigest()


def keep_holds(
    comments: Sequence[Comment],
    verdicts: Sequence[Verdict],
    reviews: Sequence[Review],
    *,
    manual: bool,
) -> None:
    """Keep why the comments of one site wait that this review left to a person.

    Two workers may have reviewed the same comment: the later one's reasons stay.
    """
    holds = [
        Hold(
            comment=comment,
            review=review,
            stands_at=stands_at(comment.submitted_at, risk_of(verdict.findings)),
            is_heavy=is_heavy(verdict.findings),
            reasons=reasons_of(verdict.findings, manual=manual),
            likeness=likeness(comment.body, comment.language),
        )
        for comment, verdict, review in zip(comments, verdicts, reviews, strict=True)
        if manual or verdict.outcome == "hold"
    ]
    Hold.objects.bulk_create(
        holds,
        update_conflicts=True,
        unique_fields=["comment"],
        update_fields=["review", "stands_at", "is_heavy", "reasons", "likeness"],
    )


def _cause(finding: Finding) -> str:
    if not finding.guideline:
        return "failed" if finding.rule.startswith("failed:") else "sending"
    return "classifier" if finding.rule.startswith(CLASSIFIER) else "rule"
