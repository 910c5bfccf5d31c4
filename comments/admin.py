"""Sites and articles, for the publisher. Nothing is deleted here, and comments are not here."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comments import embed, published
from comments.models import Article, Host, Site

if TYPE_CHECKING:
    ArticleAdminBase = admin.ModelAdmin[Article]
    HostInlineBase = admin.TabularInline[Host, Site]
    SiteAdminBase = admin.ModelAdmin[Site]
else:
    ArticleAdminBase = SiteAdminBase = admin.ModelAdmin
    HostInlineBase = admin.TabularInline


class HostInline(HostInlineBase):
    """The hosts whose articles belong to a site."""

    model = Host
    extra = 1

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Keep every host: articles under it would lose their site."""
        return False


@admin.register(Site)
class SiteAdmin(SiteAdminBase):
    """A publication: its hosts, its language, who decides, and how long a text may be."""

    list_display = ["name", "language", "mode"]
    fields = [
        "name",
        "language",
        "mode",
        "name_max_length",
        "body_max_length",
        "close_after_days",
        "proof_after_posts",
        "embed_line",
    ]
    readonly_fields = ["embed_line"]
    inlines = [HostInline]

    @admin.display(description=_("line for the article template"))
    def embed_line(self, site: Site) -> str:
        """Return what an editor pastes, pinned to exactly this version of the embed."""
        return embed.pinned_line()

    def has_delete_permission(self, request: HttpRequest, obj: Site | None = None) -> bool:
        """Keep every site: its comments and its log belong to it."""
        return False


@admin.register(Article)
class ArticleAdmin(ArticleAdminBase):
    """An article: what it is called, and whether it takes more comments."""

    list_display = ["__str__", "site", "is_open", "approved_count", "created_at"]
    list_filter = ["site", "is_open"]
    list_select_related = ["site"]
    search_fields = ["title", "url"]
    date_hierarchy = "created_at"
    show_full_result_count = False
    fields = ["url", "title", "is_open", "site", "language", "approved_count", "created_at"]
    readonly_fields = ["url", "site", "language", "approved_count", "created_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Leave the making of articles to their first comment."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Keep every article: its comments belong to it."""
        return False

    def save_model(
        self, request: HttpRequest, obj: Article, form: forms.Form, change: bool
    ) -> None:
        """Write what was edited, and raise the version if readers will see another document.

        Only these columns are written: decisions may have counted on in the meantime.
        """
        if form.changed_data:
            edited = {name: form.cleaned_data[name] for name in form.changed_data}
            Article.objects.filter(pk=obj.pk).update(**edited, version=F("version") + 1)
            transaction.on_commit(partial(published.announce, [obj.pk]), robust=True)
