"""What surrounds every request: its id, its outcome's count, its policy, and a way out of 500."""

import logging
import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from comments.problems import unavailable
from config.metrics import posts

Answer = Callable[[HttpRequest], HttpResponseBase]

NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
# A page that only says something: that there is nothing here, or that something broke.
NOTICE = f"{NOTHING}; style-src 'self'; img-src 'self'"
ADMIN = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# Our own rooms of the admin: no script there makes HTML of a text. Django's forms elsewhere do.
DESK = f"{ADMIN}; require-trusted-types-for 'script'; trusted-types 'none'"
# Redoc brings a style of its own and works in a blob.
DOCS = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'; worker-src blob:; "
    "base-uri 'none'; frame-ancestors 'none'"
)
POLICIES = (("/admin/moderation/", DESK), ("/admin/", ADMIN), ("/api/docs", DOCS))
POSTED_TO = {"/api/v1/comments": "api", "/articles": "form"}
KNOWN_ID = re.compile(r"[0-9A-Za-z._-]{8,64}\Z")

logger = logging.getLogger(__name__)
request_id: ContextVar[str] = ContextVar("request_id", default="-")


class Surroundings:
    """The outermost middleware."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request, under an id that its log lines and its answer carry."""
        known = request.headers.get("X-Request-ID", "") if settings.TRUSTED_PROXIES else ""
        token = request_id.set(known if KNOWN_ID.match(known) else uuid.uuid4().hex)
        try:
            answer = self._get_response(request)
            # An answer for everyone is kept and given again: it can carry no id of one request.
            if not answer.headers.get("Cache-Control", "").startswith("public"):
                answer.headers["X-Request-ID"] = request_id.get()
        finally:
            request_id.reset(token)
        answer.headers.setdefault("Content-Security-Policy", _policy(request, answer))
        if request.method == "POST" and request.path in POSTED_TO:
            posts.labels(POSTED_TO[request.path], str(answer.status_code)).inc()
        return answer


class Availability:
    """The innermost middleware: a database out of reach is 503, on pages as in the API."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self._get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer 503 for a database out of reach; leave the rest to Django."""
        if not isinstance(error, OperationalError | InterfaceError | InternalError):
            return None
        logger.error("the database is out of reach: %s", type(error).__name__)
        says = _("The service is out of reach right now. Please try again in a moment.")
        return unavailable(request, says)


def _policy(request: HttpRequest, answer: HttpResponseBase) -> str:
    """Return the policy of an answer that names none of its own."""
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    usual = NOTICE if is_page else NOTHING
    return next((one for path, one in POLICIES if request.path.startswith(path)), usual)
