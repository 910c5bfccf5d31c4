"""The desk's rooms in the admin. Each page is made in `moderation.desk`; here are the doors."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from django.utils.module_loading import import_string
from django.views.decorators.http import require_POST, require_safe

from moderation.desk import people  # noqa: F401 - importing it registers the accounts
from moderation.desk.comment import comment_page
from moderation.desk.decide import post_decision, post_undo
from moderation.desk.live import live
from moderation.desk.log import log_export, log_page
from moderation.desk.policy import activate, change_mode, draft_page, policies_page, version_page
from moderation.desk.preferences import preferences_page
from moderation.desk.queue_page import queue_page
from moderation.models import Decision, HeldComment, PolicyVersion

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin

View = Callable[..., HttpResponseBase]


def behind(name: str) -> View:
    """Return a view that is loaded by its name when it is first asked for.

    What judges comments takes a second and 60 MB, and hardly a web process ever does.
    """

    def view(*arguments: Any, **named: Any) -> HttpResponseBase:
        answer: HttpResponseBase = import_string(name)(*arguments, **named)
        return answer

    return view


class RoomAdmin(ModelAdmin):
    """A room of the desk: nothing is added, edited or deleted by the admin's own forms."""

    own: ClassVar[list[tuple[str, View, str]]] = []  # address, view, name of the room's own pages

    def get_urls(self) -> list[URLPattern]:
        """Put the room's own addresses before the admin's."""
        wrap = self.admin_site.admin_view
        return [
            *(path(where, wrap(view), name=f"desk_{name}") for where, view, name in self.own),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Leave the making to the acts."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave every word as it is."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep everything: the record is the promise."""
        return False

    def page_of(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show the page of one row; a room without such pages has none."""
        raise Http404

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show the page of one row, found within the moderator's sites."""
        if not (object_id.isascii() and object_id.isdecimal() and len(object_id) < 19):
            raise Http404
        return self.page_of(request, int(object_id))

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the same page: its history is the log of decisions."""
        return self.change_view(request, object_id)


@admin.register(HeldComment)
class QueueAdmin(RoomAdmin):
    """What waits for a person, and every comment's page."""

    own: ClassVar[list[tuple[str, View, str]]] = [
        ("decide/", require_POST(post_decision), "decide"),
        ("undo/", require_POST(post_undo), "undo"),
        ("live/", require_safe(live), "live"),
        ("preferences/", preferences_page, "preferences"),
    ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the queue."""
        return queue_page(request)

    def page_of(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a comment of any status, and take its decision."""
        return comment_page(request, pk)


@admin.register(Decision)
class LogAdmin(RoomAdmin):
    """Every decision, by whom and why."""

    own: ClassVar[list[tuple[str, View, str]]] = [
        ("export/", require_safe(log_export), "log_export"),
    ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the log."""
        return log_page(request)


@admin.register(PolicyVersion)
class PolicyAdmin(RoomAdmin):
    """What each site's guidelines lead to: what is in force, what was, what comes next."""

    own: ClassVar[list[tuple[str, View, str]]] = [
        ("draft/<int:site_pk>/", draft_page, "draft"),
        (
            "draft/<int:site_pk>/dryrun/",
            require_POST(behind("moderation.desk.trial.trial")),
            "trial",
        ),
        ("draft/<int:site_pk>/activate/", require_POST(activate), "activate"),
        ("draft/<int:site_pk>/mode/", require_POST(change_mode), "mode"),
    ]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show the policies."""
        return policies_page(request)

    def page_of(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show one version."""
        return version_page(request, pk)
