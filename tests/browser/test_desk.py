"""A moderator's hour at the queue, by keyboard alone, with a colleague at the same cards."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import User
from playwright.sync_api import Page, expect

from comments.models import Comment, Site
from moderation.decisions import REJECTED, Order, decide
from moderation.guidelines.policy import Policy
from moderation.models import Decision, Hold, PolicyDraft
from moderation.policies import policy_in_force, save_draft
from moderation.review import review_waiting
from moderation.verification import first_broken_decisions
from tests.browser.conftest import OpenDesk
from tests.browser.test_hostile_texts import TEXTS, names
from tests.conftest import MakeComment

QUEUE = "/admin/moderation/heldcomment/"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def make_held(make_comment: MakeComment) -> Callable[[int], list[Comment]]:
    def make(number: int) -> list[Comment]:
        for n in range(number):
            make_comment(f"Part {n} of this is at https://bridge-news.example/{n}")
        review_waiting()
        return list(Comment.objects.held())

    return make


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def here(page: Page) -> int:
    """Return the comment that has the focus."""
    focused = page.evaluate("document.activeElement.closest('.card')?.id ?? ''")
    return int(focused.removeprefix("comment-") or 0)


def wait_until_saved(page: Page) -> None:
    expect(page.locator('.card[data-state="sending"]')).to_have_count(0)


def grave(violations: list[dict[str, Any]]) -> list[str]:
    """Return the serious of axe's findings."""
    return [one["id"] for one in violations if one["impact"] in ("serious", "critical")]


def test_twenty_comments_by_keyboard_alone(
    make_held: Callable[[int], list[Comment]], open_desk: OpenDesk, ana: User, ben: User
) -> None:
    held = make_held(20)
    page = open_desk(ana, QUEUE)

    press(page, "j")
    assert here(page) == held[0].pk
    press(page, *"aaaaa")  # five approved: the focus goes on by itself
    press(page, *["r", "1"] * 4)  # four rejected by two keys each
    press(page, "r", "Shift+Digit2", "Shift+Digit5", "Enter")  # under two guidelines
    wait_until_saved(page)
    assert here(page) == held[10].pk

    press(page, "z")  # the last one was a mistake
    expect(page.locator(f"#comment-{held[9].pk}:not([data-state])")).to_be_visible()
    assert here(page) == held[9].pk
    press(page, "a")
    wait_until_saved(page)

    press(page, "x", "Shift+J", "Shift+J", "Shift+J", "Shift+J")  # five selected
    press(page, "r", "6")
    wait_until_saved(page)

    # Ben is faster with the next one; Ana's decision comes back with his.
    theirs = held[15]
    assert here(page) == theirs.pk
    decide(
        Order(
            comment=theirs,
            now=REJECTED,
            policy=policy_in_force(theirs.site),
            moderator_id=ben.pk,
            guidelines=("promotion",),
        )
    )
    press(page, "a")
    expect(page.locator(f"#comment-{theirs.pk} .settled")).to_contain_text("ben rejected this")
    press(page, *"aaaa")
    wait_until_saved(page)
    expect(page.locator("#empty")).to_be_visible()

    by_ana = Decision.objects.filter(moderator=ana)
    assert by_ana.filter(now="approved").count() == 5 + 1 + 4
    assert by_ana.filter(now="rejected").count() == 4 + 1 + 5
    assert by_ana.exclude(undoes=None).count() == 1
    assert not Comment.objects.filter(status="pending").exists()
    theirs.refresh_from_db()
    assert theirs.status == "rejected"
    assert list(first_broken_decisions()) == []


def test_a_card_that_another_decides_says_so_by_itself(
    make_held: Callable[[int], list[Comment]], open_desk: OpenDesk, ana: User, ben: User
) -> None:
    first, second = make_held(2)
    page = open_desk(ana, QUEUE)
    press(page, "j")

    bens = open_desk(ben, QUEUE)
    press(bens, "j", "j")
    expect(page.locator(f"#comment-{second.pk} .looking")).to_contain_text("ben", timeout=15_000)
    press(bens, "k", "a")
    wait_until_saved(bens)

    settled = page.locator(f"#comment-{first.pk} .settled")
    expect(settled).to_contain_text("ben approved", timeout=15_000)
    assert here(page) == second.pk


