"""Fold a text to what a reader reads, and keep for each letter its place in the text as sent."""

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from moderation.guidelines.letters import compose, fold_letter

# Markup that disguises a word: bare tags as web pages have them, and character references. Ours
# show it as text, so whatever else stands in brackets is read: "<you idiot>", "[idiot]".
TAGS = "a|b|big|br|center|code|del|div|em|font|h[1-6]|hr|i|ins|li|mark|ol|p|pre|q|s|small|span"
TAGS += "|strike|strong|sub|sup|td|tr|tt|u|ul|wbr|body|head|html|img|script|section|style|table"
BOARD_TAGS = "b|center|code|color|i|img|li|list|quote|s|size|spoiler|u|url"
MARKUP = re.compile(
    rf"</?(?:{TAGS})\s?/?>|\[/?(?:{BOARD_TAGS})\]|&#?[a-zA-Z0-9]{{2,8}};", re.IGNORECASE
)
BREAKS = re.compile(r"</?(?:br|p|div|li|tr|h[1-6])\b", re.IGNORECASE)

# Latin, Cyrillic, Arabic and the signs of print.
COMMON = (*range(0x09, 0x180), *range(0x400, 0x460), *range(0x600, 0x700), *range(0x2010, 0x2028))
# Letters that fold to one letter, the shortest way for most of any text.
SIMPLE = {char: folded for char in map(chr, COMMON) if len(folded := fold_letter(char)) == 1}
TABLE = str.maketrans(SIMPLE)
folded_letter = lru_cache(maxsize=8192)(fold_letter)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `places[i]` is the place in the raw text of the folded character i."""

    text: str
    places: Sequence[int]

    def start_of(self, place: int) -> int:
        """Return where the folded character begins in the raw text."""
        return self.places[place]

    def end_of(self, raw: str, place: int) -> int:
        """Return where the folded character ends in the raw text; a reference ends at its ";"."""
        start = self.places[place]
        if raw[start] == "&" and self.text[place] != "&":
            return raw.find(";", start) + 1
        return start + 1


def fold(raw: str, language: str = "") -> Folded:
    """Return the folded text with its places. Linear in the length of the text.

    `language` "tr" reads the capital I as dotless ı; everywhere else it is i.
    """
    marked = "<" in raw or "[" in raw or "&" in raw
    if raw.isascii() and not marked and language != "tr":
        return Folded(raw.lower(), range(len(raw)))
    letters: list[str] = []
    places: list[int] = []
    if not marked:
        return _fold_unmarked(raw.replace("I", "ı") if language == "tr" else raw)
    skip = _markup(raw) if marked else {}
    place, end = 0, len(raw)
    while place < end:
        if place in skip:
            shown, after = skip[place]
        else:
            shown, after = raw[place], place + 1
        for char in shown:
            _append(char, place, language, letters, places)
        place = after
    return Folded("".join(letters), places)


def fold_phrase(listed: str) -> str:
    """Return listed words folded, whole files of them, too; they hold no markup."""
    if listed.isascii():
        return listed.lower()
    letters = set(listed)
    if any(unicodedata.category(letter) == "Mn" for letter in letters):
        return fold(listed).text
    for letter in letters:
        folded = folded_letter(letter)
        if folded != letter:
            listed = listed.replace(letter, folded)  # faster than to go through all
    return listed


def _fold_unmarked(raw: str) -> Folded:
    if SIMPLE.keys() >= set(raw):
        return Folded(raw.translate(TABLE), range(len(raw)))
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(raw):
        folded = SIMPLE.get(char)
        if folded is None:
            _append(char, place, "", letters, places)
        else:
            letters.append(folded)
            places.append(place)
    return Folded("".join(letters), places)


def _markup(raw: str) -> dict[int, tuple[str, int]]:
    """Return for each piece of markup what is shown in its stead, and where it ends."""
    found = {}
    for match in MARKUP.finditer(raw):
        piece = match.group()
        if piece[0] == "&":
            shown = html.unescape(piece)
            if shown == piece:
                continue
        else:
            shown = "\n" if BREAKS.match(piece) else ""
        found[match.start()] = (shown, match.end())
    return found


def _append(char: str, place: int, language: str, letters: list[str], places: list[int]) -> None:
    folded = "ı" if char == "I" and language == "tr" else folded_letter(char)
    if not folded and letters and unicodedata.category(char) == "Mn":
        kept = compose(letters[-1], char)
        if kept:
            letters[-1] = kept
    for letter in folded:
        letters.append(letter)
        places.append(place)
