"""The pages about decisions: honest, for the author alone, in the author's language."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments.models import Comment
from comments.receipts import receipt_of
from moderation.decisions import APPROVED, Order, decide
from moderation.policies import policy_in_force
from moderation.review import review_waiting

MakeComment = Callable[..., Comment]


def page_of(client: Client, comment: Comment, language: str = "en") -> str:
    answer = client.get(f"/submissions/{receipt_of(comment)}", {"language": language})
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


def test_it_says_that_a_comment_waits(client: Client, make_comment: MakeComment) -> None:
    assert "Your comment will be checked now." in page_of(client, make_comment())


def test_it_says_that_a_person_will_decide(client: Client, held_comment: Comment) -> None:
    assert "a moderator will read your comment" in page_of(client, held_comment)


def test_it_names_the_guideline_and_marks_the_words(
    client: Client, make_comment: MakeComment
) -> None:
    comment = make_comment("You <i>are</i> a fucking idiot.")
    review_waiting()

    shown = page_of(client, comment)

    assert "Not published." in shown
    assert "Personal attacks." in shown
    assert "no person has looked at it" in shown
    assert "&lt;i&gt;" in shown
    assert "<mark>" in shown


def test_it_says_when_a_person_decided_and_names_nobody(
    client: Client, held_comment: Comment, ana: User
) -> None:
    policy = policy_in_force(held_comment.site)
    order = Order(comment=held_comment, now=APPROVED, policy=policy, moderator_id=ana.pk)

    decide(order)
    held_comment.refresh_from_db()

    shown = page_of(client, held_comment)
    assert "Published." in shown
    assert "ana" not in shown.replace("data-", "")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ckb", "بڵاو نەکرایەوە."),
        ("ku", "Nehat weşandin."),
        ("ar", "لم يُنشر."),
        ("tr", "Yayımlanmadı."),
    ],
)
def test_it_speaks_the_language_asked_for(
    client: Client, make_comment: MakeComment, language: str, words: str
) -> None:
    comment = make_comment("You fucking idiot.")
    review_waiting()

    shown = page_of(client, comment, language)

    assert words in shown
    assert "Personal attacks" not in shown


def test_nobody_else_finds_it(client: Client, make_comment: MakeComment) -> None:
    comment = make_comment()

    assert client.get(f"/submissions/{comment.uuid}").status_code == 404


def test_the_guidelines_show_what_breaks_and_what_keeps_them(client: Client, db: None) -> None:
    shown = client.get("/guidelines", {"language": "tr"}).content.decode()

    assert 'id="promotion"' in shown
    assert "Kişisel saldırı" in shown
    assert "You are an idiot." in shown
