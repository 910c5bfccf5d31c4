"""`manage.py up --check`: start everything, send three comments through HTTP, see them decided."""

import json
import os
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from config.up import (
    UpError,
    child_environ,
    free_port,
    only_one,
    prepare_data,
    prepare_database,
    running,
)

DECIDE_SECONDS = 30
CLEAN = "The new bridge is a relief for everyone in the east of the town."
VIOLATING = "The author of this is a fucking moron."
DOUBTFUL = "More about this at https://bridge-news.example/east"


def trial() -> bool:
    """Run the service in a throw-away folder and tell whether all three comments fared right."""
    with tempfile.TemporaryDirectory(prefix="comments-") as folder:
        data, host, port = Path(folder), "127.0.0.1", free_port()
        environ = child_environ(os.environ, data, host, port)
        environ["PUBLIC_URL"] = f"http://{host}:{port}"
        prepare_data(data)
        with only_one(data):
            prepare_database(environ)
            with running(environ, data, host, port):
                return _try_out(environ["PUBLIC_URL"])


def _try_out(base: str) -> bool:
    article = f"{base}/demo/bridge-reopens"
    outcomes = [
        _expect(base, article, "clean", CLEAN, "approved"),
        _expect(base, article, "violating", VIOLATING, "rejected"),
        _expect(base, article, "doubtful", DOUBTFUL, "held"),
    ]
    listed = _ask(f"{base}/api/v1/comments?article={article}")
    bodies = [comment["body"] for comment in listed["comments"]]
    public = CLEAN in bodies and VIOLATING not in bodies and DOUBTFUL not in bodies
    print("public: the clean comment alone" if public else f"public: {len(bodies)} comments")  # noqa: T201
    return public and all(outcomes)


def _expect(base: str, article: str, kind: str, body: str, wanted: str) -> bool:
    """Send a comment, wait for its fate, print a line, and return whether it is the wanted one."""
    began = time.monotonic()
    sent = _ask(f"{base}/api/v1/comments", {"article": article, "author_name": "Rui", "body": body})
    fate, answer = "pending", sent
    while fate == "pending" and time.monotonic() < began + DECIDE_SECONDS:
        time.sleep(0.05)
        answer = _ask(f"{base}/api/v1/submissions/{sent['receipt']}")
        fate = "held" if answer["waits_for"] == "person" else answer["status"]
    seconds = time.monotonic() - began
    causes = [reason["code"] for reason in (answer.get("decision") or {}).get("guidelines", [])]
    because = f" ({', '.join(causes)})" if causes else ""
    verdict = "" if fate == wanted else f" - expected {wanted}"
    print(f"{kind}: {fate}{because} after {seconds:.2f} s{verdict}")  # noqa: T201
    return fate == wanted


def _ask(url: str, data: dict[str, str] | None = None) -> Any:
    """Return the JSON answer of a GET or, with data, of a POST. Raises UpError for a refusal."""
    body = json.dumps(data).encode() if data else None
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})  # noqa: S310 - http
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - http
            return json.load(answer)
    except urllib.error.HTTPError as refused:
        raise UpError(f"{url} answered {refused.code}: {refused.read().decode()}") from None
