"""The embed in a real browser, on a news site of another origin under a strict policy."""

import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.newspaper import Newspaper, wait_until
from tests.stack import Stack

SECTION = "site-comments"
OWN = f"{SECTION} [part=own-comment]"
PHONE = {"width": 390, "height": 844}
STORY = "<p>Cars crossed it on Monday.</p>" * 60
WATCH = """
window.shift = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) shift += entry.value; })
  .observe({type: "layout-shift", buffered: true});
"""
RUDE = """
* {
  color: red !important; font-size: 60px !important; letter-spacing: 1em !important;
  text-transform: uppercase !important; direction: rtl !important; line-height: 0 !important;
  text-align: right !important; float: left; visibility: hidden;
}
button, input, textarea, [part] { display: none !important; }
"""


def write(page: Any, body: str, name: str = "Rui", within: str = SECTION) -> None:
    page.fill(f"{within} #author_name", name)
    page.fill(f"{within} #body", body)
    page.click(f"{within} form button.strong")


def test_a_clean_comment_is_received_then_published(
    newspaper: Newspaper, open_page: Callable[..., Any]
) -> None:
    page = open_page(newspaper.publish("/clean"))

    write(page, "A relief for the east of the town.")

    page.wait_for_selector(f"{OWN} >> text=Published.")
    page.wait_for_selector(f"{SECTION} [part=comment] >> text=A relief for the east")
    assert page.input_value(f"{SECTION} #body") == ""
    page.wait_for_selector(f"{SECTION} [part=heading] >> text=1 comment")


def test_a_rejected_comment_names_guideline_words_and_who_decided(
    newspaper: Newspaper, open_page: Callable[..., Any]
) -> None:
    page = open_page(newspaper.publish("/rejected"))

    write(page, "That is what you are, you fucking idiot.")

    page.wait_for_selector(f"{OWN} >> text=Not published.")
    told = page.text_content(OWN)
    assert "Personal attacks." in told
    assert "no person has looked at it" in told
    assert "fucking idiot" in "".join(page.locator(f"{OWN} mark").all_text_contents())
    assert page.locator(f"{SECTION} [part=comment]").count() == 0


def test_a_held_comment_waits_for_a_moderator_and_is_published_by_one(
    newspaper: Newspaper, open_page: Callable[..., Any], approve_all: Callable[[], None]
) -> None:
    page = open_page(newspaper.publish("/held"))

    write(page, "More about this at https://bridge-news.example/east")
    page.wait_for_selector(f"{OWN} >> text=a moderator will read your comment")
    approve_all()

    page.wait_for_selector(f"{OWN} >> text=Published.", timeout=60_000)
    page.wait_for_selector(f"{SECTION} [part=comment] >> text=bridge-news.example")
    assert page.locator(f"{SECTION} [part=text] a").count() == 0


def test_a_wrong_field_is_named_and_focused_and_nothing_typed_is_lost(
    newspaper: Newspaper, open_page: Callable[..., Any]
) -> None:
    page = open_page(newspaper.publish("/wrong"))

    write(page, "  A text with blanks.  ", name="")

    page.wait_for_selector(f"{SECTION} #author_name[aria-invalid]")
    active = "document.querySelector('site-comments').shadowRoot.activeElement.id"
    wait_until(page, f"{active} === 'author_name'")
    assert page.text_content(f"{SECTION} #author_name-error") == "Please give a name."
    assert page.input_value(f"{SECTION} #body") == "  A text with blanks.  "


def test_nothing_moves_under_a_pressed_button_when_the_form_learns_its_lengths(
    newspaper: Newspaper, open_page: Callable[..., Any]
) -> None:
    page = open_page(newspaper.publish("/pressed"))
    page.wait_for_selector(f"{SECTION} #body")
    page.locator(f"{SECTION} form button.strong").hover(position={"x": 20, "y": 4})

    page.mouse.down()
    page.wait_for_selector(f"{SECTION} #body-help:not(:empty)")
    page.mouse.up()

    page.wait_for_selector(f"{SECTION} [role=alert] p")


def test_offline_and_reload_lose_nothing_and_trying_again_makes_one_comment(
    newspaper: Newspaper, open_page: Callable[..., Any], stack: Stack
) -> None:
    article = newspaper.publish("/offline")
    page = open_page(article)
    page.wait_for_selector(f"{SECTION} #body")

    page.context.set_offline(True)
    write(page, "Written in the tunnel.")
    page.wait_for_selector(f"{SECTION} >> text=There is no connection")
    page.context.set_offline(False)
    page.reload()

    assert page.input_value(f"{SECTION} #body") == "Written in the tunnel."
    page.dblclick(f"{SECTION} form button.strong")
    page.wait_for_selector(f"{OWN} >> text=Published.")
    assert stack.ask(f"/api/v1/counts?article={article}").body["counts"] == {article: 1}


