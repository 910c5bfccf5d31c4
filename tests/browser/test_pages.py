"""The pages without script, and in a frame."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from tests.browser.newspaper import Newspaper, wait_until
from tests.stack import Stack

FASTEST_MS = 2100  # comments.tickets.LEAST_SECONDS


def test_without_script_a_reader_follows_the_link_posts_and_reads_the_decision(
    newspaper: Newspaper, open_page: Callable[..., Any], stack: Stack
) -> None:
    page = open_page(newspaper.publish("/plain"), java_script_enabled=False)

    page.click("text=Comments")
    page.fill("#author_name", "Rui")
    page.fill("#body", "Sent by the browser alone.\nIn two lines.")
    page.wait_for_timeout(FASTEST_MS)
    page.click("button")

    page.wait_for_selector("text=Received.")
    stack.fate(page.url.split("/")[-1].split("?")[0])
    page.click("text=Look again")
    page.wait_for_selector("text=Published.")
    page.click("text=See it among the comments")
    page.wait_for_selector("article >> text=Sent by the browser alone.")


def test_a_receipt_shows_a_decision_by_itself(
    newspaper: Newspaper,
    open_page: Callable[..., Any],
    send: Callable[..., str],
    stack: Stack,
    approve_all: Callable[[], None],
) -> None:
    receipt = send(newspaper.article("/watched"), "More at https://bridge-news.example/east")
    stack.fate(receipt)
    page = open_page(f"{stack.url}/submissions/{receipt}")
    page.wait_for_selector("text=a moderator will read")

    approve_all()

    page.wait_for_selector("text=Published.", timeout=60_000)


def test_without_script_an_error_keeps_what_was_typed_and_focuses_its_field(
    newspaper: Newspaper, open_page: Callable[..., Any], stack: Stack
) -> None:
    article = newspaper.publish("/plain-error")
    form = f"{stack.url}/articles?url={quote(article, safe='')}"
    page = open_page(form, java_script_enabled=False)

    page.fill("#body", "\n  Kept, blanks and all.  ")
    page.fill("#email", "not-an-address")
    page.click("button")

    assert page.input_value("#body") == "\n  Kept, blanks and all.  "
    assert page.input_value("#email") == "not-an-address"
    assert page.locator("#author_name:focus").count() == 1
    assert "Please give a name." in page.text_content("[role=alert]")


def test_a_frame_on_the_sites_page_grows_to_its_height(
    newspaper: Newspaper, open_page: Callable[..., Any], stack: Stack
) -> None:
    article = newspaper.article("/framed")
    frame = f'<iframe data-comments title="Comments" src="{stack.url}/articles?url={article}">'
    script = f'<script async src="{stack.url}/static/comments/framed.js"></script>'
    newspaper.publish("/framed", head=script, body=f"{frame}</iframe>")

    page = open_page(article)

    inside = page.frame_locator("iframe")
    inside.locator("#body").wait_for()
    wait_until(page, "document.querySelector('iframe').clientHeight > 500")
    inside.locator("#author_name").fill("Rui")
    inside.locator("#body").fill("Sent from a frame.")
    page.wait_for_timeout(FASTEST_MS)
    inside.locator("button").click()
    inside.locator("text=Published.").wait_for()


def test_a_page_of_another_site_may_not_frame_it(
    newspaper: Newspaper, browser: Any, stack: Stack
) -> None:
    newspaper.publish(
        "/thief", body=f'<iframe src="{stack.url}/articles?url={newspaper.url}/"></iframe>'
    )
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    page.goto(newspaper.url.replace("localhost", "elsewhere.localhost") + "/thief")
    page.wait_for_timeout(500)

    assert any("frame-ancestors" in text for text in said)
    assert page.frame_locator("iframe").locator("form").count() == 0
    context.close()


def test_a_page_that_is_not_there_looks_like_the_others(
    open_page: Callable[..., Any], stack: Stack
) -> None:
    page = open_page(f"{stack.url}/nowhere", locale="ckb")

    assert page.evaluate("[...document.styleSheets].map(sheet => sheet.cssRules.length > 0)") == [
        True
    ]
    assert page.evaluate("document.documentElement.dir") == "rtl"
