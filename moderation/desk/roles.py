"""Who sits at the desk."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def moderator_of(request: HttpRequest) -> User:
    """Return who is logged in. Raises PermissionDenied for anybody who may not enter the admin."""
    if isinstance(request.user, User) and request.user.is_active and request.user.is_staff:
        return request.user
    raise PermissionDenied
