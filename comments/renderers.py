"""Writing JSON: UTF-8, times in UTC with a Z."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.utils.mediatypes import media_type_matches


class JSONRenderer(BaseRenderer):
    """JSON by orjson; bytes that are JSON already pass untouched."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Return the data as bytes; None gives an empty body."""
        if data is None:
            return b""
        if isinstance(data, bytes):
            return data
        return orjson.dumps(data, default=str, option=orjson.OPT_UTC_Z)


class JSONAlone(BaseContentNegotiation):
    """Answer JSON whatever is asked for: there is nothing else, and 406 would help nobody."""

    def select_parser(self, request: Request, parsers: Iterable[BaseParser]) -> BaseParser | None:
        """Return the parser for the body's content type; none means 415."""
        sent = request.content_type or ""
        fitting = (one for one in parsers if media_type_matches(one.media_type or "", sent))
        return next(fitting, None)

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        """Return our one renderer; `Accept` and `?format=` change nothing."""
        ours = next(iter(renderers))
        return ours, ours.media_type or ""
