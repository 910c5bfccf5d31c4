"""The one way in: a comment is committed as pending before its reader is answered."""

import hashlib
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from comments.addresses import Origin, author_hash
from comments.allowances import SubmissionRefused, spend
from comments.models import Article, Comment, Contact, Site
from comments.proofs import is_proof_due, is_proven
from comments.receipts import make_receipt, receipt_of, receipt_sha256
from comments.signals import submitted
from comments.statements import insert
from comments.texts import fingerprint


class ArticleClosed(SubmissionRefused):
    """The article takes no more comments."""

    code = "article_closed"
    status = 409
    says = _("This article is closed for comments.")


class KeyReused(SubmissionRefused):
    """The idempotency key stands for another comment."""

    code = "idempotency_key_reused"
    status = 409
    says = _(
        "This Idempotency-Key was used for another comment. Send a new key with a new comment."
    )


class ProofMissing(SubmissionRefused):
    """The address has to prove some work first; `/api/v1/form` gives the challenge."""

    code = "proof_of_work_required"
    status = 428
    says = _("Your browser has to do a short calculation first. Please send the comment again.")


@dataclass(frozen=True, kw_only=True)
class Submission:
    """A checked comment on its way in: fields as the reader sent them, and where it came from."""

    site: Site
    article_url: str  # canonical
    article: Article | None = None  # its row, with its site, if it was just read
    author_name: str
    body: str
    origin: Origin
    language: str = ""  # "": the article's
    in_reply_to: UUID | None = None
    email: str = ""
    idempotency_key: str | None = None
    honeypot: str = ""  # what stood in the field that people do not see
    proof: str | None = ""  # the solved challenge, base64; None: by a form that cannot solve any


@dataclass(frozen=True)
class Submitted:
    """A comment that is committed, and the receipt that its author keeps."""

    comment: Comment
    receipt: str


def submit(submission: Submission, *, posts_per_minute: int) -> Submitted:
    """Take a comment in, in one transaction, and ring for the worker once it is committed.

    The same idempotency key with the same text gives the first comment again, however many
    requests come at once. `posts_per_minute` limits an address; 0 lifts all limits. Raises
    SubmissionRefused, or ValidationError by field.
    """
    try:
        with transaction.atomic():
            return _insert(submission, posts_per_minute)
    except (IntegrityError, SubmissionRefused, ValidationError):
        # Perhaps a repeat: the database let one request with this key through, and the article
        # may have closed since. Asked only now, because nearly every request is the first.
        earlier = _find_earlier(submission)
        if earlier is None:
            raise
    return _repeat(earlier, submission)


def _find_earlier(submission: Submission) -> Comment | None:
    if submission.idempotency_key is None:
        return None
    return (
        Comment.objects.select_related("article", "in_reply_to")
        .filter(site=submission.site, idempotency_key=submission.idempotency_key)
        .first()
    )


def _repeat(earlier: Comment, submission: Submission) -> Submitted:
    parent = earlier.in_reply_to
    was = (earlier.article.url, earlier.text_sha256, parent.uuid if parent else None)
    text = fingerprint(submission.author_name, submission.body)
    if was != (submission.article_url, text, submission.in_reply_to):
        raise KeyReused
    return Submitted(earlier, receipt_of(earlier))


def _insert(submission: Submission, posts_per_minute: int) -> Submitted:
    spend(
        submission.origin,
        hashlib.sha256(submission.article_url.encode()).hexdigest(),
        posts_per_minute=posts_per_minute,
    )
    article = _open_article(submission)
    suspicion = _suspicion(submission)
    uuid = uuid4()
    receipt = make_receipt(uuid)
    comment = Comment(
        uuid=uuid,
        site=submission.site,
        article=article,
        in_reply_to=_find_parent(submission.in_reply_to, article),
        author_name=submission.author_name,
        body=submission.body,
        text_sha256=fingerprint(submission.author_name, submission.body),
        language=submission.language or article.language,
        receipt_sha256=receipt_sha256(receipt),
        idempotency_key=submission.idempotency_key,
        suspicion=suspicion,
    )
    insert(comment)
    contact = Contact(
        comment=comment,
        email=submission.email,
        address_hash=submission.origin.hash,
        author_hash=author_hash(submission.origin, submission.email),
        address_prefix=submission.origin.prefix,
    )
    insert(contact)
    # robust: a bell that breaks must not undo the answer; the sweeper finds the row.
    transaction.on_commit(lambda: submitted.send_robust(sender=Comment), robust=True)
    return Submitted(comment, receipt)


def _open_article(submission: Submission) -> Article:
    article = submission.article or _article_of(submission)
    if not article.takes_comments:
        raise ArticleClosed
    return article


def _article_of(submission: Submission) -> Article:
    article, _made = Article.objects.select_related("site").get_or_create(
        url=submission.article_url,
        defaults={"site": submission.site, "language": submission.site.language},
    )
    return article


def _suspicion(submission: Submission) -> str:
    """Return what is odd about a comment, so that a person looks; "" for the usual one.

    Raises ProofMissing where a program, or a browser with script, has to prove work first.
    """
    if submission.honeypot:
        return Comment.Suspicion.HONEYPOT
    if not is_proof_due(submission.site, submission.origin.hash):
        return ""
    if submission.proof is None:
        return Comment.Suspicion.NO_PROOF
    if not is_proven(submission.proof, submission.site, submission.origin.hash):
        raise ProofMissing
    return ""


def _find_parent(uuid: UUID | None, article: Article) -> Comment | None:
    if uuid is None:
        return None
    parent = Comment.objects.published().filter(uuid=uuid, article=article).first()
    if parent is None:
        raise ValidationError(
            {
                "in_reply_to": ValidationError(
                    _("The comment that you reply to is not there."), code="not_found"
                )
            }
        )
    return parent
