"""Notices: authors who left an e-mail are told what became of their comment.

A mail holds no word of the comment: it names the guidelines and leads to the receipt's page.
"""

import logging
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Exists, F, OuterRef, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from comments.models import Comment, Contact
from comments.receipts import receipt_of
from moderation.decisions import APPROVED, REJECTED, UNDO_TIME
from moderation.explanations import guideline_in_words
from moderation.models import Decision

MOST = 100  # mails of one run
NEWS_TIME = timedelta(days=2)  # what is older is no news: the mail server was away for too long

logger = logging.getLogger(__name__)


def tell_authors() -> int:
    """Mail the authors whose comments were decided, once no undo can follow; return how many.

    Without EMAIL_URL nobody is told. Each decision is told once: a mail is claimed before it is
    sent, and given back when the mail server is out of reach, to be tried by the next run.
    """
    told = 0
    if not settings.EMAIL_HOST:
        return told
    for contact in _untold()[:MOST]:
        comment, told_before = contact.comment, contact.told_version
        if not _move(contact, told_before, comment.version):
            continue  # another worker was here first
        try:
            _mail(comment, contact.email)
            told += 1
        except SMTPRecipientsRefused:
            logger.warning("the mail server refuses an address")  # it would refuse it again
        except (SMTPException, OSError) as gone:
            _move(contact, comment.version, told_before)
            logger.warning("the mail server is out of reach: %s", type(gone).__name__)
            break
    return told


def _untold() -> QuerySet[Contact]:
    now = timezone.now()
    settled = Decision.objects.filter(
        comment=OuterRef("comment"),
        comment_version=OuterRef("comment__version"),
        decided_at__range=(now - NEWS_TIME, now - UNDO_TIME),
    )
    found = Contact.objects.select_related("comment__article", "comment__site").exclude(email="")
    return found.filter(
        Exists(settled),
        comment__status__in=(APPROVED, REJECTED),
        comment__version__gt=F("told_version"),
    ).order_by("pk")


def _move(contact: Contact, was: int, now: int) -> bool:
    """Note up to which version an author was told; return whether it was still as seen."""
    row = Contact.objects.filter(pk=contact.pk, told_version=was)
    return row.update(told_version=now) == 1


def _mail(comment: Comment, address: str) -> None:
    decision = comment.decisions.get(comment_version=comment.version)
    receipt = receipt_of(comment)
    with override(comment.language):
        about = {
            "comment": comment,
            "decision": decision,
            "reasons": [guideline_in_words(code) for code in decision.guidelines],
            "page": receipt and settings.PUBLIC_URL + reverse("submission", args=[receipt]),
        }
        site = " ".join(comment.site.name.split())  # a line break has no place in a header
        EmailMessage(
            subject=f"{_('Your comment')} – {site}",
            body=render_to_string("moderation/notice.txt", about),
            to=[address],
            headers={"Auto-Submitted": "auto-generated"},
        ).send()
