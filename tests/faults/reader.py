"""Readers who post, remember what they were told, and try again as a browser would."""

import http.client
import itertools
import json
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from tests.stack import Stack

# Made-up words, so that no log line holds one by chance. Every third is left to a person, every
# seventh breaks a guideline.
CLEAN = "Vreloth {n}: a relief for the east of the town."
HELD = "Vreloth {n}: more at https://quarrow.example/{n}"
REJECTED = "Vreloth {n}: the author is a fucking moron."
NAME = "Rui Zandemar"
SENTINELS = ("Vreloth", "Zandemar", "quarrow.example", "rui@zandemar.example")

_numbers = itertools.count(1)


@dataclass
class Sent:
    """One comment of a reader's, and what came of sending it."""

    number: int
    key: str
    body: str
    statuses: list[int] = field(default_factory=list)  # 0: no answer at all
    told: dict[str, Any] = field(default_factory=dict)

    @property
    def taken(self) -> bool:
        """Return whether any answer was 202."""
        return 202 in self.statuses


class Ledger:
    """All that was sent, by all readers of an experiment."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.slowest_seconds = 0.0
        self._lock = threading.Lock()

    @property
    def statuses(self) -> Counter[int]:
        """Return how often each status was answered."""
        return Counter(status for sent in self.sent for status in sent.statuses)

    def begin(self, more: str = "") -> Sent:
        """Return the next comment to send: a usual one, or one of a harmful reader's own words."""
        number = next(_numbers)
        usual = HELD if number % 3 == 0 else REJECTED if number % 7 == 0 else CLEAN
        body = f"Vreloth {number}: {more}" if more else usual.format(n=number)
        sent = Sent(number, f"fault-{number}", body)
        with self._lock:
            self.sent.append(sent)
        return sent

    def timed(self, seconds: float) -> None:
        """Remember the slowest answer."""
        with self._lock:
            self.slowest_seconds = max(self.slowest_seconds, seconds)


class Reader(threading.Thread):
    """Posts at a pace until stopped; what is not taken is sent again with the same key."""

    def __init__(
        self, stack: Stack, ledger: Ledger, stopping: threading.Event, *, pause: float = 0.05
    ) -> None:
        super().__init__(daemon=True)
        self._stack, self._ledger, self._stopping = stack, ledger, stopping
        self._pause = pause
        self._address = urlsplit(stack.url).netloc

    def run(self) -> None:
        """Send one comment after another."""
        while not self._stopping.wait(self._pause):
            self.send(self._ledger.begin())

    def send(self, sent: Sent, *, most: int = 40) -> None:
        """Send a comment until it is taken or refused, with half a second between."""
        for _ in range(most):
            status = self._post(sent)
            sent.statuses.append(status)
            if status and status not in (429, 503):
                return
            time.sleep(0.5)

    def _post(self, sent: Sent) -> int:
        data = {
            "article": self._stack.article,
            "author_name": NAME,
            "body": sent.body,
            "email": "rui@zandemar.example",
        }
        headers = {"Content-Type": "application/json", "Idempotency-Key": sent.key}
        connection = http.client.HTTPConnection(self._address, timeout=30)
        began = time.monotonic()
        try:
            connection.request("POST", "/api/v1/comments", json.dumps(data), headers)
            answer = connection.getresponse()
            raw = answer.read()
        except (OSError, http.client.HTTPException):
            return 0
        finally:
            connection.close()
            self._ledger.timed(time.monotonic() - began)
        if answer.status == 202:
            sent.told = json.loads(raw)
        return answer.status
