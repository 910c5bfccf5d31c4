"""Somebody who looks at every public address all the time, for what should not be there."""

import json
import re
import threading
import time
import urllib.error
import urllib.request
from urllib.parse import quote

from tests.stack import Stack

SEEN = re.compile(r"Vreloth (\d+)")


class Watcher(threading.Thread):
    """Notes when it first saw each comment (by its number), and every status it was answered."""

    def __init__(self, stack: Stack, stopping: threading.Event) -> None:
        super().__init__(daemon=True)
        self._stack, self._stopping = stack, stopping
        self.first_seen: dict[int, float] = {}
        self.statuses: set[int] = set()
        self.rounds = 0
        self._ids: list[str] = []

    def run(self) -> None:
        """Look until stopped."""
        while not self._stopping.wait(0.1):
            for path in self._addresses():
                self._look(path)
            self.rounds += 1

    def _addresses(self) -> list[str]:
        article = quote(self._stack.article, safe="")
        return [
            f"/api/v1/comments?article={article}",
            f"/api/v1/comments?article={article}&order=newest",
            f"/articles?url={article}&order=newest",
            f"/api/v1/counts?article={article}",
            *(f"/api/v1/comments/{uuid}" for uuid in self._ids[-5:]),
            "/readyz",
        ]

    def _look(self, path: str) -> None:
        # Before the request: a comment may be approved while the answer is on its way.
        try:
            with urllib.request.urlopen(self._stack.url + path, timeout=15) as answer:
                status, text = answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                status, text = refused.code, refused.read().decode()
        except OSError:
            return
        seen_at = time.time()
        self.statuses.add(status)
        for number in SEEN.findall(text):
            self.first_seen.setdefault(int(number), seen_at)
        if status == 200 and path.endswith("order=newest") and text.startswith("{"):
            self._ids = [comment["id"] for comment in json.loads(text)["comments"]]
