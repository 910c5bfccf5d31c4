"""Arabic letters: look-alikes, digits for letters, spaced forms with affixes, romanised words."""

import pytest

from moderation.guidelines.judge import judge
from moderation.guidelines.policy import Policy


def outcome(sentence: str) -> str:
    return judge(body=sentence, policy=Policy(second_opinion=False), language="ar").outcome


@pytest.mark.parametrize(
    "sentence",
    [
        "أنت ڪلب",  # a kaf of Sindhi keyboards
        "أنت گلب",  # a gaf of Persian keyboards
        "أنت حم١ر",  # a digit that looks like alif
        "سأ9تلك",  # a digit of romanised Arabic
        "ا ل ق ح ب ة",  # spaced letters of a form that is only analysed
        "ya 7mar",  # digits that are letters
    ],
)
def test_arabic_disguises_are_read(sentence):
    assert outcome(sentence) == "reject"


def test_the_own_words_of_patterns_are_folded_as_comments_are():
    # "المرأة" stands in a pattern as people write it; comments have it folded.
    assert outcome("مكان المرأة المطبخ") == outcome("مكان المراه المطبخ") == "reject"


@pytest.mark.parametrize("sentence", ["ولد عام 1990 في بغداد", "3.5 مليون دولار", "پاریس گەورەیە"])
def test_honest_digits_and_letters_stay(sentence):
    assert outcome(sentence) == "approve"
