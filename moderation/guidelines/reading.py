"""Read a folded text into words: disguises that run over several words, and the language."""

import itertools
from collections.abc import Iterator, Sequence
from itertools import pairwise

from moderation.guidelines.contractions import SPELLINGS
from moderation.guidelines.disguises import guess_slip, run_together, undo, undo_slip, undo_spelling
from moderation.guidelines.tokens import LONGEST_CHUNK, MOST_REMEMBERED, Cutter, Token
from moderation.guidelines.vocabulary import FREQUENT, RARE, Vocabulary

FEW_WORDS = 4
ENOUGH_KNOWN = 0.4
FEWEST_LETTERS = 3
SHORTEST_JOIN = 4
LONGEST_JOIN = 16
OPENED, CLOSED = 1 | 4, 2 | 8  # bits of a token's quotation marks
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

    def read(self, text: str, language: str, prose: bool) -> tuple[list[Token], str]:
        """Return the words of a folded text, and the language it looks like.

        In a name (not prose) no misspelling is mended: honest names are unknown words, too.
        """
        tokens = self.cutter.cut(text)
        tokens = self._join_letters(tokens)
        tongue = self._tongue(tokens, language)
        joined = self._join_fragments(tokens, text, tongue)
        if joined is not tokens:
            tokens, tongue = joined, self._tongue(joined, language)
        words = sum(not token.kind for token in tokens)
        if prose and (tongue == "en" or (not tongue and words < FEW_WORDS)):
            tokens = self._respell(tokens)
        elif prose and tongue in self.known.lexicon.affixes:
            tokens = self._unslip(tokens)
        if tongue not in ("", "en"):
            tokens = _as_written(tokens, text)
        return tokens, tongue

    def _tongue(self, tokens: Sequence[Token], language: str) -> str:
        """Return the language most of the words are everyday words of; the one said when unsure."""
        words = [token.word for token in tokens if not token.kind]
        altered = sum(token.altered for token in tokens)
        shares = {
            tongue: sum(map(own.__contains__, words)) for tongue, own in self.known.tongues.items()
        }
        best = max(shares, key=lambda tongue: (shares[tongue], tongue == language), default="")
        if not words or shares[best] + altered < ENOUGH_KNOWN * len(words):
            return language
        return best

    def _join_letters(self, tokens: list[Token]) -> list[Token]:
        """Join runs of single letters ("f u c k") that make words."""
        single = [token.end - token.start == 1 and _single(token) for token in tokens]
        if not any(map(all, zip(single, single[1:], single[2:], strict=False))):
            return tokens
        joined: list[Token] = []
        place = 0
        while place < len(tokens):
            end = place
            while end < len(tokens) and single[end]:
                end += 1
            if end - place >= FEWEST_LETTERS:
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
            hidden = (word,) if self.known.lists(word) else undo(word, self.known)
            hidden = hidden or self._after_article(word) or run_together(word, self.known)
            if not hidden and len(run) == 1:
                hidden = (word,)
            if hidden:
                read.extend(_spread(hidden, run[0], run[-1]))
            else:
                read.extend(run)
        return read

    def _after_article(self, word: str) -> tuple[str, ...]:
        """Return "a" or "u" and the listed word after it, as in "you are a m o r o n"."""
        rest = word[1:]
        if word[0] not in "aiu" or len(rest) < SHORTEST_JOIN or rest not in self.known.words:
            return ()
        return (word[0], rest)

    def _join_fragments(self, tokens: list[Token], text: str, tongue: str) -> list[Token]:
        """Join neighbours that are no words alone but make a listed word ("fu ck")."""
        typed = [
            token if len(token.word) == token.end - token.start else _typed(token, text)
            for token in tokens
        ]
        words = [token.word for token in typed]
        known = self.known.words
        pairs = [a + b in known for a, b in pairwise(words)]
        triples = [a + b + c in known for a, b, c in zip(words, words[1:], words[2:], strict=False)]
        likely = self._likely(words) if tongue in ("", "en") else [False] * len(words)
        if True not in pairs and True not in triples and True not in likely:
            return tokens
        joined: list[Token] = []
        place = 0
        while place < len(tokens):
            count = 1
            two, three = typed[place : place + 2], typed[place : place + 3]
            if len(three) == 3 and triples[place] and self._whole(three, tongue):
                count = 3
            elif (len(two) == 2 and pairs[place] and self._whole(two, tongue)) or (
                len(two) == 2 and likely[place] and _bare(two)
            ):
                count = 2
            joined.append(tokens[place] if count == 1 else _joined(typed[place : place + count]))
            place += count
        return joined

    def _likely(self, words: list[str]) -> list[bool]:
        """Tell for each word whether it and the next are rather one common word ("yo ur")."""
        rank = self.known.everyday.get
        rare = [rank(word, FREQUENT) >= RARE and word not in ("a", "i") for word in words]
        return [
            (here or rare[place + 1])
            and self.known.likelier(words[place] + words[place + 1], words[place : place + 2])
            for place, here in enumerate(rare[:-1])
        ]

    def _whole(self, parts: list[Token], tongue: str) -> bool:
        """Tell whether the parts, which make a listed word, are hardly words of their own."""
        if any(part.kind for part in parts) or any(part.stop for part in parts[:-1]):
            return False
        word = "".join(part.word for part in parts)
        if not SHORTEST_JOIN <= len(word) <= LONGEST_JOIN:
            return False
        odd = [part for part in parts if self._odd(part.word, tongue)]
        if word not in self.known.words:  # a listed word with endings: surely torn, or left alone
            return len(odd) == len(parts)
        stray = any(len(part.word) == 1 for part in odd)
        sure = len(word) > SHORTEST_JOIN or word in self.known.strong
        return len(odd) == len(parts) or stray or (bool(odd) and sure)

    def _odd(self, word: str, tongue: str) -> bool:
        """Tell whether a fragment would hardly stand alone in a text of that language."""
        if len(word) == 1:
            return word not in ONE_LETTER_WORDS
        short = len(word) <= 3 and word.isascii()  # perhaps listed, but for another language
        listed = not short and word in self.known.words
        return not listed and not self.known.common(word, tongue)

    def _respelt(self, word: str) -> tuple[str, ...]:
        hidden = self._spellings.get(word)
        if hidden is None:
            hidden = undo_spelling(word, self.known)
            if len(self._spellings) >= MOST_REMEMBERED:
                self._spellings.clear()
            if len(word) <= LONGEST_CHUNK:
                self._spellings[word] = hidden
        return hidden

    def _unslip(self, tokens: list[Token]) -> list[Token]:
        read: list[Token] = []
        for token in tokens:
            known = bool(token.kind) or self.known.knows(token.word)
            hidden = () if known else undo_slip(token.word, self.known)
            guess = () if known or hidden else guess_slip(token.word, self.known)
            if guess:
                token = token._replace(word=guess[0], altered=True, guessed=True)
            read.extend(_spread(hidden, token, token) if hidden else (token,))
        return read

    def _respell(self, tokens: list[Token]) -> list[Token]:
        knows, read = self.known.knows, []
        for token in tokens:
            if knows(token.word) or token.kind in ("link", "email", "number", "sign"):
                read.append(token)
                continue
            hidden = self._respelt(token.word)
            read.extend(_spread(_plainly(hidden), token, token) if hidden else (token,))
        return read


