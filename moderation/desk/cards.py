"""Cards: a comment with all that a moderator needs to decide it in one look."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, QuerySet
from django.utils import timezone

from comments.models import Comment, Contact
from moderation.desk.queue import BULK_MAX, PAGE_SIZE, Place
from moderation.desk.reasons import reasons_held
from moderation.evidence import Passage, recall
from moderation.explanations import marked
from moderation.guidelines.verdict import Finding
from moderation.models import Hold, Review

RECORD_TIME = timedelta(days=90)


@dataclass(frozen=True)
class Record:
    """What became of an author's comments at this site, as far back as anybody can tell.

    90 days at most: an e-mail is forgotten sooner, and addresses are known apart for one day only.
    """

    approved: int
    rejected: int
    days: int


@dataclass(frozen=True)
class Card:
    """A waiting comment as the queue shows it."""

    comment: Comment
    findings: tuple[Finding, ...]
    marked: dict[str, list[Passage]]
    reasons: list[str]
    record: Record | None  # None: nobody knows whose comment it is
    is_heavy: bool
    seen: str  # "pk:version" of the comment and of its copies, as a decision sends them back

    @property
    def copies(self) -> int:
        """Return how many more comments a decision about this one decides."""
        return self.seen.count(" ")


def cards(places: Sequence[Place], among: QuerySet[Comment]) -> list[Card]:
    """Return the cards of a page of the queue; `among` is where their copies are looked for."""
    everything = Comment.objects.select_related(
        "site", "article", "in_reply_to", "contact", "hold__review__policy"
    )
    comments = everything.in_bulk([place.pk for place in places])
    records = _records(comments.values())
    copies = _copies([place.likeness for place in places if place.likeness], among)
    return [
        _card(comments[place.pk], place, records, copies)
        for place in places
        if place.pk in comments
    ]


def review_of(comment: Comment) -> Review | None:
    """Return the review that left a comment to a person, if the queue knows it."""
    try:
        return comment.hold.review
    except Hold.DoesNotExist:
        return None


def _card(
    comment: Comment,
    place: Place,
    records: dict[tuple[str, int], Counter[str]],
    copies: dict[str, list[str]],
) -> Card:
    review = review_of(comment)
    findings = recall(review.findings, comment) if review else ()
    itself = f"{comment.pk}:{comment.version}"
    others = [seen for seen in copies.get(place.likeness, []) if seen != itself]
    author = _author(comment)
    return Card(
        comment=comment,
        findings=findings,
        marked=marked(comment, findings),
        reasons=reasons_held(comment, review),
        record=_record(comment, records) if author else None,
        is_heavy=place.is_heavy,
        seen=" ".join([itself, *others[: BULK_MAX - 1]]),
    )


def _copies(likenesses: list[str], among: QuerySet[Comment]) -> dict[str, list[str]]:
    """Return "pk:version" of all that waits with one of these texts, by text."""
    found = among.filter(hold__likeness__in=likenesses).order_by("pk")
    rows = found.values_list("hold__likeness", "pk", "version")[: BULK_MAX * PAGE_SIZE]
    by_text = defaultdict(list)
    for text, pk, version in rows:
        by_text[text].append(f"{pk}:{version}")
    return by_text


def _author(comment: Comment) -> str:
    try:
        return comment.contact.author_hash
    except Contact.DoesNotExist:
        return ""


def _record(comment: Comment, records: dict[tuple[str, int], Counter[str]]) -> Record:
    contact = comment.contact
    known = records.get((contact.author_hash, comment.site_id), Counter())
    by_address = contact.author_hash == contact.address_hash  # by a key that changes every day
    days = 1 if by_address else min(RECORD_TIME.days, settings.EMAIL_DAYS)
    return Record(known["approved"], known["rejected"], days)


def _records(
    comments: Collection[Comment],
) -> dict[tuple[str, int], Counter[str]]:
    """Return how many comments of each author have each status, by (author, site)."""
    authors = {_author(comment) for comment in comments} - {""}
    recent = Contact.objects.filter(
        author_hash__in=authors, comment__submitted_at__gte=timezone.now() - RECORD_TIME
    )
    rows = recent.values_list("author_hash", "comment__site", "comment__status")
    records: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for author, site, status, size in rows.annotate(size=Count("pk")):
        records[author, site][status] = size
    return records
