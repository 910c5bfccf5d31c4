"""A site always has a policy, and a version stays as it was written."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments.models import Site
from moderation.models import PolicyVersion
from moderation.policies import content_sha256, policy_in_force


def test_a_site_without_a_policy_gets_the_usual_one(site: Site) -> None:
    first = policy_in_force(site)

    assert first.number == 1
    assert policy_in_force(site) == first
    assert first.sha256 == content_sha256(first.content)


def test_the_version_activated_last_is_in_force(site: Site) -> None:
    first = policy_in_force(site)
    draft = PolicyVersion.objects.create(
        site=site, number=2, content=first.content, sha256=first.sha256
    )
    assert policy_in_force(site) == first

    draft.activated_at = timezone.now()
    draft.save()

    assert policy_in_force(site) == draft


def test_a_policy_version_is_never_edited(site: Site) -> None:
    version = policy_in_force(site)
    version.content = {"second_opinion": False}

    with pytest.raises(IntegrityError), transaction.atomic():
        version.save()
