"""What readers write adds no element, attribute, request or dialog to any page."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.newspaper import Newspaper
from tests.stack import Stack

TEXTS = [
    "<img src=x onerror=alert(1)>",
    '"><script>alert(2)</script>',
    "</textarea></title></style><svg onload=alert(3)>",
    "' autofocus onfocus=alert(4) x='",
    "{{ 7|add:7 }}{% now 'Y' %}${7*7}",
    "<!--",
    "]]>&lt;b&gt;&#60;i&#62;",
    "javascript:alert(5)//<a href='javascript:alert(6)'>x</a>",
    "\u202eturned around\u2066 and never closed",
    "Z\u0351\u0343\u0301" * 40 + "W" * 300,
    "<template shadowrootmode=open><style>*{display:none}</style></template>",
    "http://evil.example/ //evil.example/x.png www.evil.example",
]


def names(text: str) -> str:
    """Return a text as a name may be: fifty characters, one line, no turning signs."""
    return text.replace("\u202e", "").replace("\u2066", "")[:50]


@pytest.fixture
def hostile_article(
    newspaper: Newspaper, send: Callable[..., str], approve_all: Callable[[], None]
) -> tuple[str, list[str]]:
    """An article whose every comment is hostile and approved, and the receipts."""
    article = newspaper.publish("/hostile")
    receipts = [send(article, text, author_name=names(text)) for text in TEXTS]
    approve_all()
    return article, receipts


def test_hostile_texts_are_shown_as_the_text_they_are(
    hostile_article: tuple[str, list[str]],
    newspaper: Newspaper,
    stack: Stack,
    open_page: Callable[..., Any],
) -> None:
    article, receipts = hostile_article
    asked: list[str] = []
    page = open_page("about:blank", viewport={"width": 320, "height": 800})
    page.on("request", lambda request: asked.append(request.url))

    page.goto(article)
    page.wait_for_selector("site-comments [part=comment]")
    assert page.locator("site-comments [part=text]").all_text_contents() == TEXTS
    assert page.locator("site-comments [part=text] > *").count() == 0
    assert page.locator("site-comments [part=name] > *").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.goto(f"{stack.url}/articles?url={article}")
    assert page.locator(".words").all_text_contents() == TEXTS
    assert page.locator(".words > *, .comment h3 > *").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    for receipt, text in zip(receipts, TEXTS, strict=True):
        page.goto(f"{stack.url}/submissions/{receipt}")
        assert page.text_content(".words") == text
        assert page.locator(".words > *").count() == 0

    assert {url for url in asked if not url.startswith((stack.url, newspaper.url))} == set()
