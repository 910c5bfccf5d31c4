"""Disguises and reported speech in languages that pile endings on a word or end on the verb."""

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


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("Suriyelilerin hepsi hayvadır", "tr"),
        ("Penabern hemû diz in", "kmr"),
        ("ئێزدییەکان شەیانپەرستن", "ckb"),
    ],
)
def test_a_letter_put_back_by_a_guess_is_never_certain(sentence, language):
    verdict = judge(body=sentence, policy=Policy(second_opinion=False), language=language)

    assert verdict.outcome == "hold"
    assert not any(finding.certain for finding in verdict.findings)
