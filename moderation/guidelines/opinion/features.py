"""What the model sees of a text: hashed words, parts of words and neighbours, disguises undone."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import sqrt
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from moderation.guidelines.text import Text

Features = NDArray[np.int32]

DIMENSIONS = 1 << 17
SHORTEST_PART, LONGEST_PART = 3, 5  # letters, with a mark at each end of the word
WINDOW = 12  # words: shorter sentences are read together with the next
FEWEST_WORDS = 5  # fewer say too little by themselves
GROUP, HIDDEN = "group", "<group>"
DAMPING = 100  # features: a short text has little to say for or against itself


def windows(text: Text) -> Iterator[tuple[int, int]]:
    """Yield the stretches of words that are read as one: sentences, short ones together."""
    begin, count = 0, len(text.tokens)
    while begin < count:
        end = min(begin + WINDOW, count)
        if end < count:
            end = text.sentence(end - 1)[1]
        if count - end < FEWEST_WORDS:
            end = count
        yield begin, end
        begin = end


def features(text: Text, begin: int, end: int) -> Features:
    """Return the feature numbers of a stretch of words, repeated as often as they occur."""
    words = [_word(token.word, token.kind) for token in text.tokens[begin:end]]
    _hide_groups(text, words, begin, end)
    labels = [
        _number(f"#{label}")
        for found in text.found_between(begin, end)
        for label in found.entry.labels
        if words[found.start - begin] != HIDDEN and not label.startswith("=")  # "=": a plain word
    ]
    meant = ["^", *words, "$"]
    neighbours = [_neighbours(first, second) for first, second in pairwise(meant)]
    skipping = [_neighbours(f"{a} _", b) for a, b in zip(meant, meant[2:], strict=False)]
    other = np.array([*labels, *neighbours, *skipping], dtype=np.int32)
    return np.concatenate([other, *(_parts(word) for word in words if word != HIDDEN)])


def length_of(found: Features) -> float:
    """Return what a sum of weights is divided by, so that long and short texts compare."""
    return sqrt(len(found) + DAMPING)


def _word(word: str, kind: str) -> str:
    if word.isdigit():
        return "<number>"
    return f"<{kind}>" if kind else word


def _hide_groups(text: Text, words: list[str], begin: int, end: int) -> None:
    """Put one sign for every name of a group: what is said of it counts, not who it is."""
    for found in text.found_between(begin, end):
        if found.entry.label == GROUP:
            last = min(found.end, end)
            words[found.start - begin : last - begin] = [HIDDEN] * (last - found.start)


@lru_cache(maxsize=50_000)
def _parts(word: str) -> Features:
    framed = f"^{word}$"
    parts = {
        framed[start : start + length]
        for length in range(SHORTEST_PART, LONGEST_PART + 1)
        for start in range(len(framed) - length + 1)
    }
    return np.array([_number(part) for part in sorted({*parts, f"={word}"})], dtype=np.int32)


@lru_cache(maxsize=100_000)
def _neighbours(first: str, second: str) -> int:
    return _number(f"{first} {second}")


def _number(feature: str) -> int:
    return crc32(feature.encode()) % DIMENSIONS
