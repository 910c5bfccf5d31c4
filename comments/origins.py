"""Which web pages may call the service: its own, and for sending those of the site's hosts.

Everyone may read: what is published is public, and no answer depends on cookies. A comment may be
sent by pages of the article's own site alone; a program sends no Origin and is not a page.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from comments.allowances import SubmissionRefused
from comments.models import Host, Site

OPEN_PATHS = ("/api/v1/", "/embed/")
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST",
    "Access-Control-Allow-Headers": "Content-Type, Idempotency-Key",
    "Access-Control-Max-Age": "86400",
}
EXPOSED = "Location, Retry-After"


class OriginRefused(SubmissionRefused):
    """A page of another site tried to send a comment."""

    code = "origin_not_allowed"
    status = 403
    says = _("Comments on this article can be sent from its own site alone.")


def check_origin(request: HttpRequest, site: Site) -> None:
    """Raise OriginRefused when a page sends that belongs neither to the site nor to us."""
    origin = request.headers.get("Origin")
    if origin is None or is_own(request):
        return
    host = _host(origin)
    if not host or not site.hosts.filter(name=host).exists():
        raise OriginRefused


def check_form_origin(request: HttpRequest) -> None:
    """Raise OriginRefused when another page's form sends to the form's address.

    "null" is what a browser says of a page in a frame that it trusts little; the ticket must do.
    """
    if request.headers.get("Origin", "null") != "null" and not is_own(request):
        raise OriginRefused


def is_own(request: HttpRequest) -> bool:
    """Return whether a page of the service itself is asking."""
    public = urlsplit(settings.PUBLIC_URL)
    own = (f"{request.scheme}://{request.get_host()}", f"{public.scheme}://{public.netloc}")
    return request.headers.get("Origin") in own


class OriginMiddleware:
    """Answers preflights, and tells browsers which pages may read an answer; no credentials."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with headers for other origins on the public addresses."""
        if not request.path.startswith(OPEN_PATHS):
            return self.get_response(request)
        if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
            answer: HttpResponseBase = HttpResponse(status=204, headers=PREFLIGHT)
        else:
            answer = self.get_response(request)
        if request.method in ("GET", "HEAD"):
            answer.headers["Access-Control-Allow-Origin"] = "*"
            answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            return answer
        patch_vary_headers(answer, ["Origin"])
        origin = request.headers.get("Origin", "")
        if origin and _is_known(origin):
            answer.headers["Access-Control-Allow-Origin"] = origin
            answer.headers["Access-Control-Expose-Headers"] = EXPOSED
        return answer


def _is_known(origin: str) -> bool:
    try:
        return Host.objects.filter(name=_host(origin)).exists()
    except (OperationalError, InterfaceError):  # the answer says 503 already
        return False


def _host(origin: str) -> str:
    """Return the host of an origin; "" for the origin "null" and for nonsense."""
    try:
        return urlsplit(origin).hostname or ""
    except ValueError:
        return ""
