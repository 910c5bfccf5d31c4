"""The whole service in processes of its own, for tests that need the real thing."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from config.processes import Child
from config.up import MANAGE, child_environ, free_port, prepare_data, prepare_database, running


@dataclass
class Answer:
    """An HTTP answer: its status, its headers, its JSON or text."""

    status: int
    headers: Any
    body: Any


@dataclass
class Stack:
    """A running service: Valkey, worker and web, with a demo site at its own address."""

    url: str
    environ: dict[str, str]
    data: Path
    children: list[Child]

    @property
    def article(self) -> str:
        """Return the URL of the English demo article."""
        return f"{self.url}/demo/bridge-reopens"

    def child(self, name: str) -> Child:
        """Return the valkey, worker or web process."""
        return next(child for child in self.children if child.part.name == name)

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of manage.py on the service's data."""
        command = [sys.executable, str(MANAGE), *arguments]
        return subprocess.run(
            command, env=self.environ, capture_output=True, text=True, check=False
        )

    def ask(self, path: str, data: Any = None, **headers: str) -> Answer:
        """GET, or POST data as JSON; refusals are answers, too."""
        body = None if data is None else json.dumps(data).encode()
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(
            self.url + path, body, {"Content-Type": "application/json", **headers}
        )
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return _answer(answer)
        except urllib.error.HTTPError as refused:
            with refused:
                return _answer(refused)

    def post(self, body: str, author_name: str = "Rui", **headers: str) -> Answer:
        """Send a comment under the demo article."""
        data = {"article": self.article, "author_name": author_name, "body": body}
        return self.ask("/api/v1/comments", data, **headers)

    def fate(self, receipt: str, seconds: float = 30) -> dict[str, Any]:
        """Wait until a comment is decided or held, and return what its receipt says."""
        until = time.monotonic() + seconds
        while True:
            told: dict[str, Any] = self.ask(f"/api/v1/submissions/{receipt}").body
            if told["waits_for"] != "rules" or time.monotonic() > until:
                return told
            time.sleep(0.05)


@contextmanager
def run_stack(data: Path, **settings: str) -> Iterator[Stack]:
    """Run the service with its data in a folder, and settings besides those of the tests."""
    port = free_port()
    environ = child_environ(
        {"POSTS_PER_MINUTE": "0", **inherited(), **settings}, data, "127.0.0.1", port
    )
    environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    prepare_data(data)
    prepare_database(environ)
    with running(environ, data, "127.0.0.1", port) as children:
        yield Stack(f"http://127.0.0.1:{port}", environ, data, children)


def inherited() -> dict[str, str]:
    """Return our environment but for the key of the tests: a service makes its own."""
    return {name: value for name, value in os.environ.items() if name != "SECRET_KEY"}


def _answer(response: Any) -> Answer:
    raw = response.read()
    is_json = "json" in response.headers.get("Content-Type", "")
    return Answer(response.status, response.headers, json.loads(raw) if is_json else raw.decode())
