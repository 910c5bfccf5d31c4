"""axe finds nothing on form, list and receipt, in light and dark, from left and from right."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.newspaper import Newspaper
from tests.stack import Stack

LANGUAGES = ["en", "ckb", "ar", "ku", "tr"]
PHONE = {"width": 320, "height": 800}


@pytest.fixture
def comments(newspaper: Newspaper, send: Callable[..., str], stack: Stack) -> tuple[str, list[str]]:
    """An article with a comment, and the receipts of one of each fate."""
    article = newspaper.publish("/axe")
    texts = ["A relief.", "You fucking idiot.", "More at https://bridge-news.example/east"]
    receipts = [send(article, text) for text in texts]
    for receipt in receipts:
        stack.fate(receipt)
    return article, receipts


def violations(page: Any) -> list[str]:
    """Return what axe finds wrong, WCAG 2.2 AA and best practices, in words."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page).response["violations"]
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes']]}" for one in found]


def fits(page: Any) -> bool:
    """Return whether the page needs no scrolling sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_the_pages(
    comments: tuple[str, list[str]],
    language: str,
    scheme: str,
    open_page: Callable[..., Any],
    stack: Stack,
) -> None:
    article, receipts = comments
    page = open_page("about:blank", color_scheme=scheme, viewport=PHONE, bypass_csp=True)
    addresses = [f"/articles?url={article}", "/guidelines?"]
    addresses += [f"/submissions/{receipt}?" for receipt in receipts]

    for address in addresses:
        page.goto(f"{stack.url}{address}&language={language}")
        assert violations(page) == [], address
        assert fits(page), address

    page.goto(f"{stack.url}/articles?url={article}&language={language}")
    page.click("form button")
    page.wait_for_selector("[role=alert]")
    assert violations(page) == []
    assert fits(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_the_embed(
    comments: tuple[str, list[str]],
    language: str,
    scheme: str,
    open_page: Callable[..., Any],
    newspaper: Newspaper,
) -> None:
    article, receipts = comments
    kept = ", ".join(f"{{receipt: '{one}', at: Date.now()}}" for one in receipts)
    path = f"/axe-{language}"
    newspaper.publish(
        path,
        language=language,
        head='<meta name="color-scheme" content="light dark">',
        body=newspaper.element(article),
    )
    page = open_page("about:blank", color_scheme=scheme, viewport=PHONE, bypass_csp=True)
    page.add_init_script(
        f"localStorage.setItem('comments:receipts:{article}', JSON.stringify([{kept}]))"
    )

    page.goto(newspaper.article(path))
    page.wait_for_selector("site-comments [part=own-comment] mark")
    page.press("site-comments form button.strong", "Enter")  # not moved by boxes that still load
    page.wait_for_selector("site-comments [role=alert] p")

    assert violations(page) == []
    assert fits(page)
