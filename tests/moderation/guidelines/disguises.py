"""Sixteen ways in which people hide words from filters, each a function of sentence and chance."""

import re
from collections.abc import Callable
from random import Random

LEET = str.maketrans("aeiost", "43105" + "7")
HOMOGLYPHS = str.maketrans("aeopcxyi", "аеорсхуі")
WORD = re.compile(r"[^\W\d_]{4,}")

Disguise = Callable[[str, Random], str]


def _each_word(change: Callable[[str, Random], str]) -> Disguise:
    """Return a disguise that changes each word of four letters and more."""
    return lambda text, chance: WORD.sub(lambda match: change(match.group(), chance), text)


def _inside(word: str, chance: Random) -> int:
    return chance.randrange(1, len(word))


def _stretch(word: str, chance: Random) -> str:
    place = _inside(word, chance)
    return word[:place] + word[place - 1] * 3 + word[place:]


def _swap(word: str, chance: Random) -> str:
    if len(word) < 6:
        return word
    place = chance.randrange(1, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _drop(word: str, chance: Random) -> str:
    if len(word) < 6:
        return word
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1 :]


def _insert(sign: str) -> Callable[[str, Random], str]:
    def insert(word: str, chance: Random) -> str:
        place = _inside(word, chance)
        return word[:place] + sign + word[place:]

    return insert


DISGUISES: dict[str, Disguise] = {
    "leetspeak": _each_word(lambda word, chance: word.translate(LEET)),
    "spaced": _each_word(lambda word, chance: " ".join(word)),
    "dotted": _each_word(lambda word, chance: ".".join(word)),
    "dashed": _each_word(lambda word, chance: "-".join(word)),
    "zero width": _each_word(lambda word, chance: "\u200b".join(word)),
    "homoglyphs": lambda text, chance: text.translate(HOMOGLYPHS),
    "stretched": _each_word(_stretch),
    "punctuation": _each_word(_insert(".")),
    "full width": lambda text, chance: "".join(
        chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text
    ),
    "mathematical": lambda text, chance: "".join(
        chr(ord(char.lower()) - ord("a") + 0x1D41A) if char.isascii() and char.isalpha() else char
        for char in text
    ),
    "case": lambda text, chance: "".join(
        char.upper() if place % 2 else char.lower() for place, char in enumerate(text)
    ),
    "diacritics": lambda text, chance: re.sub(r"[aeou]", lambda m: m.group() + "\u0301", text),
    "swapped": _each_word(_swap),
    "dropped": _each_word(_drop),
    "added space": _each_word(_insert(" ")),
    "markup": _each_word(_insert("<b></b>")),
    "dotted i": lambda text, chance: text.replace("i", "İ"),
    "no spaces": lambda text, chance: text.replace(" ", ""),
}
