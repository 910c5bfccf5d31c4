"""The model's file: for each head one weight a feature, as a byte."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from moderation.guidelines.opinion.features import DIMENSIONS, Features, length_of

DESCRIBED = ("language", "scale", "bias", "threshold", "tail")
FILE = Path(__file__).with_name("model.bin")


@dataclass(frozen=True)
class Head:
    """One question that the model answers, in one language."""

    weights: NDArray[np.int8]
    language: str
    scale: float  # what a weight of 1 is worth
    bias: float
    threshold: float  # a text of one stretch of words that scores more is doubtful
    tail: float  # how much higher chance alone brings the best of e (2.7) times as many stretches

    def score(self, features: Features, stretches: int = 1) -> float:
        """Return the score of a stretch of words; its length does not matter.

        Of many fair stretches one scores much by chance, so each of a long text counts for less.
        """
        total = int(self.weights.take(features).sum(dtype=np.int64))
        own = self.scale * total / length_of(features) + self.bias
        return own - self.tail * log(stretches)


def save(heads: Mapping[str, Head], path: Path = FILE) -> None:
    """Write a line of JSON with all but the weights of each head, then the weights."""
    described = {
        name: {field: getattr(head, field) for field in DESCRIBED} for name, head in heads.items()
    }
    weights = b"".join(head.weights.tobytes() for head in heads.values())
    path.write_bytes(json.dumps(described).encode() + b"\n" + weights)


@lru_cache(maxsize=1)
def load(path: Path = FILE) -> dict[str, Head]:
    """Read the heads, once a process."""
    described, _, weights = path.read_bytes().partition(b"\n")
    every = np.frombuffer(weights, dtype=np.int8).reshape(-1, DIMENSIONS)
    named = json.loads(described).items()
    return {name: Head(row, **head) for (name, head), row in zip(named, every, strict=True)}
