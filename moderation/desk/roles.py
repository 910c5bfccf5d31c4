"""Who may do what at the desk, and at which sites: one expression for both.

Roles are Django groups, made by a migration: moderators (of named sites), senior moderators (who
may also reverse others and change the policy there), administrators (at every site).
"""

from django.contrib.auth.models import Permission, User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from comments.models import Site
from moderation.models import Membership

SEE = "view_heldcomment"
DECIDE = "decide_comments"
REVERSE = "reverse_decisions"
SEE_LOG = "view_decision"
SEE_POLICY = "view_policyversion"
CHANGE_POLICY = "change_policies"
EVERYWHERE = "work_at_all_sites"


def moderator_of(request: HttpRequest) -> User:
    """Return who is logged in. Raises PermissionDenied for anybody who may not enter the admin."""
    if isinstance(request.user, User) and request.user.is_active and request.user.is_staff:
        return request.user
    raise PermissionDenied


def may(user: User, permission: str) -> bool:
    """Tell whether a moderator may do this at any site at all."""
    return user.has_perm(f"moderation.{permission}")


def require(request: HttpRequest, permission: str) -> User:
    """Return who is logged in. Raises PermissionDenied unless they may do this somewhere."""
    user = moderator_of(request)
    if not may(user, permission):
        raise PermissionDenied
    return user


def sites_where(user: User, permission: str) -> QuerySet[Site]:
    """Return the sites at which a moderator may do this. Lazy: it costs no query of its own."""
    if not user.is_active:
        return Site.objects.none()
    if user.is_superuser:
        return Site.objects.all()
    own = Permission.objects.filter(
        Q(group__user=user) | Q(user=user), content_type__app_label="moderation"
    )
    at = Exists(Membership.objects.filter(user=user, site=OuterRef("pk")))
    everywhere = Exists(own.filter(codename=EVERYWHERE))
    return Site.objects.filter(Exists(own.filter(codename=permission)), at | everywhere)
