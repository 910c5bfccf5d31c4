"""`{% comments article_url %}`: the section in a Django template, its comments in the page itself.

    {% load comments %}
    {% comments article_url %}

For a Django site that runs this app itself. Readers and search engines find the first comments
without script; with it, the custom element takes their place.
"""

from typing import Any

import orjson
from django import template
from django.core.exceptions import ValidationError
from django.utils.translation import get_language

from comments import published
from comments.models import Article
from comments.places import page_url
from comments.sites import canonical_url
from comments.threads import threads

register = template.Library()


@register.inclusion_tag("comments/tag.html")
def comments(article_url: str) -> dict[str, Any]:
    """Return what the tag shows. Raises TemplateSyntaxError for what is no address."""
    try:
        url = canonical_url(article_url)
    except ValidationError as wrong:
        raise template.TemplateSyntaxError(" ".join(wrong.messages)) from None
    article = Article.objects.select_related("site").filter(url=url).first()
    page = published.page(article, url=url, cursor=None, newest_first=False)
    document = orjson.loads(page)
    return {
        "url": url,
        "page": page_url(url),
        "language": get_language(),
        "document": document,
        "threads": threads(document["comments"]),
    }
