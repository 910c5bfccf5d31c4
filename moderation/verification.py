"""Can the record be trusted? Recomputes what the database says of texts and decisions."""

from collections.abc import Iterator

from django.db.models import F, Max, Q, QuerySet

from comments.models import Comment, Site
from comments.texts import fingerprint
from moderation.decisions import CHAIN_START
from moderation.models import Decision

AT_ONCE = 2000  # rows held in memory


def broken_texts() -> Iterator[str]:
    """Yield a sentence for each comment whose words are not those that were sent."""
    columns = ("uuid", "status", "author_name", "body", "text_sha256")
    for uuid, status, name, body, sha256 in Comment.objects.values_list(*columns).iterator(AT_ONCE):
        if status == Comment.Status.ERASED:
            if name or body or sha256:
                yield f"comment {uuid}: it was erased, but words are left"
        elif fingerprint(name, body) != sha256:
            yield f"comment {uuid}: its words are not the words that were sent"


def first_broken_decisions() -> Iterator[str]:
    """Yield a sentence for the first wrong entry of each site's log, then for wrong statuses.

    Entries after the first wrong one prove nothing, so they are not named.
    """
    for site in Site.objects.order_by("pk"):
        entries = Decision.objects.filter(site=site).order_by("sequence")
        wrong = _first_broken(entries)
        if wrong:
            yield f"site {site.pk} ({site.name}): {wrong}"
    yield from _statuses_without_decision()


def _first_broken(entries: QuerySet[Decision]) -> str:
    expected, previous_hash = 1, CHAIN_START
    for entry in entries.iterator(AT_ONCE):
        if entry.sequence != expected:
            return f"entry {expected} is missing"
        if entry.previous_hash != previous_hash:
            return f"entry {entry.sequence} does not follow the entry before it"
        if entry.computed_hash() != entry.hash:
            return f"entry {entry.sequence} is not as it was written"
        expected, previous_hash = expected + 1, entry.hash
    return ""


def _statuses_without_decision() -> Iterator[str]:
    """Yield a sentence for each comment whose status is not what its last decision says.

    This also finds entries cut off at the end of the log, which leave the chain itself whole.
    """
    last = Max("decisions__comment_version")
    counted = Comment.objects.annotate(last=last).filter(
        ~Q(version=0, last=None) & (Q(last=None) | ~Q(version=F("last")))
    )
    for uuid in counted.values_list("uuid", flat=True).iterator(AT_ONCE):
        yield f"comment {uuid}: its last decision is not in the log"
    newest = Decision.objects.filter(comment_version=F("comment__version"))
    for uuid in newest.exclude(now=F("comment__status")).values_list("comment__uuid", flat=True):
        yield f"comment {uuid}: its status is not what its last decision says"
