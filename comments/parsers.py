"""Reading JSON bodies within bounds, so that no body can exhaust the server."""

from collections.abc import Mapping
from typing import IO, Any

import orjson
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

DEPTH_MAX = 16


class BodyTooLarge(APIException):
    """The body is larger than a comment can be."""

    status_code = 413
    default_detail = _("The body is too large; send at most 64 kB.")
    default_code = "body_too_large"


class LengthMissing(APIException):
    """The body came in chunks, whose end WSGI cannot tell."""

    status_code = 411
    default_detail = _("Say how long the body is (Content-Length).")
    default_code = "length_required"


class BoundedJSONParser(BaseParser):
    """JSON as RFC 8259 has it: no NaN, no infinite numbers, no lone surrogates, not too deep."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the data of a body. Raises BodyTooLarge or ParseError."""
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(most + 1)
        if len(body) > most:
            raise BodyTooLarge
        try:
            data = orjson.loads(body)
        except orjson.JSONDecodeError as wrong:
            raise ParseError(
                _("The body is not valid JSON: %(reason)s") % {"reason": wrong.msg}
            ) from None
        if _depth(data) > DEPTH_MAX:
            raise ParseError(_("The JSON is nested too deeply; at most 16 levels."))
        return data


def _depth(data: Any) -> int:
    """Return how many levels of arrays and objects data has; level by level, without recursion."""
    depth, level = 0, [data]
    while level := [item for item in level if isinstance(item, dict | list)]:
        depth += 1
        level = [
            child for item in level for child in (item.values() if isinstance(item, dict) else item)
        ]
    return depth
