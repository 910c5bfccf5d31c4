"""The front gives what Django gave, and never what is no longer true."""

import gzip
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson
import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from comments import line, published, states
from comments.front import Answer, Answers, Front
from comments.models import Article, Comment
from moderation.decisions import Order, decide
from moderation.models import PolicyVersion
from moderation.review import review_waiting

LIST, COUNTS = "/api/v1/comments", "/api/v1/counts"
BRIDGE = "article=https://news.example/bridge-reopens"
QUIET = "article=https://news.example/quiet"
Told = tuple[str, list[tuple[str, str]], bytes]


def environ(path: str, query: str, **more: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "HTTP_HOST": "localhost",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "REMOTE_ADDR": "192.0.2.7",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **more,
    }


class Backstage:
    """Django as a WSGI application that counts how often it is asked."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        self.asked = 0

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        self.asked += 1
        return self.handler(environ, start)


def ask(application: Any, path: str, query: str, **more: str) -> Told:
    """Return status line, headers and body."""
    told: list[Any] = []
    body = application(environ(path, query, **more), lambda *said: told.extend(said))
    try:
        # A request's own id and second differ from request to request, whoever answers.
        own = ("X-Request-ID", "Expires")
        headers = [header for header in told[1] if header[0] not in own]
        return told[0], headers, b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()


@pytest.fixture
def django() -> Iterator[Backstage]:
    """Django, whose requests leave the connection of the test open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Backstage()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def front(django: Backstage, monkeypatch: pytest.MonkeyPatch) -> Front:
    monkeypatch.setattr(line, "_quiet_until", 0.0)
    return Front(django)


@pytest.fixture
def approved(make_comment: Callable[..., Comment]) -> Comment:
    comment = make_comment()
    review_waiting()
    comment.refresh_from_db()
    assert comment.status == "approved"
    return comment


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"},
        {"HTTP_ACCEPT_ENCODING": "gzip, deflate"},
        {"HTTP_ACCEPT_ENCODING": "gzip;q=0"},
        {"HTTP_ACCEPT_ENCODING": "identity"},
        {"HTTP_ACCEPT": "application/json"},
        {"HTTP_ACCEPT": "text/html, */*;q=0.8", "HTTP_ACCEPT_LANGUAGE": "ar"},
        {"HTTP_ACCEPT_LANGUAGE": "tr", "HTTP_COOKIE": "sessionid=x"},
        {"HTTP_ORIGIN": "https://news.example"},
        {"HTTP_IF_NONE_MATCH": '"something else"'},
        {"HTTP_IF_NONE_MATCH": "*"},
        {"HTTP_HOST": "elsewhere.example"},
        {"HTTP_ACCEPT": "application/xml"},
        {"REQUEST_METHOD": "HEAD"},
        {"REQUEST_METHOD": "OPTIONS"},
        {"wsgi.url_scheme": "https"},
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("path", "query"),
    [
        (LIST, BRIDGE),
        (LIST, BRIDGE + "&order=newest"),
        (LIST, BRIDGE + "&order=best"),
        (LIST, BRIDGE + "&cursor=x"),
        (LIST, QUIET),
        (LIST, "article=HTTPS://NEWS.example/bridge-reopens%23top"),
        (LIST, "article=https://elsewhere.example/"),
        (LIST, "article=%00"),
        (LIST, f"{QUIET}&{BRIDGE}"),
        (LIST, ""),
        (COUNTS, BRIDGE),
        (COUNTS, f"{BRIDGE}&{QUIET}"),
        (COUNTS, "&".join([QUIET] * 201)),
        ("/healthz", ""),
    ],
)
def test_the_front_answers_as_the_view_does_to_the_byte(
    front: Front,
    django: Backstage,
    approved: Comment,
    path: str,
    query: str,
    headers: dict[str, str],
) -> None:
    for _ in range(3):
        answered = ask(front, path, query, **headers)

    assert answered == ask(django, path, query, **headers)


