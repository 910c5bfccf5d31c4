"""A real browser at a real server; without chromium these tests are skipped, and say so."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    # Playwright's loop runs in this thread; the tests ask the database from it as well.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer, tmp_path: Path) -> Iterator[OpenPage]:
    """Return a function that opens a page as somebody who is logged in.

    What happens is recorded in BROWSER_RECORDINGS, if that names a folder.
    """
    recordings = Path(os.environ.get("BROWSER_RECORDINGS", tmp_path))
    contexts = []

    def open_as(user: User, path: str, *, language: str = "en", width: int = 1200) -> Page:
        client = Client()
        client.force_login(user)
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale=language, base_url=live_server.url
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
        page.goto(path)
        return page

    yield open_as
    for number, (user, context) in enumerate(contexts):
        context.tracing.stop(path=recordings / f"{number}-{user.get_username()}.zip")
        context.close()
