"""The desk's rooms in the admin. Each page is made in `moderation.desk`; here are the doors."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from moderation.desk.comment import comment_page
from moderation.desk.decide import post_decision, post_undo
from moderation.desk.live import live
from moderation.desk.preferences import preferences_page
from moderation.desk.queue_page import queue_page
from moderation.models import HeldComment

if TYPE_CHECKING:
    HeldCommentAdminBase = admin.ModelAdmin[HeldComment]
else:
    HeldCommentAdminBase = admin.ModelAdmin


@admin.register(HeldComment)
class QueueAdmin(HeldCommentAdminBase):
    """What waits for a person. Nothing is added, changed or deleted here: only decided."""

    def get_urls(self) -> list[URLPattern]:
        """Put the queue's own addresses before the admin's."""
        own = [
            ("decide/", require_POST(post_decision), "decide"),
            ("undo/", require_POST(post_undo), "undo"),
            ("live/", require_safe(live), "live"),
            ("preferences/", preferences_page, "preferences"),
        ]
        wrap = self.admin_site.admin_view
        return [
            *(path(where, wrap(view), name=f"desk_{name}") for where, view, name in own),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Leave the making of comments to readers."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: HeldComment | None = None) -> bool:
        """Leave every word as it is."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: HeldComment | None = None) -> bool:
        """Keep every comment: a rejected one is kept with its reason."""
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the queue."""
        return queue_page(request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the page of a comment, whatever its status, and take its decision."""
        if not (object_id.isascii() and object_id.isdecimal() and len(object_id) < 19):
            raise Http404
        return comment_page(request, int(object_id))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the comment's page: its history is the log of decisions."""
        return self.change_view(request, object_id)