@pytest.mark.parametrize(("path", "query"), [(LIST, BRIDGE), (COUNTS, f"{BRIDGE}&{QUIET}")])
def test_a_hot_answer_needs_neither_django_nor_the_database(
    front: Front, django: Backstage, approved: Comment, path: str, query: str
) -> None:
    first = ask(front, path, query)
    etag = dict(first[1])["ETag"]
    for _ in range(2):
        ask(front, path, query, HTTP_IF_NONE_MATCH=etag)
        ask(front, path, query)
    before = django.asked

    with CaptureQueriesContext(
        connection,
    ) as queries:
        again = ask(front, path, query)
        unchanged = ask(front, path, query, HTTP_IF_NONE_MATCH=f'"other", {etag}')

    assert again == first
    assert unchanged[0].startswith("304")
    assert unchanged[2] == b""
    assert (django.asked, len(queries)) == (before, 0)


def test_packed_and_unpacked_are_the_same_document(front: Front, approved: Comment) -> None:
    plain = ask(front, LIST, BRIDGE)
    packed = ask(front, LIST, BRIDGE, HTTP_ACCEPT_ENCODING="gzip")

    assert gzip.decompress(packed[2]) == plain[2]
    assert dict(packed[1])["Content-Encoding"] == "gzip"
    assert dict(packed[1])["Vary"] == dict(plain[1])["Vary"] == "Accept-Encoding"


@pytest.mark.django_db(transaction=True)
def test_a_withdrawn_approval_is_gone_with_the_next_request(
    front: Front, approved: Comment, policy: PolicyVersion, ana: Any
) -> None:
    for _ in range(3):
        shown = ask(front, LIST, BRIDGE)

    decide(
        Order(
            comment=approved,
            now="rejected",
            policy=policy,
            moderator_id=ana.pk,
            guidelines=("abuse",),
            note="Seen too late.",
        )
    )

    after = ask(front, LIST, BRIDGE)
    counted = ask(front, COUNTS, BRIDGE)
    assert len(orjson.loads(shown[2])["comments"]) == 1
    assert orjson.loads(after[2])["comments"] == []
    assert list(orjson.loads(counted[2])["counts"].values()) == [0]


def test_a_reader_who_saw_an_older_state_cannot_bring_it_back() -> None:
    states.tell({"https://news.example/a": "7-12"})

    states.tell({"https://news.example/a": "7-11"})

    assert states.known(["https://news.example/a"]) == ["7-12"]


def test_what_another_process_of_this_server_tells_is_believed_at_once() -> None:
    url = "https://news.example/a"
    states.tell({url: "7-12"})
    states.known([url])
    program = f"""
import django; django.setup()
from comments import states; states.tell({{{url!r}: "7-13"}})"""

    environ = {**os.environ, "DATA_DIR": str(settings.DATA_DIR)}
    subprocess.run([sys.executable, "-c", program], env=environ, check=True)

    assert states.known([url]) == ["7-13"]


def test_an_answer_about_another_state_is_not_kept(
    front: Front, django: Backstage, approved: Comment
) -> None:
    states.tell({"https://news.example/bridge-reopens": "999-999"})

    ask(front, LIST, BRIDGE)
    ask(front, LIST, BRIDGE)

    assert django.asked == 2


def test_without_redis_the_database_answers(
    front: Front, approved: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_redis = ask(front, LIST, BRIDGE)

    def gone(*command: Any) -> Any:
        raise ConnectionError

    monkeypatch.setattr(line, "_say", gone)
    states.distrust()
    without = ask(front, LIST, BRIDGE)

    assert without == with_redis
    assert states.known(["https://news.example/bridge-reopens"]) is None


def test_announcing_is_one_query_however_many_decisions(
    article: Article, make_comment: Callable[..., Comment]
) -> None:
    with CaptureQueriesContext(connection) as queries:
        published.announce([article.pk] * 100)

    assert len(queries) == 1
    assert states.known([article.url]) == [published.state(article)]


def test_old_answers_make_room_for_new_ones() -> None:
    kept = Answers(keep_bytes=10_000)
    for number in range(10):
        kept.put((str(number),), Answer("200 OK", [], b"x" * 1000))

    assert kept.get(("0",)) is None
    assert kept.get(("9",)) is not None
