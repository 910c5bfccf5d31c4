"""The nginx file in config/deploy is run for real, before a real service."""

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from email.message import Message
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

from config.up import free_port
from tests.stack import Stack, run_stack

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="needs Debian's nginx")

FILE = settings.BASE_DIR / "config" / "deploy" / "nginx.conf"


class Told(NamedTuple):
    """An answer through nginx."""

    status: int
    headers: dict[str, str]
    text: str


def _lower(headers: Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


class Front(NamedTuple):
    """nginx before a service."""

    url: str
    stack: Stack

    def ask(self, path: str, body: bytes | None = None, **headers: str) -> Told:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        sent = {"Content-Type": "application/json", **named}
        request = urllib.request.Request(self.url + path, body, sent)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return Told(answer.status, _lower(answer.headers), answer.read().decode())
        except urllib.error.HTTPError as refused:
            with refused:
                return Told(refused.code, _lower(refused.headers), refused.read().decode())

    def post(self, body: str, **headers: str) -> Told:
        article = f"{self.stack.url}/demo/bridge-reopens"
        sent = f'{{"article": "{article}", "author_name": "Rui", "body": "{body}"}}'
        return self.ask("/api/v1/comments", sent.encode(), **headers)


def configuration(folder: Path, port: int, service: str) -> str:
    """Return the deployed file for this machine: other places, no TLS; nothing else is changed."""
    text = FILE.read_text(encoding="utf-8")
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    text = re.sub(r"^ *ssl_certificate.*$", "", text, flags=re.MULTILINE)
    text = text.replace("server 127.0.0.1:8000;", f"server {service};")
    text = text.replace("/var/cache/nginx/comments", str(folder / "cache"))
    places = "".join(
        f"{name}_temp_path {folder / name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"pid {folder / 'pid'}; error_log {folder / 'error.log'}; daemon off; worker_processes 1;\n"
        f"events {{}}\nhttp {{ {places}\n{text}\n}}\n"
    )


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    folder = tmp_path_factory.mktemp("nginx")
    folder.chmod(0o755)
    with run_stack(tmp_path_factory.mktemp("n"), TRUSTED_PROXIES="127.0.0.1") as stack:
        port = free_port()
        file = folder / "nginx.conf"
        service = stack.url.removeprefix("http://")
        file.write_text("user root;\n" if os.geteuid() == 0 else "", encoding="utf-8")
        with file.open("a", encoding="utf-8") as more:
            more.write(configuration(folder, port, service))
        assert NGINX
        nginx = subprocess.Popen([NGINX, "-c", str(file), "-p", str(folder)])
        made = Front(f"http://127.0.0.1:{port}", stack)
        for _ in range(100):
            with suppress(OSError):
                if made.ask("/healthz").status == 200:
                    break
            time.sleep(0.1)
        yield made
        nginx.terminate()
        nginx.wait(timeout=10)


def test_a_comment_goes_in_and_the_list_is_cached(front: Front) -> None:
    assert front.post("A relief for the east.").status == 202
    path = f"/api/v1/comments?article={front.stack.article}"

    first, second = front.ask(path), front.ask(path)

    assert (first.status, second.status) == (200, 200)
    assert second.headers["x-cache"] == "HIT"
    assert front.ask(path, None, If_None_Match=second.headers["etag"]).status == 304


def test_a_receipt_is_never_cached(front: Front) -> None:
    path = "/api/v1/submissions/" + "A" * 43

    assert [front.ask(path).headers["x-cache"] for _ in range(2)] == ["MISS", "MISS"]


def test_operators_addresses_are_not_public(front: Front) -> None:
    assert front.ask("/metrics").status == 404
    assert front.ask("/readyz").status == 404


def test_a_large_body_is_refused_in_our_shape(front: Front) -> None:
    told = front.ask("/api/v1/comments", b"x" * 200_000)

    assert (told.status, "body_too_large" in told.text) == (413, True)
    assert told.headers["content-type"] == "application/problem+json"


def test_what_a_client_says_of_its_address_is_replaced(front: Front) -> None:
    answers = [front.post(f"Forged {n}.", X_Forwarded_For=f"203.0.113.{n}") for n in range(3)]

    assert {told.status for told in answers} <= {202, 429}
    database = front.stack.manage("shell", "-c", PREFIXES)
    assert "203.0.113" not in database.stdout


def test_a_flood_of_posts_is_slowed_down(front: Front) -> None:
    statuses = [front.post(f"Flood {n}.").status for n in range(60)]

    assert 429 in statuses
    assert set(statuses) <= {202, 429}


def test_clients_that_never_end_their_bodies_cost_nginx_alone(front: Front) -> None:
    time.sleep(11)  # the flood's limit passes
    address = front.url.removeprefix("http://").split(":")
    head = b"POST /api/v1/comments HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\n\r\n{"
    with ExitStack() as slow:
        for _ in range(12):  # the service has eight threads
            wire = socket.create_connection((address[0], int(address[1])))
            slow.enter_context(wire)
            wire.sendall(head)

        assert front.post("Meanwhile.").status == 202


def test_a_service_that_is_gone_is_503_in_our_shape(front: Front) -> None:
    """The last of this file: it ends the service."""
    front.stack.child("web").stop()

    told = front.post("Anybody there?")

    assert (told.status, '"code":"unavailable"' in told.text) == (503, True)
    assert "retry-after" in told.headers


PREFIXES = (
    "from comments.models import Contact; "
    "print(set(Contact.objects.values_list('address_prefix', flat=True)))"
)
