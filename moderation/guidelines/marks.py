"""What stands where among the words of a text, as bit masks: sentences, quotations, names, groups.

Bit i of a mask stands for word i. Marks say, for each label and length in words, where a phrase
with that label begins; `patterns` matches over them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TypeAlias

from moderation.guidelines.folding import Folded
from moderation.guidelines.tokens import Token

Marks: TypeAlias = dict[str, dict[int, int]]

PHONE = re.compile(
    r"(?<![\w.,/-])(?:\+|00?|\(\+?0)\d[\d ()-]{5,18}\d(?![\w,:/])"
    r"|(?<![\w.,/-])(?:\d{3}-|\(\d{3}\) ?)\d{3}-\d{4}(?!\w)"
)
DATE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\Z")
LONGEST_QUOTE = 40  # words between single quotation marks
PRONOUN_REACH = 14  # words from a group's name to "they"
# What may stand for a group → what it is marked as where a group was named shortly before.
STANDS_FOR_GROUP = {
    "they-all": ("they-group", ("group",)),
    "beasts-all": ("beasts-group", ("group",)),
    "beast-one": ("beast-group", ("group", "group-one")),
}


def sentence_starts(tokens: list[Token]) -> int:
    """Return the mask of the words that begin a sentence."""
    starts, bit, ended = 0, 1, True
    for token in tokens:
        if ended:
            starts |= bit
        ended = token.stop == "."
        bit <<= 1
    return starts


def mark(marks: Marks, label: str, start: int, end: int) -> None:
    """Mark the words from start to before end as a phrase with the label."""
    lengths = marks.setdefault(label, {})
    lengths[end - start] = lengths.get(end - start, 0) | 1 << start


def mark_names(marks: Marks, raw: str, folded: Folded, tokens: list[Token], starts: int) -> None:
    """Mark words with a capital in the middle of a sentence as names."""
    if raw.islower():
        return
    for place, token in enumerate(tokens):
        start = folded.places[token.start]
        capital = raw[start].isupper() and raw[start + 1 : start + 2].islower()
        if capital and not starts >> place & 1:
            mark(marks, "name", place, place + 1)


def mark_phones(marks: Marks, folded: str, tokens: list[Token]) -> None:
    """Mark the words that make a telephone number."""
    if "number" not in marks:
        return
    for match in PHONE.finditer(folded):
        digits = sum(char.isdigit() for char in match.group())
        if 7 <= digits <= 15 and not DATE.match(match.group()):
            first = bisect_left(tokens, match.start(), key=lambda token: token.start)
            last = bisect_left(tokens, match.end(), key=lambda token: token.start)
            if first < last:
                mark(marks, "phone", first, last)


def quoted_words(tokens: list[Token]) -> int:
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


def clause_starts(tokens: list[Token], starts: int) -> int:
    """Return the mask of the words that begin a sentence or stand after a comma."""
    for place, token in enumerate(tokens):
        if token.stop == ",":
            starts |= 2 << place
    return starts


def mark_pronouns(marks: Marks, tokens: list[Token]) -> None:
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
                    mark(marks, meant, place, place + length)


def _last_words(marks: Marks, labels: tuple[str, ...]) -> int:
    """Return the mask of the last words of the phrases with these labels."""
    last = 0
    for label in labels:
        for length, begins in marks.get(label, {}).items():
            last |= begins << length - 1
    return last


def _after(marks: Marks, label: str) -> int:
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