def test_a_refused_decision_comes_back_with_the_reason(
    make_held: Callable[[int], list[Comment]], open_desk: OpenDesk, ana: User
) -> None:
    (first,) = make_held(1)
    page = open_desk(ana, QUEUE)
    page.route("**/decide/", lambda route: route.abort())

    press(page, "j", "a")

    expect(page.locator(f"#comment-{first.pk} .error")).to_contain_text("Not saved")
    assert here(page) == first.pk


def test_keys_do_nothing_while_somebody_types(
    make_held: Callable[[int], list[Comment]], open_desk: OpenDesk, ana: User
) -> None:
    make_held(1)
    page = open_desk(ana, QUEUE)

    press(page, "j", "/", *"axrz1")

    assert page.locator("#search").input_value() == "axrz1"
    assert not Decision.objects.exists()


def test_every_other_key_does_what_the_help_says(
    make_held: Callable[[int], list[Comment]], open_desk: OpenDesk, ana: User
) -> None:
    first, _second = make_held(2)
    Hold.objects.filter(comment=first).update(is_heavy=True)
    page = open_desk(ana, QUEUE)

    press(page, "j", "?")
    expect(page.locator("#help")).to_be_visible()
    press(page, "a", "Escape")  # no key decides behind the help
    expect(page.locator("#help")).to_be_hidden()
    assert here(page) == first.pk

    press(page, "s")
    expect(page.locator(f"#comment-{first.pk} .body")).to_be_visible()
    press(page, "j", "k", "x")
    expect(page.locator("#bulk .count")).to_have_text("Selected: 1")
    press(page, "x", "r", "Escape")
    expect(page.locator("details.reject[open]")).to_have_count(0)
    assert here(page) == first.pk

    with page.context.expect_page() as opened:
        press(page, "o")
    opened.value.close()
    press(page, "c")
    page.wait_for_url(f"**{QUEUE}{first.pk}/change/")
    assert not Decision.objects.exists()


def test_hostile_texts_stay_text_on_every_page_of_the_desk(
    make_comment: MakeComment, open_desk: OpenDesk, ana: User, site: Site
) -> None:
    Site.objects.update(mode=Site.Mode.MANUAL)
    site.refresh_from_db()
    texts = dict(enumerate(TEXTS))
    held = {n: make_comment(text, author_name=names(text), site=site) for n, text in texts.items()}
    review_waiting()
    asked: list[str] = []
    page = open_desk(ana, QUEUE, width=320)
    page.on("request", lambda request: asked.append(request.url))

    for where in (QUEUE, "/admin/moderation/decision/"):
        page.goto(where)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto(QUEUE)
    for n, comment in held.items():
        body = page.locator(f"#comment-{comment.pk} .body")
        assert words_of(body) == texts[n]
        assert body.locator("> :not(mark)").count() == 0
        page.goto(f"{QUEUE}{comment.pk}/change/")
        assert words_of(page.locator(".card .body").first) == texts[n]
        page.go_back()

    assert {url for url in asked if not url.startswith(page.url.split("/admin/")[0])} == set()


def words_of(body: Any) -> str:
    """Return the reader's words: what is shown without what the rules say of it."""
    spoken = "body => { const copy = body.cloneNode(true); "
    spoken += "copy.querySelectorAll('.visually-hidden').forEach(one => one.remove()); "
    text: str = body.evaluate(spoken + "return copy.textContent; }")
    return text


