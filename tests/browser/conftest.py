"""A real Chromium, a newspaper of another origin, and the whole service behind both."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from tests.browser.newspaper import Newspaper, run_newspaper
from tests.stack import Stack

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]

Approve = Callable[[], None]
OpenDesk = Callable[..., Any]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say that there is no browser rather than fail for it."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no chromium: apt-get install chromium"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium a module: Playwright's loop must not run beside other modules' databases."""
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        # Playwright's loop runs in this thread; the tests ask the database from it as well.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        yield running
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        running.close()


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a page of a fresh reader; at the end nothing may have failed."""
    contexts, faults = [], []

    def note(message: Any) -> None:
        refused = "Failed to load resource" in message.text  # 422 and the like, which tests look at
        if message.type == "error" and not refused:
            faults.append(message.text)

    def open_one(address: str, **options: Any) -> Any:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", note)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.goto(address)
        return page

    yield open_one
    cookies = [cookie for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert faults == []
    assert cookies == []


@pytest.fixture(scope="session")
def newspaper(stack: Stack) -> Iterator[Newspaper]:
    """A news site of another origin; its host is one of the demo site's."""
    with run_newspaper(stack.url) as paper:
        yield paper


@pytest.fixture
def in_service(stack: Stack) -> Callable[[str], str]:
    """Return a function that runs a line of Python inside the service's data."""

    def run(code: str) -> str:
        done = stack.manage("shell", "--verbosity", "0", "--command", code)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture
def approve_all(in_service: Callable[[str], str]) -> Approve:
    """Return a function that lets moderator Ana approve everything that is not published."""
    code = (
        "from django.contrib.auth.models import User; from comments.models import Comment\n"
        "from moderation.decisions import *; from moderation.policies import policy_in_force\n"
        "ana, _ = User.objects.get_or_create(username='ana', is_superuser=True)\n"
        "rest = Comment.objects.exclude(status='approved').select_related('site')\n"
        "decide_all([Order(comment=c, now='approved', policy=policy_in_force(c.site), "
        "moderator_id=ana.pk, note='A test.') for c in rest])"
    )
    return lambda: (in_service(code), None)[1]


@pytest.fixture
def send(stack: Stack) -> Callable[..., str]:
    """Return a function that sends a comment over REST and gives its receipt."""

    def post(article: str, body: str, author_name: str = "Rui", **fields: str) -> str:
        data = {"article": article, "author_name": author_name, "body": body, **fields}
        answer = stack.ask("/api/v1/comments", data)
        assert answer.status == 202, json.dumps(answer.body)
        return str(answer.body["receipt"])

    return post


@pytest.fixture
def open_desk(browser: Any, live_server: LiveServer, tmp_path: Path) -> Iterator[OpenDesk]:
    """Return a function that opens a page as somebody who is logged in; no script may fail.

    What happens is recorded in BROWSER_RECORDINGS, if that names a folder.
    """
    recordings = Path(os.environ.get("BROWSER_RECORDINGS", tmp_path))
    contexts: list[tuple[User, Any]] = []
    faults: list[str] = []

    def note(message: Any) -> None:
        refused = "Failed to load resource" in message.text  # 409 and the like, which tests look at
        if message.type == "error" and not refused:
            faults.append(message.text)

    def open_as(
        user: User, path: str, *, language: str = "en", width: int = 1200, scheme: str = "light"
    ) -> Any:
        client = Client()
        client.force_login(user)
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale=language,
            color_scheme=scheme,
            base_url=live_server.url,
        )
        context.tracing.start(screenshots=True, snapshots=True)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies(
            [
                {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url},
                {
                    "name": settings.LANGUAGE_COOKIE_NAME,
                    "value": language,
                    "url": live_server.url,
                },
            ]
        )
        contexts.append((user, context))
        page = context.new_page()
        page.on("console", note)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(f"dialog: {dialog.message}"))
        page.goto(path)
        return page

    yield open_as
    for number, (user, context) in enumerate(contexts):
        context.tracing.stop(path=recordings / f"{number}-{user.get_username()}.zip")
        context.close()
    assert faults == []
