"""Sites, their articles, and the comments that readers send. A comment's words never change."""

import uuid
from collections.abc import Collection, Mapping
from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import connection, models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LANGUAGE_MAX = 16


class Site(models.Model):
    """A publication whose readers comment. Its hosts tell which articles are its own."""

    class Mode(models.TextChoices):
        """Who decides: the rules where they are sure, or a person always."""

        AUTO = "auto", _("Rules decide what they are sure of")
        MANUAL = "manual", _("A person decides everything")

    name = models.CharField(_("name"), max_length=100)
    language = models.CharField(
        _("language"), max_length=LANGUAGE_MAX, choices=settings.LANGUAGES, default="en"
    )
    mode = models.CharField(_("mode"), max_length=10, choices=Mode.choices, default=Mode.AUTO)
    # Characters are Unicode code points; the upper ends are those of the database columns.
    name_max_length = models.PositiveSmallIntegerField(
        _("longest name"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(200)],
    )
    body_max_length = models.PositiveIntegerField(
        _("longest comment"),
        default=5000,
        validators=[MinValueValidator(1), MaxValueValidator(15_000)],
    )
    close_after_days = models.PositiveSmallIntegerField(
        _("close articles after days"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Counted from an article's first comment; empty: articles stay open."),
    )
    proof_after_posts = models.PositiveSmallIntegerField(
        _("proof of work after comments"),
        null=True,
        blank=True,
        help_text=_(
            "After so many comments from an address within a day, its browser has to compute a "
            "little before the next; empty: never."
        ),
    )

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")

    def __str__(self) -> str:
        return self.name


class Host(models.Model):
    """A host name whose articles belong to a site, such as "news.example"; ports do not matter."""

    name = models.CharField(
        _("host"),
        max_length=253,
        unique=True,
        validators=[
            RegexValidator(
                r"\A[a-z0-9.:-]+\Z", _("Give the host alone, in lower case: news.example")
            )
        ],
    )
    site = models.ForeignKey(Site, models.PROTECT, related_name="hosts", verbose_name=_("site"))

    class Meta:
        verbose_name = _("host")
        verbose_name_plural = _("hosts")

    def __str__(self) -> str:
        return self.name


class Article(models.Model):
    """A page that is commented on, named by its canonical URL; made by its first submission.

    `version` rises with every change of what readers see, so a cache key that holds it never
    needs deleting. `approved_count` is kept by the same update.
    """

    site = models.ForeignKey(Site, models.PROTECT, related_name="articles", verbose_name=_("site"))
    url = models.CharField(_("URL"), max_length=2000, unique=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    language = models.CharField(_("language"), max_length=LANGUAGE_MAX, choices=settings.LANGUAGES)
    is_open = models.BooleanField(_("open for comments"), default=True)
    version = models.PositiveIntegerField(default=0, editable=False)
    approved_count = models.PositiveIntegerField(_("comments"), default=0, editable=False)
    created_at = models.DateTimeField(_("first comment"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def takes_comments(self) -> bool:
        """Return whether readers may comment now: not closed by an editor, nor by its age."""
        days = self.site.close_after_days
        in_time = days is None or timezone.now() < self.created_at + timedelta(days=days)
        return self.is_open and in_time

    @staticmethod
    def recount(changes: Mapping[int, int]) -> None:
        """Add to the counts of articles, by id, and raise their versions; by one statement.

        Only `moderation.decisions` may call this, in the transaction that moves the comments.
        """
        if not changes:
            return
        pairs = ", ".join(["(%s, %s)"] * len(changes))
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE comments_article SET version = version + 1, "  # noqa: S608 - placeholders only
                "approved_count = approved_count + change.column2 "
                f"FROM (VALUES {pairs}) AS change WHERE id = change.column1",
                [number for pair in changes.items() for number in pair],
            )


class CommentQuerySet(models.QuerySet["Comment"]):
    """The named views of the comments; `published` alone feeds every public answer."""

    def published(self) -> "CommentQuerySet":
        """Return what readers may see."""
        return self.filter(status=Comment.Status.APPROVED)

    def unreviewed(self) -> "CommentQuerySet":
        """Return what waits for the worker, oldest first."""
        waiting = self.filter(status=Comment.Status.PENDING, reviewed_at=None)
        return waiting.order_by("submitted_at", "pk")

    def held(self) -> "CommentQuerySet":
        """Return what the rules left to a person, oldest first."""
        waiting = self.filter(status=Comment.Status.PENDING, reviewed_at__isnull=False)
        return waiting.order_by("submitted_at", "pk")


class Comment(models.Model):
    """What a reader sent. Only status, version and the marks of the review ever change.

    The one exception is erasure (`moderation.erasure`), which leaves the words empty.
    """

    class Suspicion(models.TextChoices):
        """What was odd about the way a comment was sent; the words may be fine."""

        HONEYPOT = "honeypot", _("a field that people do not see was filled in")
        NO_PROOF = "no_proof", _("sent by form without the proof of work that is asked for")

    class Status(models.TextChoices):
        """Pending comments wait for the worker or, once reviewed, for a person.

        Erased ones lost their words at a person's request, for good.
        """

        PENDING = "pending", _("pending")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")
        ERASED = "erased", _("erased")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    site = models.ForeignKey(Site, models.PROTECT, related_name="comments", editable=False)
    article = models.ForeignKey(
        Article, models.PROTECT, related_name="comments", editable=False, verbose_name=_("article")
    )
    in_reply_to = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="replies", editable=False
    )
    author_name = models.CharField(_("name"), max_length=200, editable=False)
    body = models.TextField(_("comment"), editable=False)
    text_sha256 = models.CharField(max_length=64, editable=False)
    language = models.CharField(_("language"), max_length=LANGUAGE_MAX, editable=False)
    submitted_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    receipt_sha256 = models.CharField(max_length=64, unique=True, editable=False)
    idempotency_key = models.CharField(max_length=255, null=True, editable=False)  # noqa: DJ001 - null is no key
    suspicion = models.CharField(
        max_length=20, choices=Suspicion.choices, blank=True, default="", editable=False
    )

    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.PENDING, editable=False
    )
    version = models.PositiveIntegerField(default=0, editable=False)  # counts its decisions
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)  # started reviews
    claimed_at = models.DateTimeField(null=True, editable=False)  # when a worker last took it
    reviewed_at = models.DateTimeField(null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        constraints = [
            models.UniqueConstraint(
                "site", "idempotency_key", name="comment_idempotency_key_once_a_site"
            )
        ]
        indexes = [
            # moderation.review takes the oldest that no rule has read.
            models.Index(
                "submitted_at",
                "id",
                name="comment_unreviewed",
                condition=Q(status="pending", reviewed_at=None),
            ),
            # The moderators' queue of a site.
            models.Index(
                "site",
                "submitted_at",
                "id",
                name="comment_held",
                condition=Q(status="pending", reviewed_at__isnull=False),
            ),
            # comments.published pages through an article.
            models.Index(
                "article",
                "submitted_at",
                "id",
                name="comment_published",
                condition=Q(status="approved"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.uuid)

    @staticmethod
    def settle(seen: Collection[tuple[int, int]], *, was: str, now: str) -> set[int]:
        """Move comments to a status if they are still as seen; return the ids that were.

        `seen` holds (id, version) pairs. Only `moderation.decisions` may call this: what it
        returns tells who won, and the winner's log line belongs to the same transaction.
        """
        if not seen:
            return set()
        pairs = ", ".join(["(%s, %s)"] * len(seen))
        # The ids alone, too: SQLite finds rows by an index of single columns only.
        ids = ", ".join(["%s"] * len(seen))
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE comments_comment SET status = %s, version = version + 1 "  # noqa: S608 - placeholders only
                f"WHERE status = %s AND id IN ({ids}) AND (id, version) IN (VALUES {pairs}) "
                "RETURNING id",
                [now, was, *(pk for pk, _ in seen), *(number for pair in seen for number in pair)],
            )
            return {row[0] for row in cursor.fetchall()}

    @staticmethod
    def blank(ids: Collection[int]) -> None:
        """Empty the words of erased comments, and what could prove them: hash and key.

        Only `moderation.erasure` may call this. The triggers let it pass for the status "erased"
        alone, and only when nothing of the words is left.
        """
        erased = Comment.objects.filter(pk__in=ids, status=Comment.Status.ERASED)
        erased.update(author_name="", body="", text_sha256="", idempotency_key=None)


class Contact(models.Model):
    """How to reach an author, kept apart from the comment so that it can be erased alone.

    `comments.retention` empties the e-mail and the address once their days are over.
    """

    comment = models.OneToOneField(Comment, models.CASCADE, primary_key=True)
    email = models.EmailField(blank=True)
    address_hash = models.CharField(max_length=64, db_index=True, blank=True)  # by the day's key
    # Whose comment it is, for the author's record: keyed hash of the e-mail, else of the address.
    author_hash = models.CharField(max_length=64, db_index=True, default="", blank=True)
    address_prefix = models.CharField(max_length=45, blank=True)  # 192.0.2.0 or 2001:db8::
    # Up to which version of the comment its author was told by mail (moderation.notices).
    told_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        indexes = [
            # comments.retention asks for those that still hold something.
            models.Index("comment", name="contact_with_email", condition=~Q(email="")),
            models.Index("comment", name="contact_with_address", condition=~Q(address_hash="")),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AddressKey(models.Model):
    """The secret by which one UTC day's addresses are hashed; deleted when its days are over."""

    day = models.DateField(primary_key=True)
    key = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.day)


class Allowance(models.Model):
    """How many posts an address, network or article had in a minute; since 1970 UTC."""

    address_hash = models.CharField(max_length=64)
    minute = models.PositiveIntegerField()
    used = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint("address_hash", "minute", name="allowance_once_a_minute")
        ]

    def __str__(self) -> str:
        return f"{self.used} in minute {self.minute}"
