"""All addresses of the service."""

from django.contrib import admin
from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularRedocView

from config.health import healthz, readyz
from config.metrics import metrics
from moderation.login import ModeratorLoginForm

handler400 = "comments.problems.bad_request"
handler404 = "comments.problems.not_found"
handler500 = "comments.problems.server_error"

admin.site.login_form = ModeratorLoginForm
admin.site.login_template = "moderation/desk/login.html"

urlpatterns = [
    path("", include("comments.urls")),
    path("", include("moderation.urls")),
    path("api/v1/schema", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs", SpectacularRedocView.as_view(url_name="schema"), name="docs"),
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    path("admin/", admin.site.urls),
]
