"""The public addresses of the comments; the names stand for `reverse()`."""

from django.urls import path

from comments import api, demo, pages

urlpatterns = [
    path("api/v1/comments", api.CommentsView.as_view(), name="api-comments"),
    path("api/v1/comments/<uuid:uuid>", api.CommentView.as_view(), name="api-comment"),
    path("api/v1/counts", api.CountsView.as_view(), name="api-counts"),
    path("articles", pages.article_page, name="article-page"),
    path("demo/<slug:slug>", demo.story_page, name="demo"),
]
