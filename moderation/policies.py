"""Which policy is in force at a site."""

import hashlib
import json
from typing import Any

from django.utils import timezone

from comments.models import Site
from moderation.guidelines.policy import Policy
from moderation.models import PolicyVersion


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
