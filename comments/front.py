"""Hot public answers, given before Django: the ones that Django itself gave, while they are true.

An answer to a public GET depends on the question, on the states of the articles that it names, on
how the client unpacks and on whether it has this version already. So the front asks for
the current states (`comments.states`: one round trip to Redis, no query), and if this process has
given the same answer about the same states before, it gives it again, to the byte. Everything
else goes to Django, and what Django answers is kept. Hence:

- The front makes nothing: body and headers are the view's own, and one function builds documents.
- What is kept is named by the states it shows, so it is never wrong, only no longer asked for;
  the ETag that Django sent must name the very states, else the answer is not kept.
- Without Redis no state is known, and every request goes to Django and the database.

What it saves is measured in README, "Growing".
"""

from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http.request import split_domain_port, validate_host

from comments import published, states
from comments.negotiation import is_fresh
from comments.packing import coding
from comments.sites import canonical_url

LIST, COUNTS, EMBED = "/api/v1/comments", "/api/v1/counts", "/embed/"
ARTICLES_MAX = 200
QUESTION_MAX = 16_384  # bytes of a query
KEEP_BYTES = 32 * 1024 * 1024

# What any of these say may change the answer: such a request is Django's.
UNUSUAL = ("HTTP_RANGE", "HTTP_AUTHORIZATION", "HTTP_X_HTTP_METHOD_OVERRIDE")


class Answer(NamedTuple):
    """An answer as Django gave it."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes


class Front:
    """A WSGI application before another one."""

    def __init__(self, django: WSGIApplication, keep_bytes: int = KEEP_BYTES) -> None:
        self._django = django
        self._kept = Answers(keep_bytes)

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, or let Django answer."""
        articles = _articles(environ)
        seen = states.known(articles) if articles else articles
        if seen is None:
            return self._django(environ, start)
        etag = published.etag(seen) if seen else ""
        key = _key(environ, etag)
        kept = self._kept.get(key)
        if kept is None:
            return self._ask(environ, start, key, etag)
        start(kept.status, kept.headers)
        return [kept.body]

    def _ask(
        self, environ: WSGIEnvironment, start: StartResponse, key: tuple[Any, ...], etag: str
    ) -> Iterable[bytes]:
        """Give Django's answer, and keep it if it is for everyone and about these states."""
        told: list[Any] = []

        def note(status: str, headers: list[tuple[str, str]], *broken: Any) -> Any:
            told[:] = status, headers
            return start(status, headers, *broken)

        body = self._django(environ, note)
        status, headers = told
        if not _is_for_everyone(status, dict(headers), etag):
            return body
        try:
            whole = b"".join(body)
        finally:
            getattr(body, "close", _nothing)()  # Django tells its receivers that it is done
        self._kept.put(key, Answer(status, headers, whole))
        return [whole]


class Answers:
    """Answers by what they depend on; the least recently used make room. Threads share it."""

    def __init__(self, keep_bytes: int) -> None:
        self._answers: OrderedDict[tuple[Any, ...], Answer] = OrderedDict()
        self._room = keep_bytes
        self._lock = Lock()

    def get(self, key: tuple[Any, ...]) -> Answer | None:
        """Return an answer, if it is there."""
        with self._lock:
            found = self._answers.get(key)
            if found is not None:
                self._answers.move_to_end(key)
            return found

    def put(self, key: tuple[Any, ...], answer: Answer) -> None:
        """Keep an answer."""
        with self._lock:
            if key not in self._answers:
                self._answers[key] = answer
                self._room -= _size(key, answer)
            while self._room < 0:
                self._room += _size(*self._answers.popitem(last=False))


def _key(environ: WSGIEnvironment, etag: str) -> tuple[Any, ...]:
    """Return all that an answer depends on."""
    has = environ.get("HTTP_IF_NONE_MATCH", "")
    return (
        environ["PATH_INFO"],
        environ["QUERY_STRING"],
        etag,
        coding(environ.get("HTTP_ACCEPT_ENCODING", "")),
        is_fresh(has, etag) if has and etag else has,
        environ["wsgi.url_scheme"],
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
    )


def _size(key: tuple[Any, ...], answer: Answer) -> int:
    """Return about how many bytes an answer takes, with its headers and its place."""
    return 2000 + sum(len(part) for part in key if isinstance(part, str)) + len(answer.body)


def _articles(environ: WSGIEnvironment) -> tuple[str, ...] | None:
    """Return the canonical URLs that a usual question names; None when it is Django's alone.

    The files of the embed name none: they change with a release, and with it this process.
    """
    if environ["REQUEST_METHOD"] != "GET" or any(name in environ for name in UNUSUAL):
        return None
    path, query = environ["PATH_INFO"], environ["QUERY_STRING"]
    if path.startswith(EMBED):
        return () if not query and _is_ours(environ.get("HTTP_HOST", "")) else None
    if path not in (LIST, COUNTS) or len(query) > QUESTION_MAX:
        return None
    accept = environ.get("HTTP_ACCEPT", "*/*")
    if "*/*" not in accept and accept != "application/json":
        return None
    return _read(path, query) if _is_ours(environ.get("HTTP_HOST", "")) else None


@lru_cache(maxsize=4096)
def _read(path: str, query: str) -> tuple[str, ...] | None:
    """Return the canonical URLs in a query that asks for counts or for a first page."""
    pairs = parse_qsl(query, keep_blank_values=True)
    most = 1 if path == LIST else ARTICLES_MAX
    if not 1 <= len(pairs) <= most or any(name != "article" for name, _url in pairs):
        return None
    try:
        return tuple(canonical_url(url) for _name, url in pairs)
    except ValidationError:
        return None


@lru_cache(maxsize=64)
def _is_ours(host: str) -> bool:
    """Return whether Django would answer under this host."""
    return validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS)


def _nothing() -> None: ...


def _is_for_everyone(status: str, headers: dict[str, str], etag: str) -> bool:
    return (
        status.startswith(("200", "304"))
        and headers.get("Cache-Control", "").startswith("public")
        and "Set-Cookie" not in headers
        and headers.get("ETag", "") == (etag or headers.get("ETag", ""))
    )
