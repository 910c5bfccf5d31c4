"""Form tickets: a signed, dated slip in place of a CSRF cookie, for forms inside foreign frames.

A ticket belongs to one article. Its key makes one comment of a form that is sent twice.

The embed carries none. What a ticket does, its Idempotency-Key, the preflight and the check of
Origin do there. A least time would stop nobody: the API takes comments of other programs, so a
robot that minds two seconds leaves form and embed alone. Against robots at the API stand the field
that people do not see, the limits by address and the proof of work.
"""

import secrets
import time
from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comments.texts import fingerprint

LEAST_SECONDS = 2  # nobody reads the form, writes and sends in less
MOST_SECONDS = 24 * 60 * 60
SALT = "comments.ticket"


@dataclass(frozen=True)
class Ticket:
    """A ticket that is in order: the key of its form."""

    key: str

    def idempotency_key(self, *, author_name: str, body: str, in_reply_to: str) -> str:
        """Return the key of this form with this comment.

        Sent twice, a form makes one comment; filled in anew (a reader went back), another one.
        """
        return f"form:{self.key}:{fingerprint(author_name, f'{in_reply_to}:{body}')}"


def issue(article_url: str) -> str:
    """Return a new ticket for a form under an article (canonical URL)."""
    return signing.dumps([article_url, secrets.token_urlsafe(12), time.time()], salt=SALT)


def check(text: str, article_url: str) -> Ticket:
    """Return the ticket if it is ours, for this article, and neither too fresh nor too old.

    Raises ValidationError with the code `ticket_invalid`, `ticket_expired` or `too_fast`; the same
    ticket is good again a moment after `too_fast`.
    """
    try:
        url, key, issued = signing.loads(text, salt=SALT, max_age=MOST_SECONDS)
    except signing.SignatureExpired:
        raise ValidationError(
            _("This form was open for a long time. Please send it again."), code="ticket_expired"
        ) from None
    except (signing.BadSignature, ValueError):
        url = None
    if url != article_url:
        raise ValidationError(
            _("This form cannot be taken as it is. Please send it again."), code="ticket_invalid"
        )
    if time.time() - issued < LEAST_SECONDS:
        raise ValidationError(
            _("That was faster than anyone writes. Please send it again."), code="too_fast"
        )
    return Ticket(key)


def kept(text: str, article_url: str) -> str:
    """Return the ticket of a form that is shown again: the same if it is good, or a new one."""
    try:
        check(text, article_url)
    except ValidationError as wrong:
        return text if wrong.code == "too_fast" else issue(article_url)
    return text
