"""The page of an article's comments: the list and the form, also without script and in a frame."""

import logging
from typing import Any
from urllib.parse import urlencode

import orjson
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import published
from comments.form import Form, again, blank, replied_to, take
from comments.framing import guard
from comments.languages import reader_language
from comments.places import Place, find_place, host_of
from comments.threads import threads

logger = logging.getLogger(__name__)


@csrf_exempt  # no cookie, so nothing to forge: the form carries a signed ticket
@require_http_methods(["GET", "HEAD", "POST"])
def article_page(request: HttpRequest) -> HttpResponse:
    """Show an article's approved comments and the form, or take the form in."""
    try:
        return _answer(request)
    except (OperationalError, InterfaceError) as gone:
        logger.error("the database is out of reach: %s", type(gone).__name__)
        return _unavailable(request)


def _answer(request: HttpRequest) -> HttpResponse:
    place = find_place(request.GET.get("url", ""))
    language = reader_language(request, otherwise=place.language)
    with translation.override(language):
        if request.method == "POST":
            return _take(request, place)
        reply = request.GET.get("reply", "")
        return _show(request, place, blank(place.url, in_reply_to=reply))


def _take(request: HttpRequest, place: Place) -> HttpResponse:
    taken = take(request, site=place.site, article_url=place.url)
    if isinstance(taken, Form):
        return _show(request, place, taken)
    if not taken.receipt:  # a repeat, and the key that made its receipt is gone
        return HttpResponseRedirect(_links(request, place, None)["page"], status=303)
    receipt = reverse("submission", args=[taken.receipt])
    query = urlencode({"language": translation.get_language()})
    return HttpResponseRedirect(f"{receipt}?{query}", status=303)


def _show(request: HttpRequest, place: Place, form: Form) -> HttpResponse:
    document = orjson.loads(
        published.page(
            place.article, url=place.url, cursor=_cursor(request), newest_first=_newest(request)
        )
    )
    context = {
        "article": place.article,
        "site": place.site,
        "url": place.url,
        "form": form,
        "answered": replied_to(form.typed.get("in_reply_to", ""), place.article),
        "document": document,
        "threads": threads(document["comments"]),
        "links": _links(request, place, document["next"]),
        "hosts": place.site.hosts.values_list("name", flat=True),
    }
    answer = render(request, "comments/article.html", context, status=form.status)
    # Not no-store: a browser that goes back must find what was typed.
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["Content-Language"] = translation.get_language()
    for name, value in form.headers.items():
        answer.headers[name] = value
    return guard(answer, framed_by=place.site)


def _unavailable(request: HttpRequest) -> HttpResponse:
    """Give back what was typed, ready to be sent again; nothing here needs the database.

    Whoever frames it sees no more than the reader's own words, and no cookie is at stake.
    """
    url = request.GET.get("url", "")
    form = again(request, url) if request.method == "POST" else None
    with translation.override(reader_language(request)):
        context = {"form": form, "here": request.get_full_path()}
        answer = render(request, "comments/unavailable.html", context, status=503)
    answer.headers["Retry-After"] = "5"
    return guard(answer, hosts=[host] if (host := host_of(url)) else [])


def _links(request: HttpRequest, place: Place, following: str | None) -> dict[str, Any]:
    """Return the addresses that the page leads to, each in the page's language."""
    own = {"url": place.url, "language": translation.get_language()}
    order = {"order": "newest"} if _newest(request) else {}

    def link(**more: str) -> str:
        return f"{request.path}?{urlencode(own | more)}"

    return {
        "page": link(**order),
        "oldest": link(),
        "newest": link(order="newest"),
        "is_newest": _newest(request),
        "first": link(**order),
        "next": link(**order, cursor=following) if following else "",
        "is_first": "cursor" not in request.GET,
        "feed": f"{reverse('article-feed')}?{urlencode({'url': place.url})}",
        "guidelines": f"{reverse('guidelines')}?{urlencode({'language': own['language']})}",
    }


def _newest(request: HttpRequest) -> bool:
    return request.GET.get("order") == "newest"


def _cursor(request: HttpRequest) -> published.Cursor | None:
    text = request.GET.get("cursor")
    try:
        return published.Cursor.read(text) if text else None
    except ValidationError as wrong:
        raise Http404 from wrong
