"""An article's published comments for other readers than people: Atom, and JSON-LD for search."""

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments import published
from comments.api import CACHE_CONTROL
from comments.models import Article
from comments.places import Place, find_place, permalink
from comments.templatetags.moments import moment

TITLE_LENGTH = 60
NOT_IN_XML = dict.fromkeys((0xFFFE, 0xFFFF), "\ufffd")


class WordsFeed(Atom1Feed):
    """Atom with the comments as plain text: what looks like HTML in them is none."""

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write an entry, its words as text; a summary would be HTML."""
        super().add_item_elements(handler, item | {"description": None})
        handler.addQuickElement("content", item["content"], {"type": "text"})


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """Give the newest published comments of an article as an Atom feed."""
    place = find_place(request.GET.get("url", ""))
    with translation.override(place.language):
        feed = WordsFeed(
            title=_("Comments on: %(title)s") % {"title": _title(place)},
            link=place.url,
            description="",
            language=place.language,
            feed_url=request.build_absolute_uri(),
            feed_guid=place.url,
        )
    for comment in _newest(place.article, place.url):
        feed.add_item(
            title=_printable(f"{comment['author_name']}: {comment['body']}"[:TITLE_LENGTH]),
            link=permalink(place.url, comment["id"]),
            description="",
            content=_printable(comment["body"]),
            author_name=_printable(comment["author_name"]),
            unique_id=f"urn:uuid:{comment['id']}",
            pubdate=moment(comment["submitted_at"]),
            updateddate=moment(comment["submitted_at"]),
        )
    return _answer(feed.writeString("utf-8"), "application/atom+xml; charset=utf-8")


@require_safe
def json_ld(request: HttpRequest) -> HttpResponse:
    """Give an article's published comments as schema.org has it, for server-side inclusion."""
    place = find_place(request.GET.get("url", ""))
    return _answer(linked_data(place.article, place.url), "application/ld+json")


def linked_data(article: Article | None, url: str) -> bytes:
    """Return JSON-LD that may stand inside a <script> element: no "<" and no "&" is in it."""
    comments = _newest(article, url)
    data = {
        "@context": "https://schema.org",
        "@id": url,
        "@type": "WebPage",
        "commentCount": article.approved_count if article else 0,
        "comment": [
            {
                "@type": "Comment",
                "@id": permalink(url, comment["id"]),
                "author": {"@type": "Person", "name": comment["author_name"]},
                "dateCreated": comment["submitted_at"],
                "inLanguage": comment["language"],
                "text": comment["body"],
                **_parent(url, comment),
            }
            for comment in comments
        ],
    }
    raw = orjson.dumps(data)
    for letter in (b"<", b">", b"&"):
        raw = raw.replace(letter, b"\\u%04x" % ord(letter))
    return raw


def _newest(article: Article | None, url: str) -> list[dict[str, Any]]:
    page = published.page(article, url=url, cursor=None, newest_first=True)
    comments: list[dict[str, Any]] = orjson.loads(page)["comments"]
    return comments


def _parent(url: str, comment: dict[str, Any]) -> dict[str, Any]:
    answered = comment["in_reply_to"]
    return {"parentItem": {"@type": "Comment", "@id": permalink(url, answered)}} if answered else {}


def _printable(words: str) -> str:
    """Return words as XML 1.0 can hold them: it has no way to write two of the code points."""
    return words.translate(NOT_IN_XML)


def _title(place: Place) -> str:
    return str(place.article) if place.article else place.url


def _answer(content: str | bytes, content_type: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer.headers["Cache-Control"] = CACHE_CONTROL
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
