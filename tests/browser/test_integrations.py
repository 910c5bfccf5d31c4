"""The snippets for other systems, in pages as those systems make them."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.newspaper import Newspaper, run_newspaper
from tests.stack import Stack

GHOST = Path(__file__).parents[2] / "comments/integrations/ghost"
SERVICE = "https://comments.news.example"
# As Ghost's own theme Casper writes a page; {{ghost_head}} gives the canonical link.
PAGE = (
    '<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Bridge</title>'
    '<meta name="viewport" content="width=device-width"><link rel="canonical" href="{canonical}">'
    '</head><body class="{kind}-template tag-town"><div class="viewport"><article>'
    '<h1 class="gh-article-title">Bridge reopens</h1><section class="gh-content">'
    "<p>Cars crossed it on Monday.</p></section>{inside}</article></div>{foot}</body></html>"
)


@pytest.fixture
def ghost(stack: Stack) -> Iterator[Newspaper]:
    """A Ghost site: no Content-Security-Policy worth the name."""
    with run_newspaper(stack.url, "default-src * 'unsafe-inline'") as site:
        yield site


def publish(ghost: Newspaper, path: str, canonical: str, **parts: str) -> str:
    usual = {"language": "en", "kind": "post", "inside": "", "foot": ""}
    html = PAGE.format(canonical=ghost.article(canonical), **usual | parts)
    ghost.pages[path] = (html, "text/html; charset=utf-8")
    return ghost.article(path)


def partial(ghost: Newspaper, path: str) -> str:
    """Return the theme's partial as Ghost renders it inside {{#post}}."""
    text = (GHOST / "moderated-comments.hbs").read_text(encoding="utf-8")
    text = re.sub(r"\{\{!--.*?--\}\}", "", text)
    for helper, value in (
        ('{{url absolute="true"}}', ghost.article(path)),
        ("{{@site.locale}}", "ckb"),
        ('{{t "Comments"}}', "Comments"),
    ):
        assert helper in text
        text = text.replace(helper, value)
    assert "{{" not in text
    return text.replace(SERVICE, ghost.service)


def test_ghosts_partial_is_the_section_of_its_post(
    ghost: Newspaper, open_page: Callable[..., Any], send: Callable[..., str], stack: Stack
) -> None:
    stack.fate(send(ghost.article("/partial/"), "A relief."))
    address = publish(ghost, "/partial/", "/partial/", inside=partial(ghost, "/partial/"))

    page = open_page(address)
    page.wait_for_selector("site-comments [part=comment] >> text=A relief.")
    assert page.get_attribute("site-comments [part=root]", "lang") == "ckb"

    bare = open_page(address, java_script_enabled=False)
    bare.click("site-comments a")
    bare.wait_for_selector("article >> text=A relief.")


def test_ghosts_code_injection_knows_the_post_by_its_canonical_link(
    ghost: Newspaper, open_page: Callable[..., Any], send: Callable[..., str], stack: Stack
) -> None:
    stack.fate(send(ghost.article("/injected/"), "A relief."))
    foot = (GHOST / "code-injection.html").read_text(encoding="utf-8")
    foot = foot.replace(SERVICE, ghost.service)
    post = publish(ghost, "/injected/", "/injected/", language="ar", foot=foot)
    home = publish(ghost, "/home", "/", kind="home", foot=foot)
    asked: list[str] = []

    page = open_page(f"{post}?ref=newsletter")
    page.wait_for_selector("site-comments [part=comment] >> text=A relief.")
    assert page.get_attribute("site-comments [part=root]", "lang") == "ar"

    page.on("request", lambda request: asked.append(request.url))
    page.goto(home)
    page.wait_for_timeout(1000)
    assert not page.is_visible("site-comments")
    assert [url for url in asked if "/api/" in url or "words" in url] == []
