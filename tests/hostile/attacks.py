"""About five hundred submissions that mean harm, each as a raw HTTP request."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple


class Attack(NamedTuple):
    """A raw request: a name to report by, method and path, headers, and body as bytes."""

    name: str
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


API = "/api/v1/comments"
JSON = {"Content-Type": "application/json"}
FIELDS = ("article", "author_name", "body", "in_reply_to", "language", "email")
VALUES: dict[str, Any] = {
    "null": None,
    "true": True,
    "zero": 0,
    "negative": -1,
    "float": 1.5,
    "huge-int": 10**400,
    "list": [],
    "nested-list": [[["a"]]],
    "object": {},
    "operator": {"$ne": ""},
    "empty": "",
    "blanks": "   ",
    "nul": "a\0b",
    "escape": "a\x1b[31mb",
    "delete": "a\x7fb",
    "c1": "a\x85b",
    "lone-surrogate": "a\ud800b",
    "bidi": "a\u202eb",
    "bom": "\ufeff",
    "zero-width": "\u200b\u200c\u200d",
    "noncharacter": "a\uffff\U0010ffffb",
    "private": "\ue000",
    "line-separator": "a\u2028b\u2029c",
    "crlf-header": "a\r\nSet-Cookie: x=1",
    "long": "x" * 20_000,
    "very-long": "x" * 60_000,
    "combining": "a" + "\u0301" * 4000,
    "astral": "😀" * 5000,
    "sql": "'; DROP TABLE comments_comment; --",
    "sql-union": "' UNION SELECT password FROM auth_user --",
    "format": "%s%n%(x)s{0}{__class__}",
    "template": "{{ settings.SECRET_KEY }}{% debug %}",
    "script": "<script>alert(1)</script>",
    "img": "<img src=x onerror=alert(1)>",
    "svg": "<svg/onload=alert(1)>",
    "entity": "&lt;script&gt;&#x3c;",
    "javascript-url": "javascript:alert(1)",
    "data-url": "data:text/html,<script>alert(1)</script>",
    "path": "../../../../etc/passwd",
    "shell": "$(id); `id` | id",
    "log4j": "${jndi:ldap://127.0.0.1/a}",
    "xxe": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "yaml": "!!python/object/apply:os.system ['id']",
    "csv": '=HYPERLINK("http://x","y")',
    "idna": "http://xn--" + "a" * 80 + "/",
    "url-userinfo": "http://127.0.0.1@evil.example/",
    "url-port": "http://127.0.0.1:99999/",
    "url-bracket": "http://[::1",
    "url-backslash": "http://127.0.0.1\\@evil.example/",
    "url-nul": "http://127.0.0.1/\0",
    "url-percent": "http://127.0.0.1/%00%ff%zz",
    "url-file": "file:///etc/passwd",
    "url-unicode": "http://127.0.0.1/\u202e/ü/😀",
    "uuid-nil": "00000000-0000-0000-0000-000000000000",
    "uuid-urn": "urn:uuid:00000000-0000-0000-0000-000000000000",
    "mail-header": "a@b.example\nBcc: c@d.example",
    "mail-quoted": '"<script>"@b.example',
    "number-text": "1e400",
}


def attacks(article: str) -> Iterator[Attack]:
    """Yield all attacks upon an article of the service."""
    usual = {"article": article, "author_name": "Rui", "body": "Vexatious marmots."}
    for field in FIELDS:
        for name, value in VALUES.items():
            yield _json(f"{field}={name}", usual | {field: value})
    yield from _bodies(usual)
    yield from _content_types(usual)
    yield from _headers(usual)
    yield from _paths(usual)
    yield from _methods(usual)
    yield from _forms(article)
    yield from _queries(article)


def _json(name: str, data: Any, **headers: str) -> Attack:
    return Attack(name, "POST", API, JSON | headers, json.dumps(data).encode())


def _bodies(usual: dict[str, Any]) -> Iterator[Attack]:
    good = json.dumps(usual).encode()
    bodies = {
        "empty": b"",
        "blank": b"   ",
        "half": good[:-5],
        "twice": good + good,
        "trailing": good + b"garbage",
        "bom": b"\xef\xbb\xbf" + good,
        "utf-16": good.decode().encode("utf-16"),
        "utf-32": good.decode().encode("utf-32"),
        "utf-7": b"+AHs-",
        "latin-1": good.replace(b"marmots", b"m\xe4rmots"),
        "overlong": good.replace(b"marmots", b"\xc0\x80"),
        "surrogate-bytes": good.replace(b"marmots", b"\xed\xa0\x80"),
        "nul-byte": good.replace(b"marmots", b"\0"),
        "raw-newline": good.replace(b"marmots", b"\n"),
        "nan": b'{"body": NaN}',
        "infinity": b'{"body": -Infinity}',
        "huge-number": b'{"body": 1e400}',
        "long-number": b'{"body": ' + b"9" * 50_000 + b"}",
        "deep-lists": b"[" * 20_000 + b"]" * 20_000,
        "deep-objects": b'{"a":' * 10_000 + b"1" + b"}" * 10_000,
        "many-keys": json.dumps({str(n): n for n in range(6000)}).encode(),
        "duplicate-keys": b'{"body": "a", "body": "b", "article": 1}',
        "proto": b'{"__proto__": {"status": "approved"}, "constructor": 1}',
        "list": b"[1]",
        "string": b'"comment"',
        "number": b"5",
        "null": b"null",
        "status": json.dumps(usual | {"status": "approved", "version": 7, "id": 1}).encode(),
        "uuid": json.dumps(usual | {"uuid": "x", "site": 1, "submitted_at": "2020"}).encode(),
        "64k": json.dumps(usual | {"body": "x" * 66_000}).encode(),
        "1M": json.dumps(usual | {"body": "x" * 1_000_000}).encode(),
        "gzip-bomb": b"\x1f\x8b\x08" + b"\0" * 2000,
        "xml": b"<?xml version='1.0'?><comment/>",
        "pickle": b"\x80\x04\x95\x10cos\nsystem\n",
        "slow-regex": json.dumps(usual | {"body": "a " * 2490 + "!"}).encode(),
        "repeated": json.dumps(usual | {"body": "fuck" * 1200}).encode(),
        "slashes": json.dumps(usual | {"body": "\\" * 4000}).encode(),
    }
    for name, body in bodies.items():
        yield Attack(f"body {name}", "POST", API, JSON, body)


def _content_types(usual: dict[str, Any]) -> Iterator[Attack]:
    good = json.dumps(usual).encode()
    for sent in (
        "",
        "text/plain",
        "text/html",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + "x" * 300,
        "application/json; charset=utf-7",
        "application/json; charset=nonsense",
        "application/json;;;",
        "application/json, text/html",
        "APPLICATION/JSON",
        "application/*",
        "*/*",
        "application/vnd.api+json",
        "application/octet-stream",
        "a" * 5000,
        "application/json; x=" + "y" * 4000,
        "é/ü",
    ):
        yield Attack(f"content type {sent[:40]!r}", "POST", API, {"Content-Type": sent}, good)


def _headers(usual: dict[str, Any]) -> Iterator[Attack]:
    headers = [
        ("X-Forwarded-For", "127.0.0.1"),
        ("X-Forwarded-For", "nonsense, ,,"),
        ("X-Forwarded-For", ", ".join(["10.0.0.1"] * 400)),
        ("X-Forwarded-Host", "evil.example"),
        ("X-Forwarded-Proto", "https"),
        ("X-Original-URL", "/admin/"),
        ("X-Rewrite-URL", "/admin/"),
        ("X-HTTP-Method-Override", "DELETE"),
        ("X-Request-ID", "a" * 4000),
        ("Forwarded", "for=127.0.0.1"),
        ("Host", "evil.example"),
        ("Host", "127.0.0.1:99999"),
        ("Host", "[::1"),
        ("Host", "a" * 3000),
        ("Authorization", "Basic YWRtaW46YWRtaW4="),
        ("Authorization", "Bearer x"),
        ("Cookie", "sessionid=x; csrftoken=y"),
        ("Cookie", "sessionid=" + "x" * 5000),
        ("Accept", "text/html"),
        ("Accept", "nonsense;q=x"),
        ("Accept", "application/xml;q=1, */*;q=0"),
        ("Accept-Language", "xx-" + "y" * 3000),
        ("Accept-Language", "../../etc"),
        ("Accept-Language", "ckb;q=nan"),
        ("Accept-Encoding", "gzip;q=1.5, br, nonsense"),
        ("Content-Encoding", "gzip"),
        ("Expect", "100-continue"),
        ("Range", "bytes=0-"),
        ("If-None-Match", '"' + "x" * 4000),
        ("If-Modified-Since", "yesterday"),
        ("Idempotency-Key", ""),
        ("Idempotency-Key", "a b"),
        ("Idempotency-Key", "ü"),
        ("Idempotency-Key", "k" * 256),
        ("Idempotency-Key", "'; DROP TABLE x; --"),
        ("Origin", "null"),
        ("Origin", "https://evil.example"),
        ("Referer", "javascript:alert(1)"),
        ("User-Agent", "() { :; }; /bin/id"),
        ("Upgrade", "websocket"),
        ("TE", "trailers, deflate"),
    ]
    for name, value in headers:
        yield _json(f"header {name}: {value[:30]}", usual, **{name: value})


def _paths(usual: dict[str, Any]) -> Iterator[Attack]:
    uuid = "00000000-0000-0000-0000-000000000000"
    for path in (
        "/api/v1/comments/",
        "/api/v1/comments//",
        "//api/v1/comments",
        "/api/v1/../v1/comments",
        "/api/v1/%2e%2e/comments",
        "/api/v1/comments%00",
        "/api/v1/comments/%00",
        "/api/v1/comments/%ff%fe",
        f"/api/v1/comments/{uuid}/",
        f"/api/v1/comments/{uuid.upper()}",
        f"/api/v1/comments/{uuid}%0d%0aSet-Cookie:x=1",
        "/api/v1/comments/1",
        "/api/v1/comments/-1",
        "/api/v1/comments.json",
        "/api/v1/comments;x=1",
        "/API/V1/COMMENTS",
        "/api/v1/submissions/",
        "/api/v1/submissions/x",
        "/api/v1/submissions/" + "A" * 43,
        "/api/v1/submissions/" + "A" * 5000,
        "/api/v1/submissions/%00",
        "/api/v1/submissions/..%2f..%2fadmin",
        "/api/v1/submissions/%F0%9F%98%80",
        "/submissions/%00",
        "/submissions/" + "%41" * 500,
        "/guidelines?language=%00",
        "/guidelines?language=../../x",
        "/api/v1/guidelines?language=" + "x" * 3000,
        "/api/v1/guidelines?language=%ED%A0%80",
        "/static/../config/settings.py",
        "/static/%2e%2e/%2e%2e/config/settings.py",
        "/static/comments/%00",
        "/.data/secret_key",
        "/.env",
        "/.git/config",
        "/metrics/../admin/",
        "/demo/%00",
        "/demo/../admin",
        "/readyz%00",
        "/" + "a/" * 2000,
    ):
        yield Attack(f"path {path[:50]}", "GET", path, {}, b"")
        if path.startswith("/api/v1/comments"):
            body = json.dumps(usual).encode()
            yield Attack(f"post {path[:50]}", "POST", path, JSON, body)


def _methods(usual: dict[str, Any]) -> Iterator[Attack]:
    body = json.dumps(usual).encode()
    for path in (API, "/api/v1/counts", "/api/v1/guidelines", "/articles", "/healthz"):
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "X" * 50):
            yield Attack(f"{method[:9]} {path}", method, path, JSON, body)


def _forms(article: str) -> Iterator[Attack]:
    path = f"/articles?url={article}"
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    multipart = {"Content-Type": "multipart/form-data; boundary=b"}
    part = b'--b\r\nContent-Disposition: form-data; name="body"%s\r\n\r\nVexatious\r\n--b--\r\n'
    bodies = [
        b"",
        b"body=Vexatious&author_name=Rui",
        b"body=%00&author_name=%ff&ticket=x",
        b"body=a&ticket=" + b"x" * 9000,
        b"ticket=a%3Ab%3Ac&body=%F0%9F%98%80&author_name=R",
        b"&".join(b"f%d=1" % n for n in range(3000)),
        b"body=" + b"x" * 200_000,
        b"in_reply_to=1&in_reply_to[]=2&body=a",
        b"%" * 3000,
        b"_charset_=utf-7&body=+ADw-",
    ]
    for number, body in enumerate(bodies):
        yield Attack(f"form {number}", "POST", path, form, body)
        yield Attack(f"form at API {number}", "POST", API, form, body)
    for number, more in enumerate((b"", b'; filename="../x"', b'; filename="x"\r\nX: y')):
        yield Attack(f"multipart {number}", "POST", path, multipart, part % more)
        yield Attack(f"multipart at API {number}", "POST", API, multipart, part % more)
    yield Attack("multipart open", "POST", path, multipart, b"--b\r\nContent-Disp")
    many = b"".join(part[:-8] % b"" for _ in range(500)) + b"--b--\r\n"
    yield Attack("multipart many", "POST", path, multipart, many)


def _queries(article: str) -> Iterator[Attack]:
    for query in (
        "",
        "article=",
        "article=%00",
        "article=%ff",
        "article=x&article=y",
        "article=" + "x" * 4000,
        f"article={article}&cursor=x",
        f"article={article}&cursor=MS4x",
        f"article={article}&cursor=" + "A" * 3000,
        f"article={article}&cursor=OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkuMQ",
        f"article={article}&cursor=MS4tMQ",
        f"article={article}&order=random()",
        f"article={article}&format=xml",
        f"article={article}&format=api",
        f"article={article}&limit=100000&page=-1",
        f"article={article}&status=pending",
        "&".join(["article=http://127.0.0.1/"] * 201),
        "&".join(f"a{n}=1" for n in range(1500)),
        f"article[]={article}",
        f"article={article}%23%3Cscript%3E",
    ):
        for path in (API, "/api/v1/counts", "/articles"):
            asked = query.replace("article=", "url=") if path == "/articles" else query
            yield Attack(f"query {path} {query[:40]}", "GET", f"{path}?{asked}", {}, b"")