def test_the_keyboard_alone_is_enough(newspaper: Newspaper, open_page: Callable[..., Any]) -> None:
    page = open_page(newspaper.publish("/keyboard"))
    page.wait_for_selector(f"{SECTION} #body")

    page.keyboard.press("Tab")  # the guidelines
    page.keyboard.press("Tab")
    page.keyboard.type("Rui")
    page.keyboard.press("Tab")
    page.keyboard.type("Typed, never clicked.")
    page.keyboard.press("Tab")  # e-mail
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    page.wait_for_selector(f"{OWN} >> text=Published.")


def test_two_sections_on_a_page_do_not_mix(
    newspaper: Newspaper, open_page: Callable[..., Any]
) -> None:
    pair = [(name, newspaper.article(f"/two-{name}")) for name in ("first", "second")]
    both = (f'<aside class="{name}">{newspaper.element(url)}</aside>' for name, url in pair)
    newspaper.publish("/two", body="".join(both))
    page = open_page(newspaper.article("/two"))
    page.wait_for_selector(".second site-comments #body")

    write(page, "For the second alone.", within=".second site-comments")

    page.wait_for_selector(".second [part=comment] >> text=For the second alone.")
    assert page.locator(".first [part=comment]").count() == 0


def test_a_rude_style_sheet_of_the_host_page_changes_nothing_inside(
    newspaper: Newspaper, open_page: Callable[..., Any]
) -> None:
    newspaper.pages["/rude.css"] = (RUDE, "text/css")
    rude = newspaper.publish("/rude", head='<link rel="stylesheet" href="/rude.css">')

    page = open_page(rude)
    page.wait_for_selector(f"{SECTION} #body")

    style = page.eval_on_selector(
        f"{SECTION} label",
        "label => { const s = getComputedStyle(label); return [s.fontSize, s.color, "
        "s.letterSpacing, s.textTransform, s.direction, s.visibility]; }",
    )
    assert style == ["16px", "rgb(27, 27, 27)", "normal", "none", "ltr", "visible"]
    write(page, "Read in spite of the style.")
    page.wait_for_selector(f"{OWN} >> text=Published.")


def test_a_sorani_page_is_sorani_from_right_to_left(
    newspaper: Newspaper, open_page: Callable[..., Any]
) -> None:
    page = open_page(newspaper.publish("/sorani", language="ckb"), locale="en-GB")

    write(page, "ئەمە هەواڵێکی خۆشە بۆ هەموو شارەکە.", name="لەیلا")

    page.wait_for_selector(f"{OWN} >> text=بڵاو کرایەوە.")
    root = page.locator(f"{SECTION} [part=root]")
    assert (root.get_attribute("dir"), root.get_attribute("lang")) == ("rtl", "ckb")
    page.wait_for_selector(f"{SECTION} [part=heading] >> text=١ لێدوان")
    assert not any("a" <= letter <= "z" for letter in page.text_content(f"{SECTION} time").lower())


def test_a_reply_stands_under_its_comment_and_can_be_linked(
    newspaper: Newspaper, open_page: Callable[..., Any], send: Callable[..., str]
) -> None:
    article = newspaper.publish("/reply")
    send(article, "The ramp is too steep.", author_name="Lea")
    page = open_page(article)
    page.wait_for_selector(f"{SECTION} #body")
    page.reload()

    page.click(f"{SECTION} [part=reply]")
    write(page, "It is, for a pram.")
    page.wait_for_selector(f"{SECTION} .replies >> text=It is, for a pram.")
    link = page.locator(f"{SECTION} .replies [part=time]").get_attribute("href")
    page.goto("about:blank")
    page.goto(link)

    page.wait_for_selector(f"{SECTION} .replies .linked >> text=In reply to Lea")


def test_new_comments_are_announced_and_wait_to_be_shown(
    newspaper: Newspaper, open_page: Callable[..., Any], send: Callable[..., str]
) -> None:
    article = newspaper.article("/news")
    often = f'<site-comments article="{article}" news-seconds="1"></site-comments>'
    newspaper.publish("/news", body=often)
    page = open_page(article)
    page.wait_for_selector(f"{SECTION} #body")

    send(article, "A first word.")
    page.wait_for_selector(f"{SECTION} [role=status] >> text=1 new comment", timeout=30_000)
    assert page.locator(f"{SECTION} [part=comment]").count() == 0
    page.click(f"{SECTION} [role=status] button")

    page.wait_for_selector(f"{SECTION} [part=comment] >> text=A first word.")


def test_a_proof_of_work_is_done_unasked(
    newspaper: Newspaper, open_page: Callable[..., Any], in_service: Callable[[str], str]
) -> None:
    ask = "from comments.models import Site; Site.objects.update(proof_after_posts={})"
    in_service(ask.format(0))
    page = open_page(newspaper.publish("/proof"))

    write(page, "Worked for.")
    page.wait_for_selector(f"{OWN} >> text=Published.", timeout=60_000)

    in_service(ask.format(None))


