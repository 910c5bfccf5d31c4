"""Fair sentences of every language: none is rejected, hardly one is held."""

from pathlib import Path

import pytest

from moderation.guidelines.judge import judge
from moderation.guidelines.policy import Policy

FAIR = sorted((Path(__file__).parent / "fair").glob("*.txt"))
MOST_HELD = 0.01  # of a file's sentences


@pytest.mark.parametrize("path", FAIR, ids=lambda path: path.stem)
def test_fair_sentences_pass(path):
    sentences = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    policy = Policy(second_opinion=False)

    verdicts = {s: judge(body=s, policy=policy, language=path.stem) for s in sentences}

    rejected = {s: v.findings for s, v in verdicts.items() if v.outcome == "reject"}
    held = {s: v.findings for s, v in verdicts.items() if v.outcome == "hold"}
    assert not rejected, rejected
    assert len(held) <= MOST_HELD * len(sentences), held
