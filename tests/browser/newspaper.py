"""A news site of another origin, under the strictest policy that still lets the embed in."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote

POLICY = (
    "default-src 'none'; script-src {service}; connect-src {service}; frame-src {service}; "
    "style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'"
)


PATIENCE_MS, STEP_MS = 20_000, 50


def wait_until(page: Any, expression: str) -> None:
    """Wait until an expression is true on a page of the newspaper.

    Playwright's `wait_for_function` asks again by eval, which the policy of these pages forbids.
    """
    for _step in range(PATIENCE_MS // STEP_MS):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(STEP_MS)
    raise AssertionError(expression)


@dataclass
class Newspaper:
    """Pages by path, served at `url`; its articles belong to the demo site (host localhost)."""

    url: str
    service: str
    pages: dict[str, tuple[str, str]] = field(default_factory=dict)

    def article(self, path: str) -> str:
        """Return the canonical URL of an article."""
        return self.url + path

    def publish(self, path: str, *, language: str = "en", head: str = "", body: str = "") -> str:
        """Serve an article with the embed, or with another body; return its address."""
        article = self.article(path)
        inside = body or self.element(article)
        html = (
            f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>Bridge reopens</title>'
            f'<script type="module" async src="{self.service}/embed/v1.js"></script>{head}</head>'
            f"<body><main><h1>Bridge reopens</h1><p>Cars crossed it on Monday.</p>{inside}</main>"
            "<footer>The News</footer></body></html>"
        )
        self.pages[path] = (html, "text/html; charset=utf-8")
        return article

    def element(self, article: str) -> str:
        """Return the line that an editor pastes."""
        page = f"{self.service}/articles?url={quote(article, safe='')}"
        return f'<site-comments article="{article}"><a href="{page}">Comments</a></site-comments>'


@contextmanager
def run_newspaper(service: str, policy: str = POLICY) -> Iterator[Newspaper]:
    """Serve a newspaper while the block lasts, under this Content-Security-Policy."""
    paper: Newspaper

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            html, kind = paper.pages.get(self.path.split("?")[0], ("", "text/plain"))
            raw = html.encode()
            self.send_response(200 if html else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(raw)))
            self.send_header("Content-Security-Policy", policy.format(service=service))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    paper = Newspaper(f"http://localhost:{server.server_port}", service)
    yield paper
    server.shutdown()
    server.server_close()
