"""The public addresses of decisions and guidelines; the names stand for `reverse()`."""

from django.urls import path

from moderation import api, views

urlpatterns = [
    path("api/v1/submissions/<str:receipt>", api.SubmissionView.as_view(), name="api-submission"),
    path("api/v1/guidelines", api.GuidelinesView.as_view(), name="api-guidelines"),
    path("submissions/<str:receipt>", views.submission, name="submission"),
    path("guidelines", views.guidelines, name="guidelines"),
]
