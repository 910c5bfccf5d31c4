"""Every error in one shape: `application/problem+json` (RFC 9457).

    {"type": "about:blank", "title": "…", "status": 422, "code": "invalid",
     "errors": {"body": [{"code": "blank", "message": "…"}]}}

`code` is stable and meant for programs; `title` and the messages are translated for people.
`errors` is there for wrong fields only; the field "" stands for the request as a whole.
"""

import logging
from typing import Any

import orjson
from django.core.exceptions import (
    NON_FIELD_ERRORS,
    BadRequest,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import InterfaceError, InternalError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views import defaults
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.response import Response

from comments.allowances import SubmissionRefused, TooManyPosts
from comments.parsers import BodyTooLarge

MEDIA_TYPE = "application/problem+json"

logger = logging.getLogger(__name__)


def answer_problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer an exception of an API view; None for a defect of ours, which Django reports."""
    if isinstance(error, DjangoValidationError | ValidationError):
        errors = errors_by_field(error)
        return _answer(422, "invalid", _("Some fields need a change."), errors=errors)
    if isinstance(error, SubmissionRefused):
        headers = (
            {"Retry-After": str(error.wait_seconds)} if isinstance(error, TooManyPosts) else {}
        )
        return _answer(error.status, error.code, str(error.says), headers)
    if isinstance(error, OperationalError | InterfaceError | InternalError):
        logger.error("the database is out of reach: %s", type(error).__name__)
        says = _("The service cannot take this right now. Please try again.")
        return _answer(503, "unavailable", says, {"Retry-After": "5"})
    known = _as_api_exception(error)
    if known is None:
        return None
    return _answer(
        known.status_code, str(known.default_code), str(known.detail), _headers_of(known)
    )


def problem(status: int, code: str, title: str, **more: Any) -> HttpResponse:
    """Return a problem for a place where no API view is."""
    body = orjson.dumps(_problem(status, code, title, **more))
    return HttpResponse(body, status=status, content_type=MEDIA_TYPE)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an unknown address: problem+json below /api/, a page elsewhere."""
    if request.path.startswith("/api/"):
        return problem(404, "not_found", _("There is nothing under this address."))
    return defaults.page_not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that Django refused to read."""
    if request.path.startswith("/api/"):
        return problem(400, "bad_request", _("The request cannot be read."))
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a defect of ours without a word of what was sent."""
    if request.path.startswith("/api/"):
        return problem(500, "server_error", _("Something broke here. Please try again."))
    return defaults.server_error(request)


def unavailable(request: HttpRequest, says: str) -> HttpResponse:
    """Answer for a database out of reach: problem+json below /api/, a page elsewhere."""
    if request.path.startswith("/api/"):
        answer = problem(503, "unavailable", says)
    else:
        answer = HttpResponse(render_to_string("503.html", {"says": says}), status=503)
    answer.headers["Retry-After"] = "5"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _as_api_exception(error: Exception) -> APIException | None:
    if isinstance(error, APIException):
        return error
    if isinstance(error, Http404):
        return NotFound(_("There is nothing under this address."))
    if isinstance(error, RequestDataTooBig):
        return BodyTooLarge()
    if isinstance(error, SuspiciousOperation | BadRequest):
        refused = APIException(_("The request cannot be read."))
        refused.status_code, refused.default_code = 400, "bad_request"
        return refused
    return None


def _headers_of(error: APIException) -> dict[str, str]:
    wait = getattr(error, "wait", None)
    return {"Retry-After": str(wait)} if wait else {}


def errors_by_field(error: Any) -> dict[str, list[dict[str, str]]]:
    """Return code and message of each error by field, whichever of the two kinds it is."""
    if isinstance(error, DjangoValidationError):
        by_field = error.error_dict if hasattr(error, "error_dict") else {"": error.error_list}
        return {
            "" if field == NON_FIELD_ERRORS else field: [
                {"code": one.code or "invalid", "message": " ".join(one.messages)} for one in errors
            ]
            for field, errors in by_field.items()
        }
    details = error.detail if isinstance(error.detail, dict) else {"": error.detail}
    return {
        "" if field == "non_field_errors" else field: [
            {"code": str(one.code), "message": str(one)} for one in messages
        ]
        for field, messages in details.items()
    }


def _answer(
    status: int, code: str, title: str, headers: dict[str, str] | None = None, **more: Any
) -> Response:
    return Response(
        _problem(status, code, title, **more),
        status=status,
        headers={"Cache-Control": "no-store", **(headers or {})},
        content_type=MEDIA_TYPE,
    )


def _problem(status: int, code: str, title: str, **more: Any) -> dict[str, Any]:
    return {"type": "about:blank", "title": title, "status": status, "code": code, **more}
