"""What would a policy have done? Judges past comments again, and changes no row."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import F, QuerySet

from comments.models import Comment, Site
from moderation.decisions import PENDING, REJECTED
from moderation.guidelines.judge import Guard, judge
from moderation.guidelines.policy import Policy
from moderation.guidelines.verdict import Outcome, Verdict
from moderation.models import Decision

AT_ONCE = 200  # comments in memory
LAST_MAX = 1_000_000


@dataclass(frozen=True)
class Tried:
    """A decided comment, judged under the policy in force and under the one that is tried."""

    comment: Comment
    before: Outcome
    after: Outcome
    verdict: Verdict  # under the policy that is tried
    by_person: bool

    @property
    def changed(self) -> bool:
        """Tell whether the policy would change what happens to such a comment."""
        return self.before != self.after


@dataclass
class Agreement:
    """What people decided about comments that a guideline's findings spoke against."""

    rejected: int = 0
    approved: int = 0


@dataclass
class Tally:
    """What a dry run has found so far."""

    tried: int = 0
    newly: Counter[Outcome] = field(default_factory=Counter)  # outcomes of changed comments
    agreement: dict[str, Agreement] = field(default_factory=dict)  # by "guideline/rule"

    def add(self, one: Tried) -> None:
        """Count a comment."""
        self.tried += 1
        if one.changed:
            self.newly[one.after] += 1
        if one.by_person:
            for rule in sorted({f"{f.guideline}/{f.rule}" for f in one.verdict.findings}):
                agreed = self.agreement.setdefault(rule, Agreement())
                if one.comment.status == REJECTED:
                    agreed.rejected += 1
                else:
                    agreed.approved += 1


def how_many(site: Site, last: int) -> int:
    """Return how many comments a dry run over the last so many will judge."""
    return _decided(site)[:last].count()


def dry_run(
    site: Site, policy: Policy, in_force: Policy, *, last: int, guard: Guard
) -> Iterator[Tried]:
    """Judge a site's last decided comments, the newest first, under both policies.

    Streams: memory does not grow with `last`. `guard` limits the time of each rule.
    """
    comments = _decided(site)[:last].iterator(AT_ONCE)
    while chunk := list(islice(comments, AT_ONCE)):
        people = _decided_by_people(chunk)
        for comment in chunk:
            verdict = _judge(comment, policy, guard)
            yield Tried(
                comment=comment,
                before=_judge(comment, in_force, guard).outcome,
                after=verdict.outcome,
                verdict=verdict,
                by_person=comment.pk in people,
            )


def _decided(site: Site) -> QuerySet[Comment]:
    return Comment.objects.filter(site=site).exclude(status=PENDING).order_by("-pk")


def _decided_by_people(comments: list[Comment]) -> set[int]:
    """Return the comments whose decision in force is a person's."""
    decisions = Decision.objects.filter(comment__in=comments, actor=Decision.Actor.PERSON)
    in_force = decisions.filter(comment_version=F("comment__version"))
    return set(in_force.values_list("comment", flat=True))


def _judge(comment: Comment, policy: Policy, guard: Guard) -> Verdict:
    return judge(
        body=comment.body,
        author_name=comment.author_name,
        policy=policy,
        language=comment.language,
        guard=guard,
    )
