"""Fair sentences of each language, `fair/<language>.txt`: none rejected, one in a hundred held."""

from pathlib import Path

import pytest

from moderation.guidelines.judge import judge
from moderation.guidelines.policy import Policy

FAIR = sorted((Path(__file__).parent / "fair").glob("*.txt"))
MOST_HELD = 0.01


@pytest.mark.parametrize("path", FAIR, ids=lambda path: path.stem)
def test_fair_sentences_pass(path):
    policy = Policy(second_opinion=False)
    sentences = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    judged = [(judge(body=s, policy=policy, language=path.stem), s) for s in sentences]
    rejected = [(s, v.findings) for v, s in judged if v.outcome == "reject"]
    held = [(s, v.findings) for v, s in judged if v.outcome == "hold"]

    assert not rejected, rejected
    assert len(held) <= MOST_HELD * len(sentences), held
