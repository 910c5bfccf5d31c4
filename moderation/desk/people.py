"""Who works here: accounts with their role and their sites, for administrators. None is deleted."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from moderation.models import Membership

if TYPE_CHECKING:
    MembershipInlineBase = admin.TabularInline[Membership, User]
    PeopleBase = UserAdmin[User]
else:
    MembershipInlineBase = admin.TabularInline
    PeopleBase = UserAdmin

admin.site.unregister(User)
admin.site.unregister(Group)


class MembershipInline(MembershipInlineBase):
    """The sites at which a moderator works."""

    model = Membership
    extra = 1


@admin.register(User)
class PeopleAdmin(PeopleBase):
    """Accounts. A decision names its moderator for good, so accounts are closed, never deleted.

    Only a superuser makes a superuser or touches one, and rights come by role alone.
    """

    inlines = [MembershipInline]
    list_display = ["username", "first_name", "last_name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "groups", "memberships__site"]
    filter_horizontal = ()
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Role"), {"fields": ["is_active", "is_staff", "is_superuser", "groups"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Return what cannot be edited here."""
        superuser = [] if request.user.is_superuser else ["is_superuser"]
        return ["last_login", "date_joined", *superuser]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep superusers out of the reach of everybody else."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not above and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep every account: the log names it."""
        return False
