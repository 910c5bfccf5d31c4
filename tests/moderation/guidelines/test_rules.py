"""Every example of every rule, and the tables of cases, judged with the usual policy."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from moderation.guidelines.judge import judge
from moderation.guidelines.policy import Policy
from moderation.guidelines.rulebook import RULES
from moderation.guidelines.verdict import Verdict

CASES = Path(__file__).parent / "cases"
EXPECTED = {"breaks": "reject", "held": "hold", "keeps": "approve"}


def judged(sentence: str, language: str = "") -> Verdict:
    return judge(body=sentence, policy=Policy(second_opinion=False), language=language)


def from_rules() -> Iterator[Any]:
    for rule in RULES:
        for expected in ("breaks", "keeps"):
            for sentence in getattr(rule, expected):
                yield pytest.param(rule.name, expected, sentence, "", id=f"{rule.name}: {sentence}")


def from_tables() -> Iterator[Any]:
    """Yield the cases of `<guideline>.yaml` (English) and `<guideline>.<language>.yaml`."""
    for path in sorted(CASES.glob("*.yaml")):
        rule, _, language = path.stem.partition(".")
        for group, kinds in yaml.safe_load(path.read_text("utf-8")).items():
            for expected, sentences in kinds.items():
                for sentence in sentences:
                    name = f"{path.stem}, {group}: {sentence}"
                    yield pytest.param(rule, expected, sentence, language or "en", id=name)


@pytest.mark.parametrize(("rule", "expected", "sentence", "language"), list(from_rules()))
def test_the_examples_on_a_rules_page_are_true(rule, expected, sentence, language):
    verdict = judged(sentence, language)

    assert verdict.outcome == EXPECTED[expected], verdict.findings
    assert expected == "keeps" or rule in verdict.guidelines


@pytest.mark.parametrize(("rule", "expected", "sentence", "language"), list(from_tables()))
def test_the_cases_of_a_guideline_hold(rule, expected, sentence, language):
    verdict = judged(sentence, language)

    assert verdict.outcome == EXPECTED[expected], verdict.findings
    assert expected == "keeps" or rule in verdict.guidelines
