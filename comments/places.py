"""Where a page of ours stands: the article it belongs to, whether or not anyone has commented."""

import re
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse

from comments.models import Article, Site
from comments.sites import article_at, canonical_url, site_of


class Place(NamedTuple):
    """The article of a page: its address, its site, and its row once it has one."""

    url: str
    site: Site
    article: Article | None

    @property
    def language(self) -> str:
        """Return the language of the article, or the site's."""
        return self.article.language if self.article else self.site.language


def find_place(url: str) -> Place:
    """Return the place of an article's address. Raises Http404 for an address of no site."""
    try:
        canonical = canonical_url(url)
        site = site_of(canonical)
    except ValidationError as unknown:
        raise Http404 from unknown
    article = article_at(canonical)
    return Place(canonical, site, article)


def host_of(url: str) -> str:
    """Return the host of an address as `frame-ancestors` can name it; "" for any other."""
    try:
        host = urlsplit(canonical_url(url)).hostname or ""
    except ValidationError:
        return ""
    return host if re.fullmatch(r"[a-z0-9.-]+", host) else ""


def page_url(url: str) -> str:
    """Return the address, on this service, of the page of an article's comments."""
    return f"{reverse('article-page')}?{urlencode({'url': url})}"


def permalink(url: str, comment_id: str) -> str:
    """Return the address of a comment on its article's own page."""
    return f"{url}#comment-{comment_id}"
