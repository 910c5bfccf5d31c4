"""Five hundred hostile submissions and fifty probes at the moderators' doors: nothing gives way."""

import re
from collections import Counter

from tests.hostile.attacks import attacks
from tests.hostile.wire import exchange, send
from tests.stack import Stack

# None of these stands in an attack: what the attackers wrote may be approved, and then it is shown.
LEAKS = re.compile(
    r"Traceback \(most|site-packages|/django/|psycopg|sqlite3\.|root:x:0|\.py\b, line"
)


def test_no_attack_breaks_leaks_or_publishes(stack: Stack) -> None:
    answered: Counter[int] = Counter()
    wrong = []
    secret = (stack.data / "secret_key").read_text(encoding="ascii").strip()
    for attack in attacks(stack.article):
        raw = send(stack.url, attack)
        answered[raw.status] += 1
        if raw.status >= 500 or LEAKS.search(raw.text) or secret in raw.text:
            wrong.append((attack.name, raw.status, LEAKS.findall(raw.text)))

    assert wrong == []
    assert sum(answered.values()) > 500
    assert answered[0] < 25, answered  # the server may hang up on what is no HTTP
    assert stack.ask("/healthz").status == 200
    assert stack.manage("verify_log").returncode == 0
    assert stack.manage("verify_texts").returncode == 0


def test_requests_that_disagree_about_their_length_are_not_smuggled(stack: Stack) -> None:
    good = b'{"article": "%s", "author_name": "R", "body": "Marmots."}' % stack.article.encode()
    head = (
        b"POST /api/v1/comments HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    )
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(good), good)
    second = b"GET /admin/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
    for sent in (
        head + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked + second,
        head + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n" + chunked,
        head + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\n" + good,
        head + b"Content-Length: -1\r\n\r\n" + good,
        head + b"Content-Length: 99999999999\r\n\r\n" + good,
        head + b"Transfer-Encoding: chunked\r\n\r\nZZZ\r\n" + good,
        head + b"X: " + b"y" * 100_000 + b"\r\n\r\n",
        head + b"Content-Length : 5\r\n\r\n" + good,
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"\0" * 1000,
    ):
        raw = exchange(stack.url, sent, seconds=3)
        assert raw.status < 500, sent[:150]


def test_a_body_without_a_length_is_told_what_is_missing(stack: Stack) -> None:
    good = b'{"article": "%s", "author_name": "R", "body": "Marmots."}' % stack.article.encode()
    head = (
        b"POST /api/v1/comments HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    )
    head += b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n"

    whole = exchange(stack.url, head + b"%x\r\n%s\r\n0\r\n\r\n" % (len(good), good))
    endless = exchange(stack.url, head + (b"ffff\r\n" + b"x" * 0xFFFF + b"\r\n") * 20, seconds=5)

    assert whole.status == 411
    assert endless.status in (0, 400, 411, 413)
    assert stack.ask("/healthz").status == 200
