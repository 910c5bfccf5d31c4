"""Which texts are taken, and that a refusal has a stable code."""

import pytest
from django.core.exceptions import ValidationError

from comments.texts import check_body, check_name, fingerprint


@pytest.mark.parametrize(
    "text",
    [
        "ok",
        " spaces stay ",
        "two\r\nlines\tand a tab",
        "سڵاو بەڕێز",
        "می‌روم",
        "👩‍👩‍👧‍👦",
        "\u200fعربي\u200e",
        "İ",
        "a\u0301",
    ],
)
def test_a_text_that_shows_something_may_be_a_comment(text: str) -> None:
    check_body(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a\0b", "control_characters"),
        ("a\x07b", "control_characters"),
        ("a\x85b", "control_characters"),
        ("   ", "blank"),
        ("\u200b\u200d\u2060", "blank"),
        ("\u3164\u2800", "blank"),
        ("\u0301", "blank"),
        ("\ud800", "broken_characters"),
    ],
)
def test_a_comment_of_nothing_or_of_control_characters_is_refused(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_body(text)

    assert refused.value.code == code


@pytest.mark.parametrize("text", ["Rui", "د. ئاوات", "Ayşe Gül", "می‌نا", "O'Brien-Smith"])
def test_names_of_all_languages_are_taken(text: str) -> None:
    check_name(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Rui\nthe second", "control_characters"),
        ("Rui\u2028", "control_characters"),
        ("\u202eiuR", "bidi_controls"),
        ("Rui\u200f", "bidi_controls"),
        ("\u200c", "blank"),
    ],
)
def test_a_name_that_could_disturb_the_page_is_refused(text: str, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_name(text)

    assert refused.value.code == code


def test_name_and_comment_cannot_trade_letters_unnoticed() -> None:
    assert fingerprint("ab", "c") != fingerprint("a", "bc")
