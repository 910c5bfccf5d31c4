"""Receipts: the secret address under which an author, and nobody else, follows a comment."""

import hashlib
from base64 import urlsafe_b64encode
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from comments.models import Comment


def make_receipt(comment: UUID) -> str:
    """Return the receipt of a new comment: 43 characters that nobody can guess."""
    return _sign(comment, settings.SECRET_KEY)


def receipt_sha256(receipt: str) -> str:
    """Return what the database keeps of a receipt."""
    return hashlib.sha256(receipt.encode()).hexdigest()


def receipt_of(comment: Comment) -> str:
    """Return the receipt of a comment again, for an author who repeats a request.

    Returns "" when the key it was made with is gone from SECRET_KEY_FALLBACKS.
    """
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        receipt = _sign(comment.uuid, key)
        if constant_time_compare(receipt_sha256(receipt), comment.receipt_sha256):
            return receipt
    return ""


def find_by_receipt(receipt: str) -> Comment | None:
    """Return the comment that a receipt belongs to, whatever its status, with article and site."""
    found = Comment.objects.select_related("article", "site").filter(
        receipt_sha256=receipt_sha256(receipt)
    )
    return found.first()


def _sign(comment: UUID, key: str) -> str:
    mac = salted_hmac("comments.receipt", comment.hex, secret=key, algorithm="sha256")
    return urlsafe_b64encode(mac.digest()).rstrip(b"=").decode()
