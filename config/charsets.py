"""Every request is read as UTF-8 and nothing else; what is otherwise is refused, not guessed.

Django reads a form and a query with whatever Python codec the request names: `base64`, which is no
text encoding, ends in 500, and each unknown name stays in a table of Python's for good. It reads a
part of a multipart form as UTF-8 whatever the part says, and puts a question mark in the place of
each byte that it cannot read. Words are never to be changed, so a text that cannot be read as it
was meant is refused with the remedy.

`Reading` stands before Django, which reads the content type before any middleware is asked. It
hands on a request that it refuses without its body, and `Refusing`, a middleware, answers it, so
that the answer has its id, its policy and its language like any other.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import NamedTuple
from urllib.parse import unquote_to_bytes
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.http.multipartparser import (
    ChunkIter,
    LazyStream,
    MultiPartParser,
    MultiPartParserError,
    Parser,
)
from django.http.response import HttpResponseBase
from django.utils.encoding import force_str
from django.utils.http import parse_header_parameters
from django.utils.translation import gettext as _

from comments.problems import problem

UTF_8 = ("utf-8", "utf8", "")
REFUSED = "comments.refused"
FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data"
PLAIN = ("", "7bit", "8bit", "binary")  # transfer encodings that change nothing (RFC 2045, 6)


class Refusal(NamedTuple):
    """Why a request is not read: the status, a stable code, and where the reason stands."""

    status: int
    code: str
    field: str


CHARSET = Refusal(415, "unsupported_charset", "Content-Type")
NOT_UTF_8 = Refusal(400, "not_utf_8", "")
TOO_LARGE = Refusal(413, "body_too_large", "")


class Reading:
    """A WSGI application before Django: it lets through what is UTF-8."""

    def __init__(self, django: WSGIApplication) -> None:
        self._django = django

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Pass the request on, whole or as one to be refused."""
        if environ["REQUEST_METHOD"] in ("GET", "HEAD"):
            environ.pop("CONTENT_TYPE", None)  # it speaks of a body, and there is none
        elif refusal := _read(environ):
            environ |= {
                REFUSED: refusal,
                "CONTENT_TYPE": "",
                "CONTENT_LENGTH": "0",
                "wsgi.input": BytesIO(),
            }
        return self._django(environ, start)


class Refusing:
    """A middleware that answers what `Reading` would not read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer problem+json with the field and the remedy, or pass the request on."""
        refusal: Refusal | None = request.META.get(REFUSED)
        if refusal is None:
            return self._get_response(request)
        if refusal is TOO_LARGE:
            return problem(413, refusal.code, _("The body is too large; send at most 64 kB."))
        says = _("Send the text in UTF-8, and name no other charset.")
        errors = {refusal.field: [{"code": refusal.code, "message": says}]}
        return problem(refusal.status, refusal.code, says, errors=errors)


def _read(environ: WSGIEnvironment) -> Refusal | None:
    """Return why a request cannot be read; a form's body is read for that, and put back."""
    header = environ.get("CONTENT_TYPE", "")
    kind, charset, boundary = _content_type(header)
    if charset not in UTF_8:
        return CHARSET
    if kind not in (FORM, PARTS):
        return None  # JSON is read by comments.parsers, as UTF-8 alone
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal():
        return None
    if int(length) > 2 * settings.DATA_UPLOAD_MAX_MEMORY_SIZE:  # a form's parts have heads, too
        return TOO_LARGE
    body = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    if kind == PARTS:
        return _parts(body, boundary)
    environ["CONTENT_TYPE"] = FORM  # Django knows one spelling of UTF-8 alone
    return _form(body)


def _content_type(header: str) -> tuple[str, str, bytes]:
    """Return media type, charset and boundary as Django reads them; "?" for what it cannot read.

    A parameter with a star (RFC 2231) brings a charset of its own; nobody needs one here.
    """
    kind, _semicolon, parameters = header.partition(";")
    if "*" in parameters:
        return kind.strip().lower(), "?", b""
    try:
        kind, known = parse_header_parameters(header)
        return kind, known.get("charset", "").strip().lower(), known.get("boundary", "").encode()
    except (ValueError, LookupError, TypeError):
        return kind.strip().lower(), "?", b""


def _form(body: bytes) -> Refusal | None:
    """Return why a form of names and values cannot be read."""
    return None if _is_utf_8(unquote_to_bytes(body)) else NOT_UTF_8


def _parts(body: bytes, boundary: bytes) -> Refusal | None:
    """Return why a form of parts cannot be read; Django's parser tells what Django would see.

    What is no form at all is Django's to refuse.
    """
    if not MultiPartParser.boundary_re.fullmatch(boundary.decode()):
        return None
    stream = LazyStream(ChunkIter(BytesIO(body)))
    try:
        for _kind, heads, content in Parser(stream, boundary):
            _type, parameters = heads.get("content-type", ("", {}))
            encoding, _none = heads.get("content-transfer-encoding", ("", {}))
            charset = force_str(parameters.get("charset", ""), "latin-1").strip().lower()
            if charset not in UTF_8 or encoding.strip().lower() not in PLAIN:
                return CHARSET
            text = content.read()
            if not _is_utf_8(text):
                return NOT_UTF_8
            name = heads.get("content-disposition", ("", {}))[1].get("name", b"")
            if name == b"_charset_" and text.strip().lower().decode() not in UTF_8:
                return CHARSET
    except (MultiPartParserError, SuspiciousOperation):
        pass
    return None


def _is_utf_8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True
