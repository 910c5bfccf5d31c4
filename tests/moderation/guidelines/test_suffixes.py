"""Disguises and reported speech in languages that pile endings on a word and end on the verb."""

import pytest

from moderation.guidelines.judge import judge
from moderation.guidelines.policy import Policy


def outcome(sentence: str) -> str:
    return judge(body=sentence, policy=Policy(second_opinion=False), language="tr").outcome


@pytest.mark.parametrize(
    "sentence",
    [
        "serefsizlerin hepsi",  # typed without diacritics, with endings
        "pezevenklerrrr",  # stretched behind an ending
        "Seni öldürrrrreceğim",
        "g ö t v e r e n l e r",  # spaced, with an ending
        "göt.verenlerin",  # cut, with an ending
        "kalatklar burada",  # two letters swapped
        "şeresfiz herif",
        "pezevek herif",  # a letter dropped
        "bunlarınhepsişerefsiz",  # no spaces
    ],
)
def test_a_strong_word_with_endings_is_read_through_a_disguise(sentence):
    assert outcome(sentence) == "reject"


@pytest.mark.parametrize(
    "sentence",
    [
        "Türlerin çoğu 1967 yılından beri koruma altında.",
        "Telefon numaramı istedi ama vermedim.",
        "İslami bankacılık büyüyor.",
        "Şişlemeleri ızgarada pişirdik, etmeleri gerekeni yaptılar.",
    ],
)
def test_an_unlisted_form_is_not_taken_for_a_slip(sentence):
    assert outcome(sentence) == "approve"


def test_what_a_verb_of_saying_follows_is_reported():
    assert outcome("Kürtler hayvandır.") == "reject"
    assert outcome("Kürtler hayvandır dedi.") == "hold"
    assert outcome("Kürtler hayvandır diyenler utansın.") == "approve"


def test_a_word_that_patterns_name_keeps_what_its_stem_means():
    verdict = judge(body="Çingenelik yapma!", policy=Policy(second_opinion=False), language="tr")
    assert [finding.kind for finding in verdict.findings] == ["racism"]
