"""Which comments are one person's, and what is kept of them, for their right to know it."""

from typing import Any
from uuid import UUID

from comments.models import Comment, Contact
from comments.receipts import receipt_sha256
from moderation.explanations import decision_in_force, explain


def comments_of(
    *, receipt: str = "", comment: UUID | None = None, email: str = ""
) -> list[Comment]:
    """Return the comments of a receipt, an id or an e-mail address; of nothing, none.

    Several together must all fit. An address that was erased on schedule finds nothing.
    """
    if not (receipt or comment or email):
        return []
    found = Comment.objects.select_related("article", "site").order_by("pk")
    if receipt:
        found = found.filter(receipt_sha256=receipt_sha256(receipt))
    if comment:
        found = found.filter(uuid=comment)
    if email:
        found = found.filter(contact__email__iexact=email)
    return list(found)


def export(comments: list[Comment]) -> list[dict[str, Any]]:
    """Return all that is kept of comments and their author, ready for JSON; no moderator's name."""
    contacts = Contact.objects.in_bulk([comment.pk for comment in comments])
    return [
        explain(comment, decision_in_force(comment))
        | {
            "language": comment.language,
            "contact": _contact(contacts.get(comment.pk)),
            "decisions": list(
                comment.decisions.order_by("comment_version").values(
                    "was", "now", "actor", "guidelines", "evidence", "note", "decided_at"
                )
            ),
            "reviews": list(
                comment.reviews.order_by("pk").values("outcome", "findings", "reviewed_at")
            ),
        }
        for comment in comments
    ]


def _contact(contact: Contact | None) -> dict[str, str]:
    if contact is None:
        return {}
    return {
        "email": contact.email,
        "address_hash": contact.address_hash,
        "address_prefix": contact.address_prefix,
    }
