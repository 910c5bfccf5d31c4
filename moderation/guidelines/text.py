"""A comment as rules read it: words without disguise, what each means, and their places as sent."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from moderation.guidelines.folding import Folded, fold
from moderation.guidelines.lexicon import Entry, Lexicon, lexicon
from moderation.guidelines.patterns import Match, Matcher
from moderation.guidelines.reading import Reader
from moderation.guidelines.tokens import Token
from moderation.guidelines.vocabulary import Vocabulary, vocabulary
from moderation.guidelines.wordfiles import Line

PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+|00?|\(\+?0)\d[\d ()-]{5,18}\d(?![\w,:/])"
    r"|(?<![\w.,/-])(?:\d{3}-|\(\d{3}\) ?)\d{3}-\d{4}(?!\w)"
)
DATE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\Z")
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
    def read(cls, raw: str, language: str = "", extra: tuple[Line, ...] = ()) -> "Text":
        """Read a text; linear in its length. `extra` are a newsroom's own words and phrases."""
        reader, known = prepare(extra)
        language = FILED_UNDER.get(language, language)
        folded = fold(raw, language)
        tokens, tongue = reader.read(folded.text, language)
        found = tuple(_look_up(tokens, known, reader.known.everyday, tongue))
        starts = _starts(tokens)
        marks = _marks(found, tokens)
        _mark_names(marks, raw, folded, tokens, starts)
        _mark_phones(marks, folded.text, tokens)
        return cls(
            raw=raw,
            language=tongue,
            folded=folded,
            tokens=tuple(tokens),
            found=found,
            matcher=Matcher(marks, len(tokens), starts, known.patterns),
            starts=starts,
            quoted=_quoted(tokens),
        )

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the text as sent of the words from `start` to before `end`."""
        first, last = self.tokens[start], self.tokens[end - 1]
        return self.folded.start_of(first.start), self.folded.end_of(self.raw, last.end - 1)

    def listed(self, label: str) -> Iterator[Found]:
        """Yield the listed words and phrases with this label, in order of place."""
        return (found for found in self.found if found.entry.label == label)

    def matches(self, guideline: str) -> list[Match]:
        """Return the matches of all patterns of a guideline."""
        return self.matcher.matches(guideline)

    def found_between(self, start: int, end: int) -> Iterator[Found]:
        """Yield the listed words and phrases that begin among the words start to before end."""
        for found in self.found[bisect_left(self.found, start, key=_start) :]:
            if found.start >= end:
                return
            yield found

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
    tokens: Iterable[Token], known: Lexicon, everyday: Container[str], tongue: str
) -> Iterator[Found]:
    words = [token.word for token in tokens]
    listed = known.words
    for place, word in enumerate(words):
        entries = listed.get(word)
        if known.stems and (entries is None or entries[0].label[0] == "="):
            entries = known.entries(word, word in everyday)
        for entry in entries or ():
            if "only" not in entry.options or entry.language == tongue:
                yield Found(place, place + 1, entry)
        if word in known.phrases:
            for rest, entry in known.phrases[word]:
                end = place + 1 + len(rest)
                if tuple(words[place + 1 : end]) == rest and (
                    "only" not in entry.options or entry.language == tongue
                ):
                    yield Found(place, end, entry)


def _starts(tokens: list[Token]) -> int:
    starts, bit, ended = 0, 1, True
    for token in tokens:
        if ended:
            starts |= bit
        ended = token.stop == "."
        bit <<= 1
    return starts


def _marks(found: Iterable[Found], tokens: list[Token]) -> dict[str, dict[int, int]]:
    marks: dict[str, dict[int, int]] = {}
    for start, end, entry in found:
        for label in entry.labels:
            lengths = marks.setdefault(label, {})
            lengths[end - start] = lengths.get(end - start, 0) | 1 << start
    for place, token in enumerate(tokens):
        if token.kind:
            lengths = marks.setdefault(token.kind, {})
            lengths[1] = lengths.get(1, 0) | 1 << place
    return marks


def _mark(marks: dict[str, dict[int, int]], label: str, start: int, end: int) -> None:
    lengths = marks.setdefault(label, {})
    lengths[end - start] = lengths.get(end - start, 0) | 1 << start


def _mark_names(
    marks: dict[str, dict[int, int]], raw: str, folded: Folded, tokens: list[Token], starts: int
) -> None:
    """Mark words with a capital in the middle of a sentence as names."""
    for place, token in enumerate(tokens):
        start = folded.start_of(token.start)
        capital = raw[start].isupper() and raw[start + 1 : start + 2].islower()
        if capital and not starts >> place & 1 and token.word != "i":
            _mark(marks, "name", place, place + 1)


def _mark_phones(marks: dict[str, dict[int, int]], folded: str, tokens: list[Token]) -> None:
    if "number" not in marks:
        return
    for match in PHONE.finditer(folded):
        digits = sum(char.isdigit() for char in match.group())
        if 7 <= digits <= 15 and not DATE.match(match.group()):
            first = bisect_left(tokens, match.start(), key=lambda token: token.start)
            last = bisect_left(tokens, match.end(), key=lambda token: token.start)
            if first < last:
                _mark(marks, "phone", first, last)


def _quoted(tokens: list[Token]) -> int:
    """Return the mask of words inside closed pairs of quotation marks."""
    mask, opened = 0, -1
    for place, token in enumerate(tokens):
        if token.quotes & 1 and opened < 0:
            opened = place
        if token.quotes & 2 and opened >= 0:
            mask |= ((1 << (place + 1 - opened)) - 1) << opened
            opened = -1
    return mask
