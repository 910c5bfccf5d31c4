"""Fit the model: logistic regression by AdaGrad, then one byte a weight.

Source of the method: Duchi, Hazan and Singer 2011 (AdaGrad); hashed features after Weinberger et
al. 2009. Thresholds are quantiles of fair comments, so that their meaning is the share of fair
comments that is held.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from moderation.guidelines.opinion.features import DIMENSIONS, Features, features, length_of
from moderation.guidelines.opinion.finder import scores
from moderation.guidelines.opinion.model import Head
from moderation.guidelines.text import Text

EPOCHS = 6
RATE = 0.3
SHRINK = 1e-4
SEED = 20261123
TAIL = 0.05  # share of the scores that tells how scores thin out


@dataclass(frozen=True)
class Example:
    """A text to learn from: what it is, and how much it counts."""

    text: str
    violates: bool
    weight: float = 1.0


def fit(examples: Sequence[Example], language: str = "en", seed: int = SEED) -> Head:
    """Return a head that tells the violating examples from the others, not yet calibrated."""
    seen = [_all_features(Text.read(example.text, language)) for example in examples]
    usable = [number for number, found in enumerate(seen) if len(found)]
    weights = np.zeros(DIMENSIONS, dtype=np.float32)
    squares = np.full(DIMENSIONS, 1e-2, dtype=np.float32)
    bias, bias_squares = 0.0, 1.0
    chance = np.random.default_rng(seed)
    for _ in range(EPOCHS):
        for number in chance.permutation(usable):
            example, found = examples[number], seen[number]
            length = length_of(found)
            score = float(weights[found].sum()) / length + bias
            slope = (1 / (1 + np.exp(-score)) - example.violates) * example.weight
            step = slope / length + SHRINK * weights[found]
            squares[found] += step * step
            weights[found] -= RATE * step / np.sqrt(squares[found])
            bias_squares += slope * slope
            bias -= RATE * slope / np.sqrt(bias_squares)
    rounded, scale = _as_bytes(weights)
    return Head(rounded, language, scale, float(bias), threshold=0.0, tail=0.0)


def threshold(scores: Sequence[float], share: float) -> float:
    """Return the score above which this share (0 to 1) of the scores lies."""
    return float(np.quantile(scores, 1 - share)) if scores else float("inf")


def highest_score(head: Head, text: str) -> float:
    """Return the score of the stretch of a text that scores most."""
    scored = [by_head["it"] for *_, by_head in scores(Text.read(text, head.language), {"it": head})]
    return max(scored, default=-np.inf)


def tail(found: Sequence[float]) -> float:
    """Return how far scores reach beyond the highest twentieth's beginning, on average."""
    begins = threshold(found, TAIL)
    return float(np.mean([score - begins for score in found if score > begins] or [0.0]))


def _all_features(text: Text) -> Features:
    if not text.tokens:
        return np.array([], dtype=np.int32)
    return features(text, 0, len(text.tokens))


def _as_bytes(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], float]:
    """Return the weights rounded to a byte each, the largest cut off, and what a 1 is worth."""
    most = float(np.quantile(np.abs(weights[weights != 0]), 0.9995))
    scale = most / 127
    rounded = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    return rounded, scale
