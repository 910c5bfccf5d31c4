"""Read a folded text into words: disguises that run over several words, and the language."""

import itertools
from collections.abc import Iterator, Sequence

from moderation.guidelines.contractions import SPELLINGS
from moderation.guidelines.disguises import run_together, undo, undo_spelling
from moderation.guidelines.tokens import LONGEST_CHUNK, MOST_REMEMBERED, Cutter, Token
from moderation.guidelines.vocabulary import Vocabulary

FEW_WORDS = 4
ENOUGH_KNOWN = 0.4
LONGEST_JOIN = 3
# Letters that are words: English a, i; Sorani و; Kurmanji û, ê, î, e and their bare spellings.
ONE_LETTER_WORDS = frozenset("aieuوûêî")
WIDE = 2  # a gap in s p a c e d  letters that stands between words


class Reader:
    """Reads texts with one vocabulary."""

    def __init__(self, known: Vocabulary) -> None:
        """Take the vocabulary; it must not change any more."""
        self.known = known
        self.cutter = Cutter(known)
        self._spellings: dict[str, tuple[str, ...]] = {}

    def read(self, text: str, language: str) -> tuple[list[Token], str]:
        """Return the words of a folded text, and the language it looks like."""
        tokens = self.cutter.cut(text)
        unknown = [i for i, t in enumerate(tokens) if not t.kind and not self.known.knows(t.word)]
        if unknown or sum(len(t.word) == 1 for t in tokens) > 2:
            tokens = self._join_letters(tokens)
            tokens = self._join_fragments(tokens)
        tongue = self._tongue(tokens, language)
        if unknown and (tongue == "en" or (not tongue and len(tokens) < FEW_WORDS)):
            tokens = self._respell(tokens)
        if tongue not in ("", "en"):
            tokens = _as_written(tokens, text)
        return tokens, tongue

    def _tongue(self, tokens: Sequence[Token], language: str) -> str:
        """Return the language most of the words are everyday words of; the one said when unsure."""
        words = [t.word for t in tokens if not t.kind]
        shares = {
            tongue: sum(word in own for word in words) for tongue, own in self.known.tongues.items()
        }
        altered = sum(t.altered for t in tokens)
        best = max(shares, key=lambda tongue: (shares[tongue], tongue == language), default="")
        if not words or shares[best] + altered < ENOUGH_KNOWN * len(words):
            return language if len(words) >= FEW_WORDS or language else ""
        return language if shares.get(language, -1) >= shares[best] else best

    def _join_letters(self, tokens: list[Token]) -> list[Token]:
        """Join runs of single letters ("f u c k") that make words."""
        joined: list[Token] = []
        place = 0
        while place < len(tokens):
            end = place
            while end < len(tokens) and _single(tokens[end]):
                end += 1
            if end - place >= 3:
                joined.extend(self._read_letters(tokens[place:end]))
            else:
                joined.extend(tokens[place:end])
            if end < len(tokens):
                joined.append(tokens[end])
            place = end + 1
        return joined

    def _read_letters(self, letters: list[Token]) -> list[Token]:
        read: list[Token] = []
        for run in _words_of(letters):
            word = "".join(_letter(t) for t in run)
            hidden = (word,) if word in self.known.words else undo(word, self.known)
            hidden = hidden or run_together(word, self.known)
            if not hidden and len(run) == 1:
                hidden = (word,)
            if hidden:
                read.extend(_spread(hidden, run[0], run[-1]))
            else:
                read.extend(run)
        return read

    def _join_fragments(self, tokens: list[Token]) -> list[Token]:
        """Join neighbours that are no words alone but make a listed word ("fu ck")."""
        odd = [self._odd(token.word) for token in tokens]
        if True not in odd:
            return tokens
        joined: list[Token] = []
        place = 0
        while place < len(tokens):
            whole, parts = "", tokens[place : place + LONGEST_JOIN]
            while not whole and True in odd[place : place + len(parts)]:
                whole = self._whole(parts)
                parts = parts if whole else parts[:-1]
            if whole:
                first, last = parts[0], parts[-1]
                joined.append(Token(whole, first.start, last.end, "", last.stop, True))
                place += len(parts)
            else:
                joined.append(tokens[place])
                place += 1
        return joined

    def _whole(self, parts: list[Token]) -> str:
        if len(parts) < 2 or any(part.kind or part.stop for part in parts[:-1]):
            return ""
        if parts[-1].kind:
            return ""
        word = "".join(part.word for part in parts)
        if len(word) > 16 or len(word) < 4 or word not in self.known.words:
            return ""
        odd = sum(self._odd(part.word) for part in parts)
        stray = any(len(part.word) == 1 and self._odd(part.word) for part in parts)
        if odd == len(parts) or stray or (odd and (len(word) > 4 or word in self.known.strong)):
            return word
        return ""

    def _odd(self, word: str) -> bool:
        """Tell whether a fragment would hardly stand alone."""
        if len(word) == 1:
            return word not in ONE_LETTER_WORDS
        return word not in self.known.words and not self.known.common(word)

    def _respelt(self, word: str) -> tuple[str, ...]:
        hidden = self._spellings.get(word)
        if hidden is None:
            hidden = undo_spelling(word, self.known)
            if len(self._spellings) >= MOST_REMEMBERED:
                self._spellings.clear()
            if len(word) <= LONGEST_CHUNK:
                self._spellings[word] = hidden
        return hidden

    def _respell(self, tokens: list[Token]) -> list[Token]:
        read: list[Token] = []
        for token in tokens:
            hidden = () if token.kind == "link" else self._respelt(token.word)
            read.extend(_spread(hidden, token, token) if hidden else (token,))
        return read


def _as_written(tokens: list[Token], text: str) -> list[Token]:
    """Take back English chat spellings: in Kurmanji "em" is we, "ya" and "im" are particles."""
    read: list[Token] = []
    for token in tokens:
        written = text[token.start : token.end]
        if written not in SPELLINGS or token.word not in SPELLINGS[written]:
            read.append(token)
        elif read and read[-1].start == token.start:
            read[-1] = read[-1]._replace(stop=token.stop, quotes=read[-1].quotes | token.quotes)
        else:
            read.append(token._replace(word=written))
    return read


def _spread(words: tuple[str, ...], first: Token, last: Token) -> Iterator[Token]:
    """Yield words that all stand from the first token to the last; only the last is followed."""
    altered = first is not last or len(words) > 1 or words[0] != first.word
    for count, word in enumerate(words, 1):
        ends = count == len(words)
        quotes = first.quotes & (count == 1) | last.quotes & 2 * ends
        stop = last.stop if ends else ""
        yield Token(word, first.start, last.end, first.kind, stop, altered, quotes)


def _single(token: Token) -> bool:
    return token.end - token.start == 1 and (token.word.isalnum() or token.word == "you")


def _letter(token: Token) -> str:
    return {"you": "u", "are": "r"}.get(token.word, token.word)


def _words_of(letters: list[Token]) -> list[list[Token]]:
    """Part spaced letters at their wider gaps, when there are wider ones."""
    gaps = [after.start - before.end for before, after in itertools.pairwise(letters)]
    usual = min(gaps)
    words = [[letters[0]]]
    for letter, gap in zip(letters[1:], gaps, strict=True):
        if gap >= usual + WIDE or (usual == 1 and gap == WIDE + usual - 1):
            words.append([])
        words[-1].append(letter)
    return words
