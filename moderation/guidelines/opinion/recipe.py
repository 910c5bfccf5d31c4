"""What the shipped model is made of: which rows teach which head, how much, and its thresholds."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from moderation.guidelines.judge import judge
from moderation.guidelines.opinion import pairs
from moderation.guidelines.opinion.model import Head
from moderation.guidelines.opinion.training import Example, fit, highest_score, threshold
from moderation.guidelines.policy import Policy

LANGUAGE = "en"
# Marks that tell where a row comes from and, through it, its label.
TRACES = re.compile(r"@USER\b|\bRT\b|\[URL\]|<[^>]{1,60}>|&#?\w+;")
PAIRS_COUNT = 1.0
LISTED_COUNT = 0.4  # what the rules catch anyway teaches less
FAIR_COUNT = 2.0
FOLDS = 3
# Of the fair comments that no rule stops, each head may hold this share.
SHARE_HELD = {"contempt": 0.013, "promotion": 0.004}

Labelled = tuple[str, bool, tuple[str, ...]]  # text, violates, guidelines


def make_heads(rows: Sequence[Labelled]) -> dict[str, Head]:
    """Return the heads, fitted on the rows and on our own pairs, with their thresholds."""
    read = [(TRACES.sub(" ", text).strip(), violates, labels) for text, violates, labels in rows]
    silent = {text: _rules_are_silent(text) for text, _violates, _labels in read}
    own = {"contempt": pairs.contempt, "promotion": pairs.promotion}
    heads = {}
    for name, pairs_of in own.items():
        examples = [
            Example(text, violates, _weight(violates, silent[text]))
            for text, violates, labels in read
            if not violates or ("promotion" in labels) is (name == "promotion")
        ]
        heads[name] = _make(examples, pairs_of(PAIRS_COUNT), SHARE_HELD[name], silent.__getitem__)
    return heads


def _make(
    examples: list[Example], own: list[Example], share: float, counts: Callable[[str], bool]
) -> Head:
    """Fit a head; take its threshold from scores of comments that the scoring fit had not seen."""
    unseen_scores = []
    for fold in range(FOLDS):
        others = [example for number, example in enumerate(examples) if number % FOLDS != fold]
        head = fit([*others, *own])
        unseen = [example for example in examples[fold::FOLDS] if not example.violates]
        unseen_scores += [highest_score(head, one.text) for one in unseen if counts(one.text)]
    return replace(fit([*examples, *own]), threshold=threshold(unseen_scores, share))


def _rules_are_silent(text: str) -> bool:
    return not judge(body=text, policy=Policy(second_opinion=False), language=LANGUAGE).findings


def _weight(violates: bool, silent: bool) -> float:
    if not violates:
        return FAIR_COUNT
    return 1.0 if silent else LISTED_COUNT
