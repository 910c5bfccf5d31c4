"""Cut a folded text into words, each undisguised and with its place."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from moderation.guidelines.contractions import SPELLINGS, written_out
from moderation.guidelines.disguises import run_together, undo, undo_symbols
from moderation.guidelines.links import kind_of
from moderation.guidelines.vocabulary import Vocabulary

CHUNK = re.compile(r"\S+")
PART = re.compile(r"[^\W_]+")
OPENING = "\"'“”‘’‚„«»‹›([{<*_~-–—.,:;!?…¡¿>|/\\،؛؟۔`´•"
CLOSING = "\"'“”‘’‚„«»‹›)]}>_~-–—.,:;!?…/\\|،؛؟۔`´•%"
QUOTES = frozenset('"“”„«»‹›')
SINGLE_OPENING = frozenset("'‘‚`")  # some are apostrophes, so they count only in pairs
SINGLE_CLOSING = frozenset("'’`´")
FULL_STOPS = frozenset(".!?…؟۔;:")
COMMAS = frozenset(",،؛()–—")
APOSTROPHES = str.maketrans("’ʼ`´‘", "'''''")
LOOSE = frozenset("-_*'’·•~+=|\\/.")
LONGEST_CHUNK = 120
LONGEST_ENDING = 7  # of letters after an apostrophe
MOST_REMEMBERED = 20_000


class Token(NamedTuple):
    """One word as a reader reads it; `start` and `end` are places in the folded text."""

    word: str
    start: int
    end: int
    kind: str = ""  # "", link, email, handle, hashtag, number, or sign
    stop: str = ""  # what follows: "." ends a sentence, "," a clause
    altered: bool = False  # a disguise was undone
    quotes: int = 0  # bits: quotation marks before it (1), after it (2), single ones (4, 8)
    guessed: bool = False  # a slip was mended, perhaps wrongly: never certain


class Cutter:
    """Cuts chunks (what stands between spaces) into tokens, and remembers how."""

    def __init__(self, known: Vocabulary) -> None:
        """Take the vocabulary to read with."""
        self.known = known
        self._cuts: dict[str, tuple[Token, ...]] = {}

    def cut(self, text: str) -> list[Token]:
        """Return the tokens of a folded text, disguises inside chunks undone."""
        tokens: list[Token] = []
        cuts = self._cuts
        new = tuple.__new__  # half the time of Token(…), and this is done for every word
        last = 0
        for match in CHUNK.finditer(text):
            chunk, start = match.group(), match.start()
            if tokens and start - last > 1 and "\n" in text[last:start]:
                tokens[-1] = tokens[-1]._replace(stop=".")
            last = match.end()
            cut = cuts.get(chunk)
            if cut is None:
                cut = self._remember(chunk)
            for word, begin, end, *rest in cut:
                tokens.append(new(Token, (word, start + begin, start + end, *rest)))
        return tokens

    def _remember(self, chunk: str) -> tuple[Token, ...]:
        cut = tuple(self._cut_chunk(chunk))
        if len(chunk) <= LONGEST_CHUNK:
            if len(self._cuts) >= MOST_REMEMBERED:
                self._cuts.clear()
            self._cuts[chunk] = cut
        return cut

    def _cut_chunk(self, chunk: str) -> list[Token]:
        start = len(chunk) - len(chunk.lstrip(OPENING))
        closing = CLOSING + "*" if "*" in chunk[:start] else CLOSING
        end = len(chunk.rstrip(closing))
        if start >= end:
            stop = "." if any(char in FULL_STOPS for char in chunk) else ","
            return [Token(chunk, 0, len(chunk), "sign", stop, quotes=3 * (chunk in QUOTES))]
        core = chunk[start:end]
        tokens = [
            token._replace(start=token.start + start, end=token.end + start)
            for token in self._cut_core(core)
        ]
        if not tokens:
            return [Token(chunk, 0, len(chunk), "sign")]
        before, after = chunk[:start], chunk[end:]
        if before:
            quotes = 1 * bool(QUOTES.intersection(before))
            quotes |= 4 * bool(SINGLE_OPENING.intersection(before))
            tokens[0] = tokens[0]._replace(quotes=quotes)
        if after:
            quotes = tokens[-1].quotes | 2 * bool(QUOTES.intersection(after))
            quotes |= 8 * bool(SINGLE_CLOSING.intersection(after))
            tokens[-1] = tokens[-1]._replace(stop=_stop(after), quotes=quotes)
        return tokens

    def _cut_core(self, core: str) -> list[Token]:
        if core.isalpha():
            return list(self._words(core, 0, len(core)))
        kind, word = kind_of(core)
        if kind:
            return self._special(core, kind, word)
        if core in self.known.words:  # "7mar": the digits of romanised Arabic are letters
            return [Token(core, 0, len(core))]
        if len(core) > LONGEST_CHUNK:
            return self._parts(core)
        return self._contraction(core) or self._whole(core) or self._parts(core)

    def _words(self, word: str, start: int, end: int) -> Iterator[Token]:
        """Yield the words that a run of letters stands for, all at its place."""
        if word in SPELLINGS and word not in self.known.strong:
            for part in SPELLINGS[word]:
                yield Token(part, start, end)
            return
        undone = undo(word, self.known)
        for part in undone or (word,):
            yield Token(part, start, end, altered=bool(undone))

    def _special(self, core: str, kind: str, word: str) -> list[Token]:
        if kind in ("handle", "hashtag"):
            undone = undo_symbols(core, self.known)
            if undone in self.known.strong:
                return [Token(undone, 0, len(core), altered=True)]
            if kind == "hashtag":
                return [t._replace(kind=kind) for t in self._words(word, 0, len(core))]
        return [Token(word, 0, len(core), kind)]

    def _contraction(self, core: str) -> list[Token]:
        straight = core.translate(APOSTROPHES)
        if "'" not in straight or not straight.replace("'", "").isalpha():
            return []
        joined = straight.replace("'", "")
        if joined in self.known.strong and joined not in self.known.everyday:
            return [Token(joined, 0, len(core), altered=True)]
        if len(straight) - straight.index("'") > LONGEST_ENDING:
            return list(self._words(joined, 0, len(core)))
        parts = written_out(straight)
        if not parts:
            whole = undo(joined, self.known) or (joined,)
            if self.known.knows(whole[0]) or len(straight.split("'")[0]) < 2:
                return [Token(part, 0, len(core), altered=part != joined) for part in whole]
            parts = (straight.split("'")[0],)  # a Turkish ending after a name
        first = undo(parts[0], self.known)
        return [
            Token(part, 0, len(core), altered=bool(first))
            for part in (*(first or parts[:1]), *parts[1:])
        ]

    def _whole(self, core: str) -> list[Token]:
        """Return the one word, or the run-together words, that the whole core hides, or []."""
        known = self.known
        parts = PART.findall(core)
        if not parts:
            return []
        joined = "".join(parts)
        if len(parts) > 1 and joined.isalpha():
            honest = all(map(self._stands_alone, parts))
            loose = all(char in "-_*'’" for char in core if not char.isalnum())
            hidden = undo(joined, known) or ((joined,) if known.lists(joined) else ())
            if not hidden and known.likelier(joined, parts):
                hidden = (joined,)
                honest = False
            elif honest and known.likelier(joined, parts):
                honest = False
            if hidden and (not honest or (loose and hidden[0] in known.strong)):
                return [Token(part, 0, len(core), altered=True) for part in hidden]
            if all(len(part) == 1 for part in parts) and len(parts) > 3:
                hidden = run_together(joined, known)
                if hidden:
                    return [Token(part, 0, len(core), altered=True) for part in hidden]
            if honest:
                return []
        hidden_word = undo_symbols(core, known)
        if len(hidden_word) > 2:
            return [Token(hidden_word, 0, len(core), altered=True)]
        return []

    def _stands_alone(self, part: str) -> bool:
        """Tell whether a part between signs is a word; short ones are words of some language."""
        if len(part) <= 3 and part.isascii():
            return len(part) > 1 and self.known.common(part, "en")
        return len(part) > 1 and self.known.knows(part)

    def _parts(self, core: str) -> list[Token]:
        """Return the words between the signs of a core."""
        tokens: list[Token] = []
        for match in PART.finditer(core):
            part, start, end = match.group(), match.start(), match.end()
            if tokens and tokens[-1].end < start:
                stop = _stop(core[tokens[-1].end : start]) if start - tokens[-1].end < 5 else "."
                tokens[-1] = tokens[-1]._replace(stop=stop)
            if len(part) == 1:
                tokens.append(Token(part, start, end))  # "U.S.A." holds no "you"
                continue
            if part.isalpha():
                tokens.extend(self._words(part, start, end))
                continue
            undone = undo_symbols(part, self.known) if len(part) <= LONGEST_CHUNK else ""
            kind = "number" if part.isdigit() else ""
            tokens.append(
                Token(undone or part, start, end, "" if undone else kind, altered=bool(undone))
            )
        return tokens


def _stop(after: str) -> str:
    if any(char in FULL_STOPS for char in after):
        return "."
    return "," if any(char in COMMAS for char in after) else ""
