"""What others do with the same task in the same run: nginx, Isso, django-comments-xtd.

The two services are installed from PyPI into environments of their own below BENCH_HOME (kept
between runs) and served by granian as ours is: two workers of four threads, SQLite.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from config.up import free_port

HOME = Path(os.environ.get("BENCH_HOME", Path(tempfile.gettempdir()) / "comments-benchmarks"))
NGINX = shutil.which("nginx") or ("/usr/sbin/nginx" if Path("/usr/sbin/nginx").exists() else None)
QUIET = subprocess.DEVNULL
GRANIAN = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--no-ws"]
XTD_PROJECT = Path(__file__).with_name("xtd_project.py")
XTD_URLS = """
from django.urls import include, path
urlpatterns = [path("comments/", include("django_comments_xtd.urls"))]
"""


@dataclass(frozen=True)
class Server:
    """A running server: the URL to load, the roots of its process tree, headers to send."""

    url: str
    roots: list[int]


@contextmanager
def nginx(body: bytes, encoding: str = "") -> Iterator[Server]:
    """Serve bytes as a static file, with the headers that matter to a reader."""
    with tempfile.TemporaryDirectory(prefix="nginx-") as folder:
        Path(folder).chmod(0o755)
        Path(folder, "document.json").write_bytes(body)
        port = free_port()
        packed = f"add_header Content-Encoding {encoding};" if encoding else ""
        Path(folder, "nginx.conf").write_text(
            f"""daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
            events {{ worker_connections 512; }}
            http {{ access_log off; sendfile on; keepalive_requests 1000000;
              open_file_cache max=10; types {{ application/json json; }}
              server {{ listen 127.0.0.1:{port}; root {folder}; etag on;
                add_header Cache-Control "public, max-age=10"; {packed} }} }}"""
        )
        command = [str(NGINX), "-p", folder, "-c", f"{folder}/nginx.conf"]
        with _running(command, {}, port) as root:
            yield Server(f"http://127.0.0.1:{port}/document.json", [root])


# Isso leaves compressing to the server in front of it; this stands in for that.
PACKED = """
import gzip
from isso.run import application as isso

def application(environ, start_response):
    told = []
    chunks = isso(environ, lambda status, headers, *_: told.append((status, headers)))
    body = b"".join(chunks)
    (status, headers), = told
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") and len(body) > 200:
        body = gzip.compress(body)
        headers = [(k, v) for k, v in headers if k.lower() != "content-length"]
        headers += [("Content-Encoding", "gzip"), ("Content-Length", str(len(body)))]
    start_response(status, headers)
    return [body]
"""


@contextmanager
def isso(threads: dict[str, int], bodies: list[str], *, pages: str = "") -> Iterator[Server]:
    """Run Isso with threads of so many comments, by URI; guard and moderation are off.

    `pages` is another origin whose pages may show them; then answers are compressed as well.
    """
    python = _environment("isso", ["isso", "granian"])
    with tempfile.TemporaryDirectory(prefix="isso-") as folder:
        port = free_port()
        settings = Path(folder, "isso.cfg")
        settings.write_text(
            f"[general]\ndbpath = {folder}/comments.db\n"
            f"host =\n  http://127.0.0.1:{port}/\n  {pages}\n"
            "[guard]\nenabled = false\n[moderation]\nenabled = false\n"
            "[admin]\nenabled = false\n"
        )
        Path(folder, "packed.py").write_text(PACKED)
        command = [
            str(python),
            "-m",
            "granian",
            "packed:application" if pages else "isso.run:application",
        ]
        command += ["--host", "127.0.0.1", "--port", str(port), *GRANIAN]
        environ = {"ISSO_SETTINGS": str(settings), "PYTHONPATH": folder}
        with _running(command, environ, port) as root:
            server = Server(f"http://127.0.0.1:{port}", [root])
            for uri, number in threads.items():
                for n in range(number):
                    _post_to_isso(server.url, uri, bodies[n % len(bodies)])
            yield server


@contextmanager
def xtd(bodies: list[str]) -> Iterator[Server]:
    """Run django-comments-xtd with one thread of comments, as its REST list shows them."""
    python = _environment("xtd", ["django-comments-xtd", "django<6", "granian"])
    with tempfile.TemporaryDirectory(prefix="xtd-") as folder:
        shutil.copy(XTD_PROJECT, folder)
        Path(folder, "xtd_urls.py").write_text(XTD_URLS)
        Path(folder, "bodies.txt").write_text("\n".join(bodies), encoding="utf-8")
        environ = {"PYTHONPATH": folder, "DJANGO_SETTINGS_MODULE": "xtd_project", "XTD": folder}
        subprocess.run(
            [str(python), "-c", "import xtd_project; xtd_project.fill()"],
            env={**os.environ, **environ},
            check=True,
        )
        port = free_port()
        command = [str(python), "-m", "granian", "--factory"]
        command += ["django.core.wsgi:get_wsgi_application"]
        command += ["--host", "127.0.0.1", "--port", str(port), *GRANIAN]
        with _running(command, environ, port) as root:
            yield Server(f"http://127.0.0.1:{port}/comments/api/sites-site/1/", [root])


def _post_to_isso(url: str, uri: str, body: str) -> None:
    data = json.dumps({"text": body, "author": "Rui", "title": "Bridge reopens"}).encode()
    ask = urllib.request.Request(f"{url}/new?uri={uri}", data, {"Content-Type": "application/json"})
    urllib.request.urlopen(ask, timeout=10).close()


def _environment(name: str, packages: list[str]) -> Path:
    """Return the Python of an environment with these packages, made at the first run."""
    folder = HOME / name
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *packages], check=True)
        (folder / "complete").touch()
    return python


@contextmanager
def _running(command: list[str], environ: dict[str, str], port: int) -> Iterator[int]:
    """Run a server until the block ends, and give its process id once it listens."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    process = subprocess.Popen(command, env={**own, **environ}, stdout=QUIET, stderr=QUIET)
    try:
        _wait_for(port, process)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:  # Isso may hang in its own shutdown
            for child in psutil.Process(process.pid).children(recursive=True):
                child.kill()
            process.kill()
            process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"{process.args!r} does not listen")
