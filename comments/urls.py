"""The public addresses of the comments; the names stand for `reverse()`."""

from django.urls import path

from comments import api, demo, embed, feeds, pages

urlpatterns = [
    path("api/v1/comments", api.CommentsView.as_view(), name="api-comments"),
    path("api/v1/comments/<uuid:uuid>", api.CommentView.as_view(), name="api-comment"),
    path("api/v1/counts", api.CountsView.as_view(), name="api-counts"),
    path("api/v1/form", api.FormView.as_view(), name="api-form"),
    path("articles", pages.article_page, name="article-page"),
    path("articles/feed", feeds.atom, name="article-feed"),
    path("articles/comments.jsonld", feeds.json_ld, name="article-json-ld"),
    path("embed/v1.js", embed.newest, name="embed"),
    path("embed/v1.<str:version>.js", embed.pinned, name="embed-pinned"),
    path("embed/words.<str:language>.json", embed.phrases, name="embed-words"),
    path("demo/<slug:slug>", demo.story_page, name="demo"),
]
