"""The words and patterns that rules know, read once from rules/words (see its README.md)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from moderation.guidelines.folding import fold_phrase
from moderation.guidelines.morphology import Affixes, english_forms
from moderation.guidelines.patterns import Pattern, read_pattern
from moderation.guidelines.policy import GUIDELINES
from moderation.guidelines.wordfiles import Line, read_lines

ARABIC, FIRST_ARABIC = ("ar", "ckb"), "\u0600"  # languages in Arabic letters, and where those begin
WHOLE = frozenset({"whole"})
MOST_REMEMBERED = 20_000
LONGEST_WORD = 40
WORDS = files("moderation.guidelines") / "rules" / "words"


class Entry(NamedTuple):
    """What one listed word or phrase means."""

    label: str  # a guideline's code, a class such as "group", or "=word" for a pattern's own word
    certain: bool
    kind: str  # such as "racism"; "" where none
    rule: str  # the name findings carry
    language: str
    only: bool  # counts only in a comment of its language
    whole: bool  # is not looked for in misspelt, masked or run-together words
    labels: tuple[str, ...]  # the label, and with its kind ("group", "group:racism")


class Meaning(NamedTuple):
    """What a word means, sorted by what it is needed for."""

    labels: tuple[str, ...]  # to be marked for patterns, each once
    pointed: tuple[Entry, ...]  # what rules point at themselves, or want the kind of
    local: tuple[Entry, ...]  # what counts only in a comment of its language


NOTHING = Meaning((), (), ())
POINTED = frozenset({*GUIDELINES, "innocent", "group", "group-one"})


@dataclass(slots=True)
class Lexicon:
    """Every listed word, phrase and pattern of all languages. Fill it, then only read it."""

    words: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], Entry]]]] = field(
        default_factory=dict
    )  # first word → second → the words after these, and the entry
    patterns: dict[str, list[Pattern]] = field(default_factory=dict)  # by their rarest label
    affixes: dict[str, Affixes] = field(default_factory=dict)  # by language
    stems: dict[str, list[tuple[str, str, Entry]]] = field(default_factory=dict)
    _inflected: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    _meanings: dict[str, Meaning] = field(default_factory=dict)

    def add(self, line: Line) -> None:
        """Take in one line of a word file."""
        if line.section == "patterns":
            self._add_pattern(line)
        elif line.section in ("prefixes", "suffixes"):
            affixes = self.affixes.setdefault(line.language, Affixes())
            affixes.add(line.section, line.label, line.text)
        else:
            entry = _entry(
                line.label, line.certain, line.kind, line.rule, line.language, line.options
            )
            phrases = alternatives(line.text) if "|" in line.text else (line.text,)
            for phrase in phrases:
                self._add_phrase(words_of(phrase), line.inflection, entry)

    def _add_phrase(self, words: tuple[str, ...], inflection: str, entry: Entry) -> None:
        if not words:
            return
        if inflection and entry.language == "en":
            for form in english_forms(words[-1], inflection):
                self._add_words((*words[:-1], form), entry)
            return
        self._add_words(words, entry)
        if inflection and len(words) == 1:
            self.stems.setdefault(words[0], []).append((entry.language, inflection, entry))

    def _add_words(self, words: tuple[str, ...], entry: Entry) -> None:
        if len(words) == 1:
            known = self.words.get(words[0], ())
            if entry not in known:
                self.words[words[0]] = (*known, entry)
        else:
            seconds = self.phrases.setdefault(words[0], {})
            seconds.setdefault(words[1], []).append((words[2:], entry))

    def _add_pattern(self, line: Line) -> None:
        patterns = read_pattern(line)
        for pattern in patterns:
            self.patterns.setdefault(pattern.anchor, []).append(pattern)
        for element in patterns[0].elements:
            for label in element.labels:
                if label.startswith("="):
                    own = Entry(label, False, "", "", line.language, False, False, (label,))
                    self._add_words((label[1:],), own)

    def keep_meanings(self) -> None:
        """Let words that only patterns name keep what they mean as forms of listed stems."""
        for word, own in self.words.items():
            if self.stems and all(entry.label.startswith("=") for entry in own):
                self.words[word] = (*own, *self._analyse(word))

    def part_languages(self) -> None:
        """Let a group that several languages name mean in a comment what its own language says."""
        for word, entries in self.words.items():
            if len({entry.language for entry in entries if entry.label[0] != "="}) > 1:
                self.words[word] = tuple(_at_home(entry) for entry in entries)

    @property
    def known_meanings(self) -> dict[str, Meaning]:
        """Return the meanings looked up so far; only to be read."""
        return self._meanings

    def meaning(self, word: str, everyday: bool = False) -> Meaning:
        """Return what `entries` says of the word, sorted by need; remembered.

        A word must be everyday or not for good: the first answer is kept.
        """
        known = self._meanings.get(word)
        if known is None:
            known = _meaning(self.entries(word, everyday))
            if len(self._meanings) >= MOST_REMEMBERED:
                self._meanings.clear()
            if len(word) <= LONGEST_WORD:
                self._meanings[word] = known
        return known

    def entries(self, word: str, everyday: bool = False) -> tuple[Entry, ...]:
        """Return what the word means: as listed, else as a listed stem with affixes.

        An everyday word is not taken for a strong word's form, only for a member of a class.
        """
        listed = self.words.get(word)
        if listed is not None or not self.stems:
            return listed or ()
        found = self.inflected(word)
        if found and everyday:
            return tuple(entry for entry in found if entry.label not in GUIDELINES)
        return found

    def inflected(self, word: str) -> tuple[Entry, ...]:
        """Return what the word means as a stem of its language with prefixes and suffixes."""
        known = self._inflected.get(word)
        if known is None:
            known = self._analyse(word)
            if len(self._inflected) >= MOST_REMEMBERED:
                self._inflected.clear()
            if len(word) <= LONGEST_WORD:
                self._inflected[word] = known
        return known

    def _analyse(self, word: str) -> tuple[Entry, ...]:
        if len(word) > LONGEST_WORD:
            return ()
        found: dict[Entry, None] = {}
        arabic = word[-1:] >= FIRST_ARABIC
        for affixes in (own for name, own in self.affixes.items() if (name in ARABIC) is arabic):
            for begin in affixes.prefix_ends(word):
                for end in range(len(word), begin + 1, -1):
                    for language, inflection, entry in self.stems.get(word[begin:end], ()):
                        own = self.affixes.get(language) is affixes
                        if own and affixes.allow(inflection, word[:begin], word[end:]):
                            found[entry] = None
        return tuple(found)

    def extended(self, lines: tuple[Line, ...]) -> "Lexicon":
        """Return a copy that also knows these lines, folded now; the original stays as it is."""
        copy = Lexicon(
            dict(self.words),
            {
                first: {second: list(rests) for second, rests in seconds.items()}
                for first, seconds in self.phrases.items()
            },
            {anchor: list(found) for anchor, found in self.patterns.items()},
            self.affixes,
            dict(self.stems),
        )
        for line in lines:
            copy.add(line._replace(text=fold_phrase(line.text)))
        return copy

    def vocabulary(self) -> Iterator[tuple[str, bool, bool]]:
        """Yield each word that rules look for, whether alone it breaks a guideline, whether whole.

        A word is whole when a list wants it unaltered ("@whole").
        """
        for word, entries in self.words.items():
            yield word, any(map(_breaks, entries)), any(map(_is_whole, entries))
        parts: dict[str, None] = {}  # words of phrases, each once
        for first, seconds in self.phrases.items():
            parts[first] = None
            for second, rests in seconds.items():
                parts[second] = None
                parts.update(dict.fromkeys(word for rest, _ in rests for word in rest))
        for word in parts:
            yield word, False, False
        for stem, meanings in self.stems.items():
            own = [entry for _, _, entry in meanings]
            yield stem, any(map(_breaks, own)), any(map(_is_whole, own))


@lru_cache(maxsize=4096)
def _entry(  # most lines of a section share one
    label: str, certain: bool, kind: str, rule: str, language: str, options: frozenset[str]
) -> Entry:
    labels = (label, f"{label}:{kind}") if kind else (label,)
    only, whole = "only" in options, "whole" in options
    return Entry(label, certain, kind, rule, language, only, whole, labels)


def _meaning(entries: tuple[Entry, ...]) -> Meaning:
    if not entries:
        return NOTHING
    anywhere = [entry for entry in entries if not entry.only]
    return Meaning(
        labels=tuple(dict.fromkeys(label for entry in anywhere for label in entry.labels)),
        pointed=tuple(entry for entry in anywhere if entry.label in POINTED),
        local=tuple(entry for entry in entries if entry.only),
    )


def _at_home(entry: Entry) -> Entry:
    """Return the name of a group as one that counts in its language alone; English knows most."""
    goes = entry.label == "group" and entry.language != "en"
    return entry._replace(only=True) if goes else entry


def _breaks(entry: Entry) -> bool:
    return entry.certain and entry.label in GUIDELINES and not entry.whole


def _is_whole(entry: Entry) -> bool:
    return entry.whole


def words_of(phrase: str) -> tuple[str, ...]:
    """Return the words of a folded phrase."""
    return tuple(phrase.replace("'", "").split())


def alternatives(text: str) -> Iterator[str]:
    """Yield the phrases of a line such as "black|brown people|men" ("black people", …)."""
    for words in product(*(part.split("|") for part in text.split())):
        yield " ".join(words)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon of all languages, read at the first call of a process."""
    read = Lexicon()
    for language in sorted(WORDS.iterdir(), key=lambda path: path.name):
        if not language.is_dir() or language.name == "everyday":
            continue
        for path in sorted(language.iterdir(), key=lambda path: path.name):
            if path.name.endswith(".txt"):
                for line in read_lines(path.name, path.read_text("utf-8"), language.name):
                    read.add(line)
    for line in borrowed_lines(read):
        read.add(line)
    read.keep_meanings()
    read.part_languages()
    return read


def borrowed_lines(known: Lexicon) -> Iterator[Line]:
    """Yield the words of better-profanity's list with the strength our curation gives them."""
    name = "better_profanity.txt"
    curated = {
        line.text: line for line in read_lines(name, (WORDS / name).read_text("utf-8"), "en")
    }
    listed = (files("better_profanity") / "profanity_wordlist.txt").read_text("utf-8")
    for word in dict.fromkeys(listed.lower().split("\n")):
        line = curated.get(word)
        words = words_of(word)
        if line is None and word.replace(" ", "").isalpha() and words[-1] not in known.words:
            yield Line("list", "profanity", "", "better-profanity", False, word, "", WHOLE, "en")
        elif line is not None and line.label != "dropped":
            yield line
