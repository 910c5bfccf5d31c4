"""The comments of a page as JSON shows them.

To write the same SQL for every page, and to make UUIDs and aware times only to turn them into
text again, took more than half of the CPU time of building a page.
"""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from comments.models import Comment
from comments.statements import Prepared

# What JSON shows, by the column that holds it.
FIELDS = {
    "id": "uuid",
    "author_name": "author_name",
    "body": "body",
    "language": "language",
    "in_reply_to": "in_reply_to__uuid",
    "submitted_at": "submitted_at",
}
ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # keeps a place in the statement


def listed(
    article_id: int, *, behind: tuple[datetime, int] | None, newest_first: bool, most: int
) -> list[dict[str, Any]]:
    """Return an article's approved comments behind a place (time and id), or its first ones.

    Each is as JSON shows it, with its "pk" besides. Times are UTC, in SQLite without saying so.
    """
    values: list[Any] = [Comment.Status.APPROVED.value, article_id]
    if behind is not None:
        at = connection.ops.adapt_datetimefield_value(behind[0])
        values += [at, at, at, behind[1]]
    rows = _page(behind is not None, newest_first, most).ask(*values, as_stored=True)
    found = [dict(zip(("pk", *FIELDS), row, strict=True)) for row in rows]
    if connection.vendor == "sqlite":
        for one in found:
            _write_uuids(one)
    return found


@cache
def _page(is_later: bool, newest_first: bool, most: int) -> Prepared:
    """Return the statement; its places are for status and article, thrice the time, and the id."""

    def example() -> QuerySet[Any, Any]:
        found = Comment.objects.published().filter(article=0)
        if is_later:
            step = "lt" if newest_first else "gt"
            at_once = Q(submitted_at=ANY_TIME) & Q(**{f"pk__{step}": 0})
            found = found.filter(**{f"submitted_at__{step}e": ANY_TIME})  # the index's way in
            found = found.filter(Q(**{f"submitted_at__{step}": ANY_TIME}) | at_once)
        direction = "-" if newest_first else ""
        found = found.order_by(f"{direction}submitted_at", f"{direction}pk")
        return found.values_list("pk", *FIELDS.values())[:most]

    return Prepared(example)


def _write_uuids(row: dict[str, Any]) -> None:
    """Write out UUIDs, of which SQLite keeps the 32 digits."""
    row["id"] = _hyphened(row["id"])
    if row["in_reply_to"]:
        row["in_reply_to"] = _hyphened(row["in_reply_to"])


def _hyphened(digits: str) -> str:
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
