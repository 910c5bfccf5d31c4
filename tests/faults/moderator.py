"""A moderator who decides what is held, through the admin, as fast as one reads."""

import http.client
import http.cookiejar
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

import psycopg

from tests.faults.installation import Installation

PASSWORD = "the lamp at the ford"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


class Moderator(threading.Thread):
    """Decides held comments, newest first or oldest first, until stopped."""

    def __init__(
        self, run: Installation, name: str, stopping: threading.Event, *, newest_first: bool
    ) -> None:
        super().__init__(daemon=True)
        self._run, self._stopping = run, stopping
        self._name = name
        self._order = "DESC" if newest_first else "ASC"
        self.decided = 0
        self.beaten = 0  # somebody else was first
        self.statuses: set[int] = set()
        jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        program = (
            "from django.contrib.auth.models import User; "
            f"User.objects.create_superuser('{name}', password='{PASSWORD}')"
        )
        made = run.stack.manage("shell", "-c", program)
        assert made.returncode == 0, made.stderr

    def run(self) -> None:
        """Decide one comment after another."""
        while not self._stopping.wait(0.4):
            try:
                self._decide_one()
            except (OSError, LookupError, http.client.HTTPException, psycopg.Error):
                continue  # a fault; the next comment

    def _decide_one(self) -> None:
        rows = self._run.query(
            "SELECT id, version FROM comments_comment WHERE status='pending' "  # noqa: S608 - ours
            f"AND reviewed_at IS NOT NULL ORDER BY id {self._order} LIMIT 1"
        )
        if not rows:
            return
        path = f"/admin/moderation/heldcomment/{rows[0][0]}/change/"
        _status, page = self._open(path)
        if 'name="password"' in page:
            self._log_in(path, page)
            _status, page = self._open(path)
        seen = f"{rows[0][0]}:{rows[0][1]}"
        sent = {"now": "approved", "seen": seen, "csrfmiddlewaretoken": _token(page)}
        status, _page = self._open(path, sent)
        self.decided += status == 200
        self.beaten += status == 409

    def _log_in(self, path: str, page: str) -> None:
        sent = {"username": self._name, "password": PASSWORD, "next": path}
        self._open("/admin/login/", sent | {"csrfmiddlewaretoken": _token(page)})

    def _open(self, path: str, data: dict[str, Any] | None = None) -> tuple[int, str]:
        body = urllib.parse.urlencode(data).encode() if data else None
        request = urllib.request.Request(self._run.stack.url + path, body)
        try:
            with self._opener.open(request, timeout=30) as answer:
                status, page = answer.status, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                status, page = refused.code, refused.read().decode()
        self.statuses.add(status)
        return status, page


def _token(page: str) -> str:
    found = TOKEN.search(page)
    if found is None:
        raise LookupError
    return found[1]
