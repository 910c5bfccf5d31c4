"""The admin as a desk: the queue comes first after the login, the figures on its front page."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from moderation.desk.dashboard import dashboard

ORDER = ["moderation", "comments"]  # then whatever else there is


class DeskSite(AdminSite):
    """The admin's site; its pages are drawn in the stock theme."""

    site_header = _("Comments desk")
    site_title = _("Comments desk")
    index_title = _("Figures")
    site_url = None
    index_template = "moderation/desk/index.html"

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Show the dashboard above the list of rooms."""
        return super().index(request, {**dashboard(request), **(extra_context or {})})

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead a moderator who asked for nothing else to the queue."""
        if request.method == "GET" and request.GET.get("next", "") in ("", reverse("admin:index")):
            asked = request.GET.copy()
            asked["next"] = reverse("admin:moderation_heldcomment_changelist")
            request.GET = asked  # type: ignore[assignment]
        return super().login(request, extra_context)

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """Return the rooms, the desk's own first."""
        known = super().get_app_list(request, app_label)
        for room in (app for app in known if app["app_label"] == "otp_totp"):
            room["name"] = _("Second factors")  # its own name is its label, in no language
            for model in room["models"]:
                model["name"] = _("Devices")
        place = {label: at for at, label in enumerate(ORDER)}
        return sorted(known, key=lambda app: place.get(app["app_label"], len(ORDER)))
