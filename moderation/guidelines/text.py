"""A comment as rules read it: words without disguise, what each means, and their places as sent."""

from bisect import bisect_left
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from moderation.guidelines.folding import Folded, fold
from moderation.guidelines.lexicon import Entry, Lexicon, lexicon
from moderation.guidelines.marks import (
    Marks,
    clause_starts,
    mark,
    mark_names,
    mark_phones,
    mark_pronouns,
    quoted_words,
    sentence_starts,
)
from moderation.guidelines.patterns import Match, Matcher
from moderation.guidelines.reading import Reader
from moderation.guidelines.tokens import Token
from moderation.guidelines.vocabulary import Vocabulary, vocabulary
from moderation.guidelines.wordfiles import Line

FILED_UNDER = {"ku": "kmr"}  # the newsroom's code for Kurmanji → our folder


class Found(NamedTuple):
    """A listed word or phrase in the text: its first word, the word after it, what it means."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Text:
    """A folded text. Places are code-point offsets into `raw`; words are counted in `tokens`."""

    raw: str
    language: str  # the language it was said to be in, or the one it looks like
    folded: Folded
    tokens: tuple[Token, ...]
    found: tuple[Found, ...]  # listed words and phrases, in order of place
    matcher: Matcher
    starts: int  # mask of the words that begin a sentence
    quoted: int  # mask of the words between quotation marks

    @classmethod
    def read(
        cls, raw: str, language: str = "", extra: tuple[Line, ...] = (), prose: bool = True
    ) -> "Text":
        """Read a text; linear in its length.

        `extra` are a newsroom's own words and phrases; `prose` is False for a name.
        """
        reader, known = prepare(extra)
        language = FILED_UNDER.get(language, language)
        folded = fold(raw, language)
        tokens, tongue = reader.read(folded.text, language, prose)
        found, marks = _look_up(tokens, known, reader.known.everyday, tongue)
        starts = sentence_starts(tokens)
        mark_pronouns(marks, tokens)
        mark_names(marks, raw, folded, tokens, starts)
        mark_phones(marks, folded.text, tokens)
        return cls(
            raw=raw,
            language=tongue,
            folded=folded,
            tokens=tuple(tokens),
            found=tuple(found),
            matcher=Matcher(
                marks, len(tokens), starts, clause_starts(tokens, starts), known.patterns
            ),
            starts=starts,
            quoted=quoted_words(tokens),
        )

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the text as sent of the words from `start` to before `end`."""
        first, last = self.tokens[start], self.tokens[end - 1]
        return self.folded.start_of(first.start), self.folded.end_of(self.raw, last.end - 1)

    def last(self, label: str, start: int, end: int) -> int:
        """Return the last word from start to before end where such a phrase begins, or -1."""
        begins = self.matcher.mask(label) & ((1 << max(end, 0)) - 1)
        place = begins.bit_length() - 1
        return place if place >= start else -1

    def listed(self, label: str) -> Iterator[Found]:
        """Yield the listed words and phrases with this label, in order of place."""
        return (found for found in self.found if found.entry.label == label)

    def matches(self, guideline: str) -> list[Match]:
        """Return the matches of all patterns of a guideline."""
        return self.matcher.matches(guideline)

    def found_between(self, start: int, end: int) -> Iterator[Found]:
        """Yield the listed words and phrases that begin among the words start to before end."""
        for place in range(bisect_left(self.found, start, key=_start), len(self.found)):
            if self.found[place].start >= end:
                return
            yield self.found[place]

    def has(self, label: str, start: int, end: int) -> bool:
        """Tell whether a phrase with this label begins among the words start to before end."""
        return self.matcher.has(label, max(start, 0), end)

    def is_innocent(self, word: int) -> bool:
        """Tell whether the word is part of a phrase listed as innocent ("homo sapiens")."""
        first = max(word - 4, 0)
        return self.matcher.has("innocent", first, word + 1) and any(
            found.entry.label == "innocent" and found.end > word
            for found in self.found_between(first, word + 1)
        )

    def sentence(self, word: int) -> tuple[int, int]:
        """Return the first word of the sentence of a word, and the word after its last."""
        before = self.starts & ((2 << word) - 1)
        after = self.starts >> (word + 1)
        end = word + 1 + (after & -after).bit_length() - 1 if after else len(self.tokens)
        return max(before.bit_length() - 1, 0), end

    def is_guessed(self, start: int, end: int) -> bool:
        """Tell whether a slip was mended among the words from start to before end."""
        return any(token.guessed for token in self.tokens[start:end])

    def is_quoted(self, start: int, end: int) -> bool:
        """Tell whether all words from start to before end stand between quotation marks."""
        wanted = ((1 << (end - start)) - 1) << start
        return self.quoted & wanted == wanted


def _start(found: Found) -> int:
    return found.start


@lru_cache(maxsize=8)
def prepare(extra: tuple[Line, ...] = ()) -> tuple[Reader, Lexicon]:
    """Read the word files, once a process; a worker may call it at its start."""
    if not extra:
        return Reader(vocabulary()), lexicon()
    known = lexicon().extended(extra)
    return Reader(Vocabulary.of(known, vocabulary())), known


def _look_up(
    tokens: list[Token], known: Lexicon, everyday: Container[str], tongue: str
) -> tuple[list[Found], Marks]:
    """Return the words and phrases that rules point at, and the marks of all for patterns."""
    found: list[Found] = []
    ones: dict[str, int] = {}
    meanings = known.known_meanings
    bit = 1
    for place, token in enumerate(tokens):
        word = token.word
        meaning = meanings.get(word) or known.meaning(word, word in everyday)
        for label in meaning.labels:
            ones[label] = ones.get(label, 0) | bit
        found.extend([Found(place, place + 1, entry) for entry in meaning.pointed])
        for entry in meaning.local:
            if entry.language == tongue:
                found.append(Found(place, place + 1, entry))
                for label in entry.labels:
                    ones[label] = ones.get(label, 0) | bit
        if token.kind:
            ones[token.kind] = ones.get(token.kind, 0) | bit
        bit <<= 1
    marks: Marks = {label: {1: mask} for label, mask in ones.items()}
    phrases = list(_phrases([token.word for token in tokens], known, tongue))
    for phrase in phrases:
        for label in phrase.entry.labels:
            mark(marks, label, phrase.start, phrase.end)
    if phrases:
        found = sorted(found + phrases, key=_start)
    return found, marks


def _phrases(words: list[str], known: Lexicon, tongue: str) -> Iterator[Found]:
    """Yield the listed phrases of two words and more."""
    phrases = known.phrases
    for place, (word, after) in enumerate(pairwise(words)):
        seconds = phrases.get(word)
        if seconds is None:
            continue
        for rest, entry in seconds.get(after, ()):
            end = place + 2 + len(rest)
            if rest and tuple(words[place + 2 : end]) != rest:
                continue
            if not entry.only or entry.language == tongue:
                yield Found(place, end, entry)