def _plainly(words: tuple[str, ...]) -> tuple[str, ...]:
    """Write out the chat spellings among words that were written without spaces."""
    return tuple(part for word in words for part in SPELLINGS.get(word, (word,)))


def _bare(parts: list[Token]) -> bool:
    """Tell whether nothing but a space stands between two words."""
    first, second = parts
    gap = second.start - first.end
    return not (first.kind or second.kind or first.stop or first.altered) and gap == 1


def _typed(token: Token, text: str) -> Token:
    """Return the token as it was typed where it was read as a chat spelling ("r ape")."""
    written = text[token.start : token.end]
    return token._replace(word=written) if SPELLINGS.get(written) == (token.word,) else token


def _joined(parts: list[Token]) -> Token:
    first, last = parts[0], parts[-1]
    word = "".join(part.word for part in parts)
    return Token(
        word,
        first.start,
        last.end,
        "",
        last.stop,
        True,
        first.quotes & OPENED | last.quotes & CLOSED,
    )


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
    altered = first is not last or words != (first.word,)
    for count, word in enumerate(words, 1):
        ends = count == len(words)
        quotes = (first.quotes & OPENED) * (count == 1) | (last.quotes & CLOSED) * ends
        stop = last.stop if ends else ""
        yield Token(word, first.start, last.end, first.kind, stop, altered, quotes)


def _single(token: Token) -> bool:
    return token.word.isalnum()


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
