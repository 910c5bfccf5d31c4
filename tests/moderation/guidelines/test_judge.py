"""From findings to a verdict: consequences, failures, the newsroom's own words, names."""

from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.guidelines import judge as judging
from moderation.guidelines.judge import judge
from moderation.guidelines.policy import GUIDELINES, Policy
from moderation.guidelines.rulebook import RULES
from tests.moderation.guidelines.disguises import DISGUISES
from tests.moderation.guidelines.test_rules import CASES

PLAIN = [
    (path.stem, sentence)
    for path in sorted(CASES.glob("*.yaml"))
    if "." not in path.stem
    for sentence in yaml.safe_load(path.read_text("utf-8"))["plain"]["breaks"]
]
FILLING = st.text(alphabet=st.one_of(st.sampled_from("😀 كلمة kelime şêr\n"), st.characters()))
# What each way of hiding words may cost us of the plain sentences; 0 where nothing may be lost.
MAY_MISS = {"spaced": 0.1, "added space": 0.2, "no spaces": 0.25, "punctuation": 0.1}


def test_a_rule_has_the_name_of_its_guideline():
    assert tuple(rule.name for rule in RULES) == GUIDELINES


def test_nothing_found_is_approved():
    verdict = judge(body="The bridge reopens on Monday.", policy=Policy())

    assert verdict.outcome == "approve"
    assert verdict.complete
    assert verdict.findings == ()


def test_the_gravest_outcome_wins():
    body = "More at http://some-blog.example.com and fuck this."

    verdict = judge(body=body, policy=Policy())

    assert verdict.outcome == "reject"
    assert set(verdict.guidelines) == {"promotion", "profanity"}


def test_a_noted_finding_is_kept_and_changes_nothing():
    policy = Policy.from_data({"consequences": {"profanity": {"certain": "note"}}})

    verdict = judge(body="What a load of bullshit.", policy=policy)

    assert verdict.outcome == "approve"
    assert verdict.guidelines == ("profanity",)


@pytest.mark.parametrize(
    "body",
    [
        "<you are a fucking idiot>",
        "<I will kill you>",
        "</you are an idiot>",
        '<b title="you are a fucking idiot">',
        "<fuck>you</fuck>",
        "You are an [idiot].",
        "[fuck]",
    ],
)
def test_words_in_brackets_are_read_for_pages_show_them(body):
    assert judge(body=body, policy=Policy()).outcome == "reject"


def test_names_are_screened_too():
    verdict = judge(body="Nice.", author_name="Fuck You", policy=Policy())

    assert verdict.outcome == "reject"
    assert {finding.field for finding in verdict.findings} == {"author_name"}


@pytest.mark.parametrize(
    "name", ["Şehit Arslan", "Phuc Nguyen", "Dikshit", "Ana Cockburn", "Fatih"]
)
def test_honest_names_pass(name):
    assert judge(body="Nice.", author_name=name, policy=Policy()).outcome == "approve"


def test_a_newsrooms_own_phrase_is_found_disguised():
    policy = Policy.from_data({"extra_phrases": {"abuse": ["grobian", "tin foil hat"]}})

    verdict = judge(body="That gr0bian with his tin-foil hat.", policy=policy)

    assert [finding.rule for finding in verdict.findings] == ["newsroom-phrase"] * 2
    assert [finding.text for finding in verdict.findings] == ["gr0bian", "tin-foil hat"]


def test_links_to_allowed_domains_pass():
    policy = Policy.from_data({"allowed_domains": ["paper.example.org"]})

    assert judge(body="See https://paper.example.org/a", policy=policy).outcome == "approve"
    assert judge(body="See https://www.paper.example.org/a", policy=policy).outcome == "approve"
    assert judge(body="See https://notpaper.example.org", policy=policy).outcome == "hold"


def test_a_rule_that_raises_holds_the_comment(monkeypatch):
    def broken(text, policy):
        raise RuntimeError

    broken_rule = replace(RULES[1], find=broken)
    monkeypatch.setattr(judging, "RULES", (RULES[0], broken_rule))

    verdict = judge(body="A calm comment.", policy=Policy())

    assert verdict.outcome == "hold"
    assert not verdict.complete
    assert verdict.findings[0].rule == "failed:threat"


def test_a_failure_does_not_hide_what_other_rules_are_certain_of(monkeypatch):
    def broken(text, policy):
        raise RuntimeError

    monkeypatch.setattr(judging, "RULES", (RULES[0], replace(RULES[1], find=broken)))

    verdict = judge(body="What a load of bullshit.", policy=Policy())

    assert verdict.outcome == "reject"
    assert not verdict.complete


def test_a_guard_that_stops_a_rule_holds_the_comment():
    calls = []

    def guard() -> AbstractContextManager[None]:
        @contextmanager
        def stop_the_third():
            calls.append(1)
            if len(calls) == 3:
                raise TimeoutError
            yield

        return stop_the_third()

    verdict = judge(body="A calm comment.", policy=Policy(), guard=guard)

    assert verdict.outcome == "hold"
    assert not verdict.complete


@given(st.sampled_from(PLAIN), FILLING, FILLING)
@settings(max_examples=150, deadline=None)
def test_every_finding_quotes_the_words_at_its_place(case, before, after):
    body = f"{before} {case[1]} {after}"

    verdict = judge(body=body, policy=Policy())

    assert verdict == judge(body=body, policy=Policy())
    for finding in verdict.findings:
        assert 0 <= finding.start < finding.end
        assert body[finding.start : finding.end] == finding.text


@pytest.mark.parametrize("name", DISGUISES)
def test_a_disguised_sentence_is_found_where_it_stands(name):
    missed = []
    for guideline, sentence in PLAIN:
        hidden = DISGUISES[name](sentence, Random(sentence))
        verdict = judge(body=f"😀 {hidden}", policy=Policy())
        if verdict.outcome == "approve":
            missed.append(f"{guideline}: {hidden}")
        for finding in verdict.findings:
            assert f"😀 {hidden}"[finding.start : finding.end] == finding.text

    assert len(missed) <= MAY_MISS.get(name, 0.03) * len(PLAIN), missed
