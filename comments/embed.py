"""The files of the embed: one module for every article page, under a fixed and a pinned address.

The parts in static/comments/embed/ are written and checked as modules of their own and served as
one: a page that pins the embed (SRI) pins one file, and a phone asks for one file.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha384
from pathlib import Path
from typing import NamedTuple

import orjson
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from comments.embed_words import words
from comments.negotiation import is_fresh
from comments.packing import LASTING, coding, pack

PARTS = Path(__file__).parent / "static" / "comments" / "embed"
ORDER = (
    *("elements", "style", "words", "service", "proof", "keepsakes"),
    *("list", "form", "own", "section", "count"),
)
# What only the parts need: imports between them, `export`, and comments (their types are there).
APART = re.compile(
    r"^import \{[^}]*\} from \"\./\w+\.js\";\n|^export |^ */\*.*?\*/ *\n|/\*.*?\*/ ?",
    re.MULTILINE | re.DOTALL,
)

FRESH = "public, max-age=600, stale-while-revalidate=86400"
FOR_GOOD = "public, max-age=31536000, immutable"


class File(NamedTuple):
    """A file as it is served, and the digest that names it."""

    content: bytes
    sha384: bytes

    @property
    def version(self) -> str:
        """Return the short name of exactly this content."""
        return self.sha384.hex()[:12]

    @property
    def integrity(self) -> str:
        """Return the value of a script's `integrity` attribute."""
        return f"sha384-{b64encode(self.sha384).decode()}"


@cache
def module() -> File:
    """Return the embed's module: its parts in order, as one."""
    sources = [(PARTS / f"{name}.js").read_text(encoding="utf-8") for name in ORDER]
    return _file("".join(APART.sub("", source) for source in sources).encode())


@cache
def language_file(language: str) -> File:
    """Return the embed's phrases in a language, as JSON."""
    with translation.override(language):
        content = orjson.dumps(words())
    return _file(content)


def _file(content: bytes) -> File:
    return File(content, sha384(content).digest())


def pinned_line() -> str:
    """Return the line for an article template that takes this version of the embed alone."""
    file = module()
    source = settings.PUBLIC_URL + reverse("embed-pinned", args=[file.version])
    return (
        f'<script type="module" async src="{source}" integrity="{file.integrity}" '
        'crossorigin="anonymous"></script><site-comments></site-comments>'
    )


@require_safe
def newest(request: HttpRequest) -> HttpResponse:
    """Give the embed as it is today."""
    return _answer(request, module(), "text/javascript; charset=utf-8", FRESH)


@require_safe
def pinned(request: HttpRequest, version: str) -> HttpResponse:
    """Give the embed under the address that names its content; no other content has it."""
    if version != module().version:
        raise Http404
    return _answer(request, module(), "text/javascript; charset=utf-8", FOR_GOOD)


@require_safe
def phrases(request: HttpRequest, language: str) -> HttpResponse:
    """Give the phrases of one language."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return _answer(request, language_file(language), "application/json", FRESH)


def _answer(request: HttpRequest, file: File, content_type: str, caching: str) -> HttpResponse:
    etag = f'W/"{file.version}"'  # weak: packed and unpacked, it is the same
    answer: HttpResponse
    if is_fresh(request.headers.get("If-None-Match", ""), etag):
        answer = HttpResponseNotModified()
    else:
        packed = coding(request.headers.get("Accept-Encoding", ""))
        answer = HttpResponse(_packed(file, packed), content_type=content_type)
        if packed:
            answer.headers["Content-Encoding"] = packed
    answer.headers["ETag"] = etag
    patch_vary_headers(answer, ["Accept-Encoding"])
    answer.headers["Cache-Control"] = caching
    return answer


@cache
def _packed(file: File, by: str) -> bytes:
    return pack(file.content, by, LASTING)
