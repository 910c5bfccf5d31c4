"""A comment as rules read it: words without disguise, what each means, and their places as sent."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
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


LONGEST_QUOTE = 40  # words between single quotation marks
PRONOUN_REACH = 14  # words from a group's name to "they"
# What may stand for a group → what it is marked as where a group was named shortly before.
STANDS_FOR_GROUP = {
    "they-all": ("they-group", ("group",)),
    "beasts-all": ("beasts-group", ("group",)),
    "beast-one": ("beast-group", ("group", "group-one")),
}


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
        starts = _starts(tokens)
        _mark_pronouns(marks, tokens)
        _mark_names(marks, raw, folded, tokens, starts)
        _mark_phones(marks, folded.text, tokens)
        return cls(
            raw=raw,
            language=tongue,
            folded=folded,
            tokens=tuple(tokens),
            found=tuple(found),
            matcher=Matcher(marks, len(tokens), starts, _clauses(tokens, starts), known.patterns),
            starts=starts,
            quoted=_quoted(tokens),
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
) -> tuple[list[Found], dict[str, dict[int, int]]]:
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
    marks = {label: {1: mask} for label, mask in ones.items()}
    phrases = list(_phrases([token.word for token in tokens], known, tongue))
    for phrase in phrases:
        for label in phrase.entry.labels:
            _mark(marks, label, phrase.start, phrase.end)
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


def _starts(tokens: list[Token]) -> int:
    starts, bit, ended = 0, 1, True
    for token in tokens:
        if ended:
            starts |= bit
        ended = token.stop == "."
        bit <<= 1
    return starts


def _mark(marks: dict[str, dict[int, int]], label: str, start: int, end: int) -> None:
    lengths = marks.setdefault(label, {})
    lengths[end - start] = lengths.get(end - start, 0) | 1 << start


def _mark_names(
    marks: dict[str, dict[int, int]], raw: str, folded: Folded, tokens: list[Token], starts: int
) -> None:
    """Mark words with a capital in the middle of a sentence as names."""
    if raw.islower():
        return
    for place, token in enumerate(tokens):
        start = folded.places[token.start]
        capital = raw[start].isupper() and raw[start + 1 : start + 2].islower()
        if capital and not starts >> place & 1:
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
    mask, opened, single = 0, -1, -1
    for place, token in enumerate(tokens):
        quotes = token.quotes
        if not quotes:
            continue
        if quotes & 1 and opened < 0:
            opened = place
        if quotes & 4:
            single = place
        if quotes & 2 and opened >= 0:
            mask |= ((1 << (place + 1 - opened)) - 1) << opened
            opened = -1
        if quotes & 8 and single >= 0 and place - single < LONGEST_QUOTE:
            mask |= ((1 << (place + 1 - single)) - 1) << single
            single = -1
    return mask


def _clauses(tokens: list[Token], starts: int) -> int:
    """Return the mask of the words that begin a sentence or stand after a comma."""
    for place, token in enumerate(tokens):
        if token.stop == ",":
            starts |= 2 << place
    return starts


def _mark_pronouns(marks: dict[str, dict[int, int]], tokens: list[Token]) -> None:
    """Mark "they", "those savages" and the like that follow a group's name as meaning the group.

    A group that suffers what the sentence tells ("the mob attacked Kurds. They …") is not meant.
    """
    for label, (meant, named) in STANDS_FOR_GROUP.items():
        if label not in marks or not any(name in marks for name in named):
            continue
        groups = _last_words(marks, named) & ~_after(marks, "suffers")
        for length, begins in list(marks[label].items()):
            for place in _places(begins):
                if (groups & ((1 << place) - 1)) >> max(place - PRONOUN_REACH, 0):
                    _mark(marks, meant, place, place + length)


def _last_words(marks: dict[str, dict[int, int]], labels: tuple[str, ...]) -> int:
    """Return the mask of the last words of the phrases with these labels."""
    last = 0
    for label in labels:
        for length, begins in marks.get(label, {}).items():
            last |= begins << length - 1
    return last


def _after(marks: dict[str, dict[int, int]], label: str) -> int:
    """Return the mask of the words after the phrases with this label."""
    after = 0
    for length, begins in marks.get(label, {}).items():
        after |= begins << length
    return after


def _places(mask: int) -> Iterator[int]:
    """Yield the places of the bits of a mask, lowest first."""
    while mask:
        low = mask & -mask
        mask ^= low
        yield low.bit_length() - 1
