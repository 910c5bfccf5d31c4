"""The second opinion: doubtful at most, silent where it should be, the same at every fit."""

from pathlib import Path

import numpy as np
import pytest

from moderation.guidelines.judge import judge
from moderation.guidelines.opinion import pairs
from moderation.guidelines.opinion.features import features, windows
from moderation.guidelines.opinion.finder import find
from moderation.guidelines.opinion.model import FILE, load, save
from moderation.guidelines.opinion.training import Example, fit, highest_score, threshold
from moderation.guidelines.policy import HEADS, Policy
from moderation.guidelines.text import Text

IMPLIED = "Funny how quiet and tidy our street was until that kind of family moved in."
STRICT = Policy(thresholds={"contempt": -100.0, "promotion": 100.0})


def test_what_it_says_is_doubtful_and_quotes_its_place() -> None:
    verdict = judge(body=f"  {IMPLIED}", policy=STRICT, language="en")

    (finding,) = verdict.findings
    assert (verdict.outcome, finding.certain) == ("hold", False)
    assert finding.rule == "second-opinion:contempt"
    assert IMPLIED.startswith(finding.text)


@pytest.mark.parametrize(
    ("body", "policy", "language"),
    [
        (IMPLIED, Policy(second_opinion=False, thresholds={"contempt": -100.0}), "en"),
        ("Köprünün yeniden açılması bütün şehir için iyi bir haber oldu.", STRICT, "tr"),
        ("Good!", STRICT, "en"),
    ],
)
def test_it_is_silent_when_switched_off_in_other_languages_and_on_a_word(
    body: str, policy: Policy, language: str
) -> None:
    assert judge(body=body, policy=policy, language=language).findings == ()


def test_where_a_rule_speaks_it_is_not_asked() -> None:
    verdict = judge(body=f"You fucking moron. {IMPLIED}", policy=STRICT, language="en")

    assert not any(finding.rule.startswith("second-opinion") for finding in verdict.findings)


def test_groups_are_hidden_from_it() -> None:
    first, second = (
        Text.read(f"There are far too many {group} around here.", "en")
        for group in ("Muslims", "Kurds")
    )

    assert np.array_equal(features(first, *span(first)), features(second, *span(second)))


def span(text: Text) -> tuple[int, int]:
    return 0, len(text.tokens)


def test_the_stretches_of_a_text_cover_every_word_once() -> None:
    text = Text.read("One two. Three! " * 20 + "And the end", "en")

    covered = [word for begin, end in windows(text) for word in range(begin, end)]

    assert covered == list(range(len(text.tokens)))


def test_the_same_examples_give_the_same_file(tmp_path: Path) -> None:
    examples = pairs.promotion(1.0)
    for name in ("first", "second"):
        save({"contempt": fit(examples), "promotion": fit(examples)}, tmp_path / name)

    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    assert FILE.stat().st_size <= 1_000_000


def test_a_fit_tells_its_examples_apart() -> None:
    examples = [
        Example(f"number {n} is a {'bargain' if n % 2 else 'bridge'} today", bool(n % 2))
        for n in range(40)
    ]

    head = fit(examples)

    assert highest_score(head, "a bargain today") > highest_score(head, "a bridge today")


def test_a_threshold_holds_the_share_asked_for() -> None:
    scores = [float(n) for n in range(1000)]

    assert sum(score > threshold(scores, 0.01) for score in scores) == 10


@pytest.mark.parametrize(
    ("body", "language"),
    [
        ("أعيد افتتاح الجسر وهذا خبر جيد لكل المدينة.", "ar"),
        ("Vekirina pirê ji bo hemû bajêr nûçeyek xweş e.", "ku"),
    ],
)
def test_each_language_has_its_own_threshold(body: str, language: str) -> None:
    filed = {"ku": "kmr"}.get(language, language)
    strict = Policy(thresholds={f"contempt-{filed}": -100.0})

    assert judge(body=body, policy=Policy(), language=language).findings == ()
    (finding,) = judge(body=body, policy=strict, language=language).findings
    assert (finding.rule, finding.certain) == ("second-opinion:contempt", False)


def test_a_long_text_must_score_more() -> None:
    heads = load()
    seen = features(text := Text.read(IMPLIED, "en"), *span(text))

    assert heads["contempt"].score(seen, 5) < heads["contempt"].score(seen)


def test_the_shipped_model_answers_every_question() -> None:
    assert tuple(load()) == HEADS
    assert (
        list(find(Text.read("The bridge has been open since Monday morning.", "en"), Policy()))
        == []
    )
