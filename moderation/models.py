"""Policies, reviews and decisions: written once, kept for good."""

import hashlib
import json
from functools import cache

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models import Comment, Site
from moderation.guidelines.policy import Policy

CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class PolicyVersion(models.Model):
    """What a site's guidelines lead to, from its activation until the next one's.

    The newest activated version is in force. `content` is what `Policy.from_data` reads.
    """

    site = models.ForeignKey(Site, models.PROTECT, related_name="policies", verbose_name=_("site"))
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"))
    sha256 = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    activated_at = models.DateTimeField(_("in force since"), null=True, blank=True)
    activated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("policy version")
        verbose_name_plural = _("policy versions")
        default_permissions = ["view"]
        permissions = [("change_policies", "Can draft and activate policies")]
        constraints = [models.UniqueConstraint("site", "number", name="policy_number_once_a_site")]

    def __str__(self) -> str:
        return f"{self.site} {self.number}"

    @property
    def policy(self) -> Policy:
        """Return the content, read and checked."""
        return Policy.from_data(self.content)


class PolicyDraft(models.Model):
    """A site's next policy while it is being written; activating it makes a PolicyVersion."""

    site = models.OneToOneField(Site, models.PROTECT, primary_key=True, related_name="policy_draft")
    content = models.JSONField()
    edited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    edited_at = models.DateTimeField(auto_now=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def policy(self) -> Policy:
        """Return the content, read and checked."""
        return Policy.from_data(self.content)


class Review(models.Model):
    """What the rules said of a comment. Findings are places; the words stay with the comment."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="reviews")
    policy = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=10)  # what the policy makes of the findings
    findings = models.JSONField(default=list)  # of moderation.evidence.Evidence
    complete = models.BooleanField()  # False: a rule failed or ran out of time
    took_ms = models.PositiveIntegerField()
    reviewed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.outcome}"


class Decision(models.Model):
    """A change of status: by whom, why, under which policy; chained by hash per site."""

    class Actor(models.TextChoices):
        """Who decided."""

        RULE = "rule", _("rule")
        PERSON = "person", _("person")

    site = models.ForeignKey(Site, models.PROTECT, related_name="+")
    sequence = models.PositiveBigIntegerField()  # 1, 2, 3 … within the site
    comment = models.ForeignKey(Comment, models.PROTECT, related_name="decisions")
    comment_version = models.PositiveIntegerField()  # of the comment, after this decision
    was = models.CharField(max_length=10, choices=Comment.Status.choices)
    now = models.CharField(max_length=10, choices=Comment.Status.choices)
    actor = models.CharField(max_length=10, choices=Actor.choices)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="decisions"
    )
    guidelines = models.JSONField(default=list)  # codes, at least one in a rejection
    evidence = models.JSONField(default=list)  # places in the comment, as in Review.findings
    note = models.CharField(max_length=1000, blank=True)  # for moderators, never for readers
    policy = models.ForeignKey(PolicyVersion, models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, models.PROTECT, null=True, related_name="+")
    undoes = models.OneToOneField("self", models.PROTECT, null=True, related_name="undone_by")
    decided_at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        default_permissions = ["view"]
        permissions = [("reverse_decisions", "Can reverse the decisions of other moderators")]
        indexes = [
            # The log's page and the dashboard, of a site, of a moderator, and of all.
            models.Index("site", "decided_at", "id", name="decision_of_site"),
            models.Index("moderator", "decided_at", "id", name="decision_of_moderator"),
            models.Index("decided_at", "id", name="decision_by_time"),
        ]
        constraints = [
            models.UniqueConstraint("site", "sequence", name="decision_sequence_once_a_site"),
            models.UniqueConstraint("comment", "comment_version", name="decision_once_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.site_id}/{self.sequence}"

    def computed_hash(self) -> str:
        """Return the SHA-256, in hex, of every column but `id` and `hash`, as canonical JSON."""
        columns = {name: getattr(self, name) for name in _hashed_columns()}
        columns["decided_at"] = self.decided_at.isoformat()
        return hashlib.sha256(CANONICAL.encode(columns).encode()).hexdigest()


@cache
def _hashed_columns() -> tuple[str, ...]:
    fields = Decision._meta.concrete_fields
    return tuple(field.attname for field in fields if field.name not in ("id", "hash"))


class Hold(models.Model):
    """Why a comment waits for a person, and where it stands in the queue; made by its review.

    The pending comment itself is the queue: this only sorts and filters it, and stays when the
    comment is decided. A pending comment without it stands in the queue by its own time.
    """

    comment = models.OneToOneField(
        Comment, models.PROTECT, primary_key=True, related_name="hold", verbose_name=_("comment")
    )
    review = models.ForeignKey(Review, models.PROTECT, related_name="+")
    stands_at = models.DateTimeField()  # when it was sent, less the head start of its risk
    is_heavy = models.BooleanField()  # a certain threat or abuse: no light reading
    reasons = models.CharField(max_length=200)  # codes of guidelines and causes, blanks around each
    likeness = models.CharField(max_length=64, db_index=True)  # SHA-256 of the folded text

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class Membership(models.Model):
    """A site at which a moderator works. Administrators work at every site without one."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    site = models.ForeignKey(
        Site, models.PROTECT, related_name="memberships", verbose_name=_("site")
    )

    class Meta:
        verbose_name = _("site of a moderator")
        verbose_name_plural = _("sites of a moderator")
        constraints = [models.UniqueConstraint("user", "site", name="membership_once")]
        permissions = [("work_at_all_sites", "Can work at every site")]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.site_id}"


class Preferences(models.Model):
    """How a moderator wants the desk."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="preferences"
    )
    blur = models.BooleanField(
        _("blur certain threats and abuse until I ask for them"), default=True
    )

    keys = models.BooleanField(_("decide by single keys"), default=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)


class HeldComment(Comment):
    """A comment that waits for a person: the moderators' queue in the admin."""

    class Meta:
        proxy = True
        verbose_name = _("held comment")
        verbose_name_plural = _("queue")
        default_permissions = ["view"]
        permissions = [("decide_comments", "Can approve and reject comments")]