def test_a_closed_article_says_so(
    newspaper: Newspaper,
    open_page: Callable[..., Any],
    send: Callable[..., str],
    in_service: Callable[[str], str],
) -> None:
    article = newspaper.publish("/closed")
    send(article, "The last word.")
    close = "from comments.models import Article; from django.db.models import F; "
    close += (
        f"Article.objects.filter(url={article!r}).update(is_open=False, version=F('version')+1)"
    )
    in_service(close)

    page = open_page(article)

    page.wait_for_selector(f"{SECTION} [part=closed] >> text=closed for comments")
    assert page.locator(f"{SECTION} form").count() == 0


def test_all_counts_of_a_page_are_asked_for_at_once(
    newspaper: Newspaper, open_page: Callable[..., Any]
) -> None:
    articles = [newspaper.article(f"/teaser-{number}") for number in range(30)]
    teasers = "".join(
        f'<site-comments-count article="{article}"></site-comments-count>' for article in articles
    )
    newspaper.publish("/front", body=teasers)
    asked: list[str] = []

    page = open_page("about:blank")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(newspaper.article("/front"))
    page.wait_for_selector("site-comments-count >> text=0 comments")

    assert page.locator("site-comments-count [part=count]").count() == 30
    assert len([url for url in asked if "/api/v1/counts" in url]) == 1


def test_the_page_is_told_what_happens(newspaper: Newspaper, open_page: Callable[..., Any]) -> None:
    page = open_page("about:blank")
    page.add_init_script(
        "window.told = []; for (const name of ['comments:ready', 'comments:posted', "
        "'comments:count']) addEventListener(name, event => told.push(name));"
    )
    page.goto(newspaper.publish("/events"))

    write(page, "Heard by the page.")
    page.wait_for_selector(f"{SECTION} [part=comment] >> text=Heard by the page.")

    names = ["comments:ready", "comments:posted", "comments:count"]
    wait_until(page, f"{names}.every(name => told.includes(name))")


def test_nothing_moves_for_a_reader_who_comes_down_to_the_section(
    newspaper: Newspaper, open_page: Callable[..., Any], send: Callable[..., str], stack: Stack
) -> None:
    article = newspaper.article("/still")
    stack.fate(send(article, "A relief."))
    newspaper.publish("/still", body=STORY + newspaper.element(article))
    page = open_page("about:blank", viewport=PHONE)
    page.add_init_script(WATCH)

    page.goto(article)
    wait_until(page, "document.querySelector('site-comments').shadowRoot")
    for _screen in range(8):
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(100)
    page.wait_for_selector("site-comments [part=comment]")
    page.wait_for_timeout(100)

    assert page.evaluate("shift") == 0


def test_nothing_moves_in_the_first_view_where_the_page_reserves_its_place(
    newspaper: Newspaper, open_page: Callable[..., Any], send: Callable[..., str], stack: Stack
) -> None:
    article = newspaper.article("/short")
    stack.fate(send(article, "A relief."))
    newspaper.pages["/place.css"] = (
        "site-comments { display: block; min-block-size: 60rem }",
        "text/css",
    )
    newspaper.publish("/short", head='<link rel="stylesheet" href="/place.css">')
    page = open_page("about:blank", viewport=PHONE)
    page.add_init_script(WATCH)

    page.goto(article)
    page.wait_for_selector("site-comments [part=comment]")
    page.wait_for_timeout(100)

    assert page.evaluate("shift") == 0


def test_nothing_moves_for_a_reader_whose_own_comments_are_shown(
    newspaper: Newspaper, open_page: Callable[..., Any], send: Callable[..., str], stack: Stack
) -> None:
    article = newspaper.article("/returning")
    texts = ["A relief.", "You fucking idiot.", "More at https://bridge-news.example/east"]
    receipts = [send(article, text) for text in texts]
    for receipt in receipts:
        stack.fate(receipt)
    newspaper.pages["/place.css"] = (
        "site-comments { display: block; min-block-size: 60rem }",
        "text/css",
    )
    newspaper.publish("/returning", head='<link rel="stylesheet" href="/place.css">')
    kept = ", ".join(f"{{receipt: '{one}', at: Date.now()}}" for one in receipts)
    page = open_page("about:blank", viewport=PHONE)
    page.add_init_script(
        WATCH + f"localStorage.setItem('comments:receipts:{article}', JSON.stringify([{kept}]))"
    )

    page.goto(article)
    page.wait_for_selector(f"{OWN} mark")
    page.wait_for_selector(f"{OWN} >> text=a moderator will read")
    page.wait_for_timeout(500)

    assert page.locator(OWN).count() == 2  # the approved one stands in the list
    assert page.evaluate("shift") == 0


def test_the_first_view_takes_three_requests_and_few_bytes(
    newspaper: Newspaper, open_page: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    address = newspaper.publish("/weight")
    page = open_page("about:blank")
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    sizes: list[int] = []
    asked: list[str] = []
    network.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.on("request", lambda request: asked.append(request.url))

    page.goto(address)
    page.wait_for_selector(f"{SECTION} #body")

    ours = [url for url in asked if url.startswith(newspaper.service)]
    with capsys.disabled():
        sys.stdout.write(
            f"\nfirst view: {len(ours)} requests, {sum(sizes):,} bytes with the page\n"
        )
    assert len(ours) == 3
    assert sum(sizes) < 20_000
