"""The words that disguises are undone against, and the everyday words that are never altered."""

import gc
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from math import log
from typing import TypeAlias

from moderation.guidelines.folding import fold_phrase
from moderation.guidelines.letters import plain
from moderation.guidelines.lexicon import WORDS, Lexicon, lexicon

FREQUENT = 12_000  # everyday words up to this rank count as common
RARE = 1_200  # everyday words from this rank on may be pieces of other words
LONG = 5  # words shorter than this are never found by a wrong letter
Listed: TypeAlias = defaultdict[str, list[str]]  # only read by get, which adds nothing

RUN = re.compile(r"(.)\1+", re.DOTALL)
# The short words that run-together text is made of.
SHORT = frozenset(
    [
        "a",
        "i",
        "u",
        "to",
        "of",
        "in",
        "is",
        "it",
        "on",
        "an",
        "my",
        "me",
        "be",
        "we",
        "he",
        "us",
        "so",
        "no",
        "do",
        "go",
        "at",
        "by",
        "as",
        "or",
        "if",
        "up",
        "am",
    ]
)


def squeeze(word: str) -> str:
    """Return the word with each run of a letter as one letter."""
    return RUN.sub(r"\1", word)


def shortened(word: str) -> set[str]:
    """Return the word less one letter, in every way that keeps the first letter."""
    return {word[:place] + word[place + 1 :] for place in range(1, len(word))}


def swaps(word: str) -> set[str]:
    """Return the word with two neighbouring letters swapped, in every way but at its ends."""
    return {
        word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        for place in range(1, len(word) - 1)
        if word[place] != word[place + 1]
    }


@dataclass(slots=True)
class Vocabulary:
    """Indexes over the words that rules look for; filled once, then only read."""

    everyday: dict[str, int]  # word → rank, of all languages
    tongues: dict[str, dict[str, int]]  # the same by language
    lexicon: Lexicon
    words: set[str] = field(default_factory=set)
    strong: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)  # never found in disguises that alter words
    plain: dict[str, str] = field(default_factory=dict)  # without diacritics → as listed
    squeezed: Listed = field(default_factory=lambda: defaultdict(list))
    shapes: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    near: Listed = field(default_factory=lambda: defaultdict(list))  # less one letter → as listed
    swapped: dict[str, str] = field(default_factory=dict)  # strong stems, two letters swapped

    @classmethod
    def of(cls, listed: Lexicon, like: "Vocabulary") -> "Vocabulary":
        """Return the vocabulary of a lexicon, with the everyday words of another."""
        made = cls(like.everyday, like.tongues, listed)
        for word, strong, whole in listed.vocabulary():
            made.add(word, strong, whole)
        return made

    def add(self, word: str, strong: bool, whole: bool) -> None:
        """Take in a word that rules look for; a whole one is not looked for in misspelt words."""
        if whole:
            self.whole.add(word)
        if strong and word not in self.strong:
            self._add_strong(word)
        if word in self.words:
            return
        self.words.add(word)
        bare = word if word.isascii() else plain(word)
        if bare == word or bare not in self.everyday:
            if bare != word:
                self.plain.setdefault(bare, word)
            if len(word) >= 3:
                self.squeezed[squeeze(bare)].append(word)
        for part in _misspellings(word, bare, strong, whole):
            self.near[part].append(word)

    def _add_strong(self, word: str) -> None:
        self.strong.add(word)
        if len(word) >= 4:
            self.shapes.setdefault((word[0], len(word)), []).append(word)
        if len(word) > LONG and word in self.lexicon.stems:
            for form in swaps(plain(word)):
                self.swapped.setdefault(form, word)

    def lists(self, word: str) -> bool:
        """Tell whether rules look for the word, as it is or with affixes."""
        if word in self.words:
            return True
        return bool(self.lexicon.stems) and bool(self.lexicon.inflected(word))

    def knows(self, word: str) -> bool:
        """Tell whether the word stands for itself: listed or everyday."""
        return word in self.words or word in self.everyday

    def likelier(self, whole: str, parts: Sequence[str]) -> bool:
        """Tell whether a common English word is far likelier than the parts it was cut into."""
        ranks = self.tongues.get("en", self.everyday)
        rank = ranks.get(whole, FREQUENT)
        if rank >= FREQUENT or len(whole) < 4:
            return False
        rarest = max(ranks.get(part, FREQUENT * 4) for part in parts)
        return rarest >= RARE and rarest >= 3 * rank

    def common(self, word: str, tongue: str) -> bool:
        """Tell whether the word is one of the most frequent everyday words of a language."""
        return self.tongues.get(tongue, self.everyday).get(word, FREQUENT) < FREQUENT

    def cost(self, word: str) -> float:
        """Return how surprising the word is in run-together text; infinite when unknown."""
        if len(word) < 3 and word not in SHORT:
            return float("inf")
        rank = self.everyday.get(word)
        if word in self.whole and word not in self.everyday:
            return float("inf")
        if rank is not None and rank > 40_000 and word not in self.words:
            rank = None
        if rank is None:
            return 10.0 if word in self.words else float("inf")
        return min(log(rank + 10) + 2, 10.0 if word in self.words else 99.0)


def _everyday() -> dict[str, dict[str, int]]:
    """Return for each language its everyday words with their ranks."""
    tongues: dict[str, dict[str, int]] = {}
    for path in sorted((WORDS / "everyday").iterdir(), key=lambda path: path.name):
        lines = fold_phrase(path.read_text("utf-8")).split("\n")  # as a whole: ten times faster
        words = [line for line in lines if line and line[0] != "#"]
        last_to_first = zip(reversed(words), reversed(range(len(words))), strict=True)
        tongues[path.name.removesuffix(".txt")] = dict(last_to_first)  # the lower rank stays
    return tongues


def _of_all(tongues: Iterable[dict[str, int]]) -> dict[str, int]:
    """Return the words of all languages, each with its lowest rank."""
    ranks: dict[str, int] = {}
    for own in tongues:
        shared = {word: min(ranks[word], own[word]) for word in ranks.keys() & own.keys()}
        ranks.update(own)
        ranks.update(shared)
    return ranks


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the vocabulary of all word files, made at the first call of a process."""
    with _nothing_is_garbage():
        tongues = _everyday()
        known = lexicon()
        return Vocabulary.of(known, Vocabulary(_of_all(tongues.values()), tongues, known))


@contextmanager
def _nothing_is_garbage() -> Iterator[None]:
    """Search nothing for garbage, now or later: tables that stay cost a fifth of all time so."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def _misspellings(word: str, bare: str, strong: bool, whole: bool) -> tuple[str, ...]:
    """Return the forms under which a word is found although a letter of it slipped."""
    if word.isascii() and not whole and len(word) >= (4 if strong else LONG):
        return (word, *shortened(word))
    if len(bare) > LONG + 1 and not whole:
        return tuple(shortened(bare))
    return ()
