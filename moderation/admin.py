"""The moderators' queue in the admin. A decision is taken in `moderation.desk`, never here."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext_lazy as _

from comments.models import Comment
from moderation.desk.acts import newest_review
from moderation.desk.comment import comment_page
from moderation.desk.reasons import reasons_held
from moderation.models import HeldComment

if TYPE_CHECKING:
    HeldCommentAdminBase = admin.ModelAdmin[HeldComment]
else:
    HeldCommentAdminBase = admin.ModelAdmin

BEGINNING = 120  # characters of a comment in the list


@admin.register(HeldComment)
class HeldCommentAdmin(HeldCommentAdminBase):
    """What waits for a person, the oldest first; each comment has a page where it is decided."""

    list_display = ["beginning", "author_name", "article", "waiting", "held_because"]
    list_filter = ["site", "language"]
    list_select_related = ["article", "site"]
    list_per_page = 50
    search_fields = ["author_name", "body"]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[HeldComment]:
        """Return the held comments; the admin's model is a proxy, so the named view is restated."""
        waiting = super().get_queryset(request).filter(pk__in=Comment.objects.held().values("pk"))
        return waiting.order_by("submitted_at", "pk")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Leave the making of comments to readers."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: HeldComment | None = None) -> bool:
        """Keep every comment: a rejected one is kept with its reason."""
        return False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the page of a comment, whatever its status, and take its decision."""
        everything = Comment.objects.select_related("article", "site", "in_reply_to")
        comment = everything.filter(pk=object_id).first() if object_id.isdecimal() else None
        if comment is None or not self.has_view_permission(request):
            raise Http404
        return comment_page(
            request,
            comment,
            may_decide=self.has_change_permission(request),
            queue_url=reverse("admin:moderation_heldcomment_changelist"),
        )

    @admin.display(description=_("comment"))
    def beginning(self, comment: HeldComment) -> str:
        """Return how a comment begins."""
        cut = len(comment.body) > BEGINNING
        return comment.body[:BEGINNING] + ("…" if cut else "")

    @admin.display(description=_("waiting"), ordering="submitted_at")
    def waiting(self, comment: HeldComment) -> str:
        """Return how long a comment has waited."""
        return timesince(comment.submitted_at, depth=1)

    @admin.display(description=_("why held"))
    def held_because(self, comment: HeldComment) -> str:
        """Return why a comment waits for a person."""
        return " ".join(reasons_held(comment, newest_review(comment)))
