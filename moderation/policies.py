"""Which policy is in force at a site, and how the next one is written and activated."""

import hashlib
import json
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from comments.models import Site
from moderation.guidelines.policy import Policy
from moderation.models import PolicyDraft, PolicyVersion


class DraftChanged(Exception):
    """Somebody else wrote the draft in the meantime; `draft` is theirs, or None if it is gone."""

    def __init__(self, draft: PolicyDraft | None) -> None:
        super().__init__(str(draft))
        self.draft = draft


def policy_in_force(site: Site) -> PolicyVersion:
    """Return the policy version that was activated last; a site without one gets the usual one."""
    versions = PolicyVersion.objects.filter(site=site, activated_at__isnull=False)
    found = versions.order_by("activated_at", "number").last()
    if found is not None:
        return found
    content = Policy().as_data()
    first, _made = PolicyVersion.objects.get_or_create(
        site=site,
        number=1,
        defaults={
            "content": content,
            "sha256": content_sha256(content),
            "activated_at": timezone.now(),
        },
    )
    return first


def content_sha256(content: dict[str, Any]) -> str:
    """Return the SHA-256, in hex, of a policy's content as canonical JSON."""
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def draft_stamp(draft: PolicyDraft | None) -> str:
    """Return which state of a draft a page shows; "" is none."""
    return draft.edited_at.isoformat() if draft else ""


@transaction.atomic
def save_draft(site: Site, policy: Policy, *, by: User, seen: str) -> PolicyDraft:
    """Keep the draft of a site's next policy. Raises DraftChanged unless it is still as seen."""
    draft = _draft_as_seen(site, seen) or PolicyDraft(site=site)
    draft.content, draft.edited_by = policy.as_data(), by
    draft.save()
    return draft


@transaction.atomic
def activate_draft(site: Site, *, by: User, seen: str, note: str) -> PolicyVersion:
    """Put a site's draft in force for what is judged from now on. Raises DraftChanged.

    What has been decided stays decided.
    """
    draft = _draft_as_seen(site, seen)
    if draft is None:
        raise DraftChanged(None)
    newest = PolicyVersion.objects.filter(site=site).order_by("number").last()
    version = PolicyVersion.objects.create(
        site=site,
        number=newest.number + 1 if newest else 1,
        content=draft.content,
        sha256=content_sha256(draft.content),
        activated_at=timezone.now(),
        activated_by=by,
        note=note,
    )
    draft.delete()
    return version


def _draft_as_seen(site: Site, seen: str) -> PolicyDraft | None:
    Site.objects.select_for_update(no_key=True).get(pk=site.pk)  # one writer at a time
    draft = PolicyDraft.objects.filter(site=site).select_related("edited_by").first()
    if draft_stamp(draft) != seen:
        raise DraftChanged(draft)
    return draft
