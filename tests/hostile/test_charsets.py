"""Requests that name a charset, or hold none: read as UTF-8, or refused with the remedy."""

import json
from urllib.parse import quote

import pytest

from tests.hostile.attacks import API, Attack
from tests.hostile.wire import Raw, send
from tests.stack import Stack

# Codecs of Python that are no text encodings, that are stateful, other alphabets, unknown, broken.
CHARSETS = (
    "base64",
    "BASE64",
    '"base64"',
    "rot13",
    "hex",
    "zlib",
    "bz2",
    "quopri",
    "uu",
    "idna",
    "punycode",
    "undefined",
    "unicode_escape",
    "raw_unicode_escape",
    "mbcs",
    "utf-7",
    "utf-16",
    "utf-32",
    "iso-2022-jp",
    "windows-1256",
    "iso-8859-9",
    "latin-1",
    "cp037",
    "nonsense",
    "../../etc/passwd",
    "os.system",
    "a" * 3000,
    "utf-8; charset=base64",
)
STARRED = ("charset*=base64''utf-8", "charset*0=ba; charset*1=se64", "x*=undefined''%41", "x*=a'b")
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"


def parts(head: str, value: bytes = b"Vexatious", name: str = "body") -> bytes:
    """Return a form of one part, with a line more in its head."""
    disposition = f'Content-Disposition: form-data; name="{name}"'
    return b"--b\r\n%s\r\n\r\n%s\r\n--b--\r\n" % (f"{disposition}\r\n{head}".encode(), value)


def posted(stack: Stack, path: str, kind: str, body: bytes, method: str = "POST") -> Raw:
    return send(stack.url, Attack("", method, path, {"Content-Type": kind}, body))


@pytest.fixture(scope="module")
def doors(stack: Stack) -> dict[str, tuple[str, bytes]]:
    """Where words come in: the content type and a good body for each."""
    sent = {"article": stack.article, "author_name": "Rui", "body": "Vexatious marmots."}
    return {
        API: ("application/json", json.dumps(sent).encode()),
        f"/articles?url={quote(stack.article)}": (FORM, b"body=Vexatious&author_name=Rui"),
        f"/articles?url={quote(stack.article)}&order=newest": (PARTS, parts("X-None: 1")),
        "/admin/login/": (FORM, b"username=ana&password=wrong"),
    }


@pytest.mark.parametrize("charset", CHARSETS, ids=lambda charset: charset[:20])
def test_another_charset_is_refused_with_the_remedy(
    stack: Stack, doors: dict[str, tuple[str, bytes]], charset: str
) -> None:
    for path, (kind, body) in doors.items():
        raw = posted(stack, path, f"{kind}; charset={charset}", body)

        assert raw.status == 415, path
        assert '"code":"unsupported_charset"' in raw.text
        assert '"errors":{"Content-Type":[' in raw.text
        assert "UTF-8" in raw.text


@pytest.mark.parametrize("starred", STARRED)
def test_a_parameter_with_a_charset_of_its_own_is_refused(
    stack: Stack, doors: dict[str, tuple[str, bytes]], starred: str
) -> None:
    for path, (kind, body) in doors.items():
        assert posted(stack, path, f"{kind}; {starred}", body).status == 415, path


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', "utf8", ""])
def test_utf_8_is_read(stack: Stack, doors: dict[str, tuple[str, bytes]], charset: str) -> None:
    for path, (kind, body) in doors.items():
        assert posted(stack, path, f"{kind}; charset={charset}", body).status in (202, 403, 422)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "charset", [*CHARSETS, "x; charset*=base64''x"], ids=lambda name: name[:20]
)
def test_a_question_without_a_body_is_answered_whatever_it_says_of_one(
    stack: Stack, charset: str, method: str
) -> None:
    for path in (
        f"{API}?article={stack.article}",
        f"/articles?url={stack.article}",
        "/admin/login/",
    ):
        raw = posted(stack, path, f"text/html; charset={charset}", b"", method)

        assert raw.status == 200, path


@pytest.mark.parametrize(
    "body",
    [
        parts("Content-Type: text/plain; charset=windows-1256", b"\xe3\xd1\xcd\xc8\xc7"),
        parts("Content-Type: text/plain; charset=iso-2022-jp", b"\x1b$B$3\x1b(B"),
        parts("Content-Type: text/plain; charset=base64"),
        parts("Content-Type: text/plain; charset*=undefined''x", b"\xff"),
        parts("Content-Transfer-Encoding: base64", b"VmV4"),
        parts("Content-Transfer-Encoding: quoted-printable", b"=41"),
        parts("X-None: 1", b"windows-1256", name="_charset_"),
        parts("X-None: 1", b"\xe3\xd1\xcd\xc8\xc7"),
    ],
)
def test_a_part_in_another_charset_is_refused(stack: Stack, body: bytes) -> None:
    raw = posted(stack, f"/articles?url={quote(stack.article)}", PARTS, body)

    assert raw.status in (400, 415)
    assert '"code":"unsupported_charset"' in raw.text or '"code":"not_utf_8"' in raw.text


@pytest.mark.parametrize("body", [b"body=%E3%D1%CD", b"body=\xe3\xd1", b"%FF=a", b"body=%ED%A0%80"])
def test_a_form_whose_bytes_are_not_utf_8_is_refused(stack: Stack, body: bytes) -> None:
    raw = posted(stack, f"/articles?url={quote(stack.article)}", FORM, body)

    assert raw.status == 400
    assert '"code":"not_utf_8"' in raw.text


def test_a_form_larger_than_any_comment_is_not_read(stack: Stack) -> None:
    raw = posted(
        stack, f"/articles?url={quote(stack.article)}", PARTS, parts("X: 1", b"x" * 140_000)
    )

    assert raw.status == 413


def test_the_refusal_speaks_the_reader_s_language_and_is_like_any_answer(stack: Stack) -> None:
    headers = {"Content-Type": f"{FORM}; charset=rot13", "Accept-Language": "tr"}

    raw = send(stack.url, Attack("", "POST", "/admin/login/", headers, b"a=b"))

    assert "Metni UTF-8 olarak" in raw.text
    assert "content-security-policy: default-src 'none'" in raw.text.lower()
    assert "x-request-id: " in raw.text.lower()