def test_without_script_everything_works_by_forms(
    make_held: Callable[[int], list[Comment]], open_desk: OpenDesk, ana: User
) -> None:
    first, second = make_held(2)
    page = open_desk(ana, QUEUE)
    page.route("**/queue.js", lambda route: route.abort())
    page.reload()

    page.locator(f"#comment-{first.pk} summary").click()
    page.locator(f"#comment-{first.pk} button[value=abuse]").click()
    expect(page.locator(f"#comment-{first.pk}")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(f"#comment-{first.pk}")).to_be_visible()
    page.locator(f"#comment-{second.pk} .select").check()
    page.locator("#bulk button.approve").click()

    expect(page.locator(f"#comment-{second.pk}")).to_have_count(0)
    assert list(second.decisions.values_list("now", flat=True)) == ["approved"]


def test_a_dry_run_shows_exactly_what_would_change_as_the_text_it_is(
    make_comment: MakeComment, open_desk: OpenDesk, ana: User, site: Site
) -> None:
    hostile = "The river rats <img src=/x onerror=alert(1)> won."
    changed = make_comment(hostile)
    make_comment("A fair word.")
    review_waiting()
    changed.refresh_from_db()
    decide(
        Order(
            comment=changed,
            now=REJECTED,
            policy=policy_in_force(site),
            moderator_id=ana.pk,
            guidelines=("abuse",),
            note="The phrase is new.",
        )
    )
    save_draft(site, Policy(extra_phrases={"abuse": ("river rats",)}), by=ana, seen="")
    page = open_desk(ana, f"/admin/moderation/policyversion/draft/{site.pk}/")

    page.locator("#trial button").click()

    expect(page.locator("#summary")).to_contain_text("2 comments tried.")
    expect(page.locator("#changed li")).to_have_count(1)
    expect(page.locator("#changed q")).to_have_text(hostile)
    expect(page.locator("#changed a")).to_have_attribute(
        "href", f"/admin/moderation/heldcomment/{changed.pk}/change/"
    )
    expect(page.locator("#summary tbody tr")).to_have_count(1)
    expect(page.locator("#summary td")).to_have_text(["1", "0"])
    expect(page.locator("#changed img")).to_have_count(0)
    expect(page.locator("#trial-failed")).to_be_hidden()


def test_more_cards_come_when_few_are_left(
    make_held: Callable[[int], list[Comment]], open_desk: OpenDesk, ana: User
) -> None:
    held = make_held(30)
    page = open_desk(ana, QUEUE)
    expect(page.locator(".card")).to_have_count(25)

    press(page, "j", *"a" * 21)

    expect(page.locator(f"#comment-{held[29].pk}")).to_be_visible()
    press(page, *"a" * 9)
    wait_until_saved(page)
    expect(page.locator("#empty")).to_be_visible()
    assert Decision.objects.filter(moderator=ana).count() == 30


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [
        ("en", 320, "light"),
        ("en", 1200, "dark"),
        ("ckb", 320, "dark"),
        ("ckb", 1200, "light"),
    ],
)
def test_nothing_serious_stands_in_anybodys_way(
    make_held: Callable[[int], list[Comment]],
    open_desk: OpenDesk,
    ana: User,
    site: Site,
    language: str,
    width: int,
    scheme: str,
) -> None:
    first, *_rest = make_held(3)
    Hold.objects.filter(comment=first).update(is_heavy=True)
    PolicyDraft.objects.create(site=site, content=policy_in_force(site).content, edited_by=ana)
    page = open_desk(ana, QUEUE, language=language, width=width, scheme=scheme)
    press(page, "j", "j", "r")

    serious = {}
    with_open_menu = Axe().run(page).response["violations"]
    for where in (
        QUEUE,
        f"{QUEUE}{first.pk}/change/",
        f"{QUEUE}preferences/",
        "/admin/moderation/decision/",
        "/admin/moderation/policyversion/",
        f"/admin/moderation/policyversion/draft/{site.pk}/",
        "/admin/",
    ):
        page.goto(where)
        found = Axe().run(page).response["violations"]
        serious[where] = grave(found)
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    assert not any(serious.values()), serious
    assert not grave(with_open_menu)
