"""The embed's files: one light module, one file of phrases a language, pinned or the newest."""

import gzip
import json
import re
import shutil
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha384
from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.test import Client

from comments import embed
from comments.embed_words import PHRASES

MOST_BYTES = 12_000  # gzip; Isso 0.14 needs 20,452 + 2,010 for its styles
LANGUAGES = [code for code, _name in settings.LANGUAGES]


def test_the_embed_is_light(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    files = ["/embed/v1.js", *(f"/embed/words.{language}.json" for language in LANGUAGES)]

    weights = {path: len(gzip.compress(client.get(path).content)) for path in files}

    others = sorted(embed.PARTS.parent.glob("*.*"))  # of the pages without script and in a frame
    pages = {f"/static/comments/{p.name}": len(gzip.compress(p.read_bytes())) for p in others}
    with capsys.disabled():
        listed = ", ".join(f"{path} {weight:,}" for path, weight in (weights | pages).items())
        sys.stdout.write(f"\ngzip bytes: {listed}\n")
    words = max(weight for path, weight in weights.items() if "words" in path)
    assert weights["/embed/v1.js"] <= MOST_BYTES
    assert words <= 3_000
    assert sum(pages.values()) <= MOST_BYTES


@pytest.mark.parametrize(
    ("takes", "coding", "unpack"),
    [
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("gzip, deflate", "gzip", gzip.decompress),
        ("gzip;q=0", None, bytes),
        ("", None, bytes),
    ],
)
def test_it_is_packed_for_those_who_take_it(
    client: Client, takes: str, coding: str | None, unpack: Callable[[bytes], bytes]
) -> None:
    answer = client.get("/embed/v1.js", headers={"Accept-Encoding": takes})

    assert answer.headers.get("Content-Encoding") == coding
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert unpack(answer.content) == embed.module().content


def test_the_pinned_address_is_immutable_and_its_digest_is_right(client: Client) -> None:
    line = embed.pinned_line()
    source, integrity = re.findall(r'(?:src|integrity)="([^"]+)"', line)

    answer = client.get(source.removeprefix(settings.PUBLIC_URL))

    digest = b64encode(sha384(answer.content).digest()).decode()
    assert integrity == f"sha384-{digest}"
    assert "immutable" in answer.headers["Cache-Control"]
    assert client.get("/embed/v1.0123456789ab.js").status_code == 404


def test_it_is_not_sent_twice(client: Client) -> None:
    etag = client.get("/embed/v1.js").headers["ETag"]

    assert client.get("/embed/v1.js", headers={"If-None-Match": etag}).status_code == 304


def test_every_part_is_in_it_and_nothing_parses_html() -> None:
    parts = {path.stem for path in embed.PARTS.glob("*.js")}
    source = embed.module().content.decode()

    assert parts == set(embed.ORDER)
    assert not re.search(r"^(import|export) ", source, re.MULTILINE)
    sinks = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|eval\(|Function\("
    assert not re.search(sinks + r"|document\.cookie|on(click|load|error)=", source)


@pytest.mark.skipif(not shutil.which("node"), reason="no node")
def test_it_is_one_module_that_a_browser_reads(tmp_path: Path) -> None:
    file = tmp_path / "v1.mjs"
    file.write_bytes(embed.module().content)

    done = subprocess.run(["node", "--check", str(file)], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_there_and_is_translated(client: Client, language: str) -> None:
    words = json.loads(client.get(f"/embed/words.{language}.json").content)

    same = {key for key, text in words["phrases"].items() if text == PHRASES[key]}
    assert set(words["phrases"]) == set(PHRASES)
    assert same == (set(PHRASES) if language == "en" else set())
    assert all(forms["other"].count("{count}") == 1 for forms in words["plurals"].values())
    assert words["phrases"]["in_reply_to"].count("{name}") == 1
    assert words["dir"] == ("rtl" if language in ("ckb", "ar") else "ltr")


def test_every_phrase_that_is_asked_for_exists() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in embed.PARTS.glob("*.js"))

    asked = set(re.findall(r'(?:say|about)\("(\w+)"', sources))

    assert asked <= set(PHRASES)


def test_an_unknown_language_is_not_found(client: Client) -> None:
    assert client.get("/embed/words.xx.json").status_code == 404
