"""Undo disguises of single words: what would a reader read here?

A word that is listed or everyday is never altered. Anything else is tried against the vocabulary,
the surest way first; what fits nothing stays as it is. Every step costs a few dictionary look-ups
for each letter, whatever the letters are.
"""

from collections.abc import Iterator
from itertools import groupby, product

from moderation.guidelines.letters import ARABIC_LEET, LEET, LOOKALIKES, PERSIAN, plain
from moderation.guidelines.vocabulary import LONG, SHORT, Vocabulary, shortened

MASKS = frozenset("*#%-_.?•·×@$!&^+~=✱∗")
# What a reader reads where nothing but the first letter is shown ("f***").
FIRST_LETTERS = {"f": "fuck", "s": "shit", "c": "cunt", "b": "bitch"}
LONGEST_WORD = 40
LONGEST_RUN = 120  # of words written without spaces
LONGEST_PIECE = 16
MOST_READINGS = 8
SHORTEST_SLIP = 6  # of a word in which a slip is undone outside English
LONGEST_UNCUT = 14  # a longer word is tried as words without spaces outside English
SHORTEST_STEM = 4  # of a stem whose diacritics are put back before an ending


def undo(word: str, known: Vocabulary) -> tuple[str, ...]:
    """Return the listed words that a word of letters stands for, or () when it hides nothing."""
    if known.knows(word) or known.lists(word):
        return ()
    for reading in (*_unlike(word), word):
        bare = plain(reading)
        for way in (reading, known.plain.get(bare, bare)):
            if way != word and (known.knows(way) or known.lists(way)):
                return (way,)
        marked = _marked(bare, known)
        if marked:
            return (marked,)
        stretched = _unstretched(reading, known) or (bare != reading and _unstretched(bare, known))
        if stretched:
            return (stretched,)
    return ()


def _marked(bare: str, known: Vocabulary) -> str:
    """Return the form of a listed stem that was typed without its diacritics, or ""."""
    if not known.lexicon.stems:
        return ""
    for end in range(len(bare) - 1, SHORTEST_STEM - 1, -1):
        stem = known.plain.get(bare[:end])
        if stem and known.lexicon.inflected(stem + bare[end:]):
            return stem + bare[end:]
    return ""


def undo_spelling(word: str, known: Vocabulary) -> tuple[str, ...]:
    """Return what a misspelt or run-together word stands for, or ().

    For texts in English only: in other languages too many honest words would be unknown.
    """
    if known.knows(word) or not word.isascii() or len(word) > LONGEST_RUN:
        return ()
    misspelt = _misspelt(word, known) if len(word) <= LONGEST_WORD else ""
    return (misspelt,) if misspelt else run_together(word, known)


def undo_slip(word: str, known: Vocabulary) -> tuple[str, ...]:
    """Return the long listed word in which two letters were swapped or one dropped, or ().

    For languages whose everyday list cannot hold most of their forms.
    """
    if not SHORTEST_SLIP <= len(word) <= LONGEST_WORD or known.knows(word) or known.lists(word):
        return ()
    bare = plain(word)
    for place in range(1, len(bare) - 1):
        swapped = bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :]
        listed = swapped if swapped in known.words else known.plain.get(swapped, "")
        if listed and swapped != bare:
            return (listed,)
    for end in range(LONG, len(bare)):
        stem = known.swapped.get(bare[:end])
        if stem and known.lists(stem + bare[end:]):
            return (stem + bare[end:],)
    for listed in _one_letter_more(bare, known):
        if listed in known.strong and len(listed) > SHORTEST_SLIP + 1 and bare.isascii():
            return (listed,)
    return run_together(word, known) if len(word) > LONGEST_UNCUT else ()


def guess_slip(word: str, known: Vocabulary) -> tuple[str, ...]:
    """Return the listed word of which the word, which nothing explains, lacks a letter, or ()."""
    if not SHORTEST_SLIP <= len(word) <= LONGEST_WORD or known.knows(word) or known.lists(word):
        return ()
    return tuple(_one_letter_more(plain(word), known))[:1]


def _one_letter_more(bare: str, known: Vocabulary) -> list[str]:
    """Return the long listed words less one letter inside; without its last it is another form."""
    return [listed for listed in known.near.get(bare, ()) if listed[-1] == bare[-1]]


def undo_symbols(word: str, known: Vocabulary) -> str:
    """Return the listed word that letters mixed with digits and signs stand for, or ""."""
    if not any(char.isalpha() for char in word):  # a number such as 1967 is no "lgbt"
        return ""
    for reading in _readings(word):
        if known.lists(reading):
            return reading
        undone = undo(reading, known)
        if undone and known.lists(undone[0]):
            return undone[0]
    return _unmasked(word, known)


def _unlike(word: str) -> Iterator[str]:
    """Yield the word with look-alikes made Latin, or Persian letters Arabic, if it can be so."""
    if word.isascii():
        return
    latin = word.translate(LOOKALIKES)
    if latin != word and plain(latin).isascii():
        yield latin
    arabic = word.translate(PERSIAN) if len(word) > 1 else word
    if arabic != word:
        yield arabic


def _unstretched(word: str, known: Vocabulary) -> str:
    """Return the listed word of which this one is a stretched form, or ""."""
    runs = [(letter, len(list(run))) for letter, run in groupby(word)]
    if len(runs) == len(word):
        return ""
    longest = max(length for _, length in runs)
    for listed in known.squeezed.get("".join(letter for letter, _ in runs), ()):
        own = [len(list(run)) for _, run in groupby(plain(listed))]
        fits = all(here >= there for (_, here), there in zip(runs, own, strict=True))
        if fits and (longest > 2 or len(listed) > 3):
            return listed
    if longest > 2 and known.lexicon.stems:
        for most in (1, 2):
            way = "".join(letter * min(length, most) for letter, length in runs)
            if known.lists(way):
                return way
            if _marked(way, known):
                return _marked(way, known)
    return ""


def _misspelt(word: str, known: Vocabulary) -> str:
    """Return the listed word that has one letter dropped or doubled, or two swapped, here; or "".

    Words of four letters count only when they are strong and two letters are swapped.
    """
    if len(word) < 4:
        return ""
    for part in (word, *sorted(shortened(word))):
        for listed in known.near.get(part, ()):
            if word[0] == listed[0] and _one_slip(word, listed):
                return listed
    return ""


def _one_slip(word: str, listed: str) -> bool:
    if len(word) != len(listed):
        return len(listed) >= LONG and abs(len(word) - len(listed)) == 1
    wrong = [place for place in range(len(word)) if word[place] != listed[place]]
    if len(wrong) != 2 or wrong[1] != wrong[0] + 1:
        return False
    first, second = wrong
    return word[first] == listed[second] and word[second] == listed[first]


def run_together(word: str, known: Vocabulary) -> tuple[str, ...]:
    """Return the words that were written without spaces, or () when it is no such text.

    All parts must be known, and a strong word or two listed words must be among them.
    """
    if len(word) < 5:
        return ()
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(word) + 1):
        options = [(float("inf"), 0)]
        for start in range(max(0, end - LONGEST_PIECE), end):
            before = best[start][0]
            if before < float("inf"):
                options.append((before + known.cost(word[start:end]), start))
        best.append(min(options))
    if best[-1][0] == float("inf"):
        return ()
    parts, end = [], len(word)
    while end:
        start = best[end][1]
        parts.append(word[start:end])
        end = start
    parts.reverse()
    return tuple(parts) if _worth_parting(parts, known) else ()


def _worth_parting(parts: list[str], known: Vocabulary) -> bool:
    if any(len(part) >= 4 and part in known.strong for part in parts):
        return all(len(part) >= 3 or part in SHORT for part in parts)
    listed = sum(part in known.words for part in parts)
    length = sum(len(part) for part in parts)
    if listed == len(parts) and not any(part in known.whole for part in parts):
        return True  # "arean" is nothing but "are an"
    return listed >= 2 and length >= 8 and length >= 3 * len(parts)


def _readings(word: str) -> Iterator[str]:
    """Yield the ways to read digits and signs as letters, few at most."""
    arabic = any("\u0620" <= char <= "\u06d5" for char in word)
    leet = ARABIC_LEET if arabic else LEET
    choices = [leet.get(char, char) for char in word]
    for count, letters in enumerate(product(*choices)):
        if count == MOST_READINGS:
            return
        reading = "".join(letters)
        if reading.isalpha():
            yield reading


def _unmasked(word: str, known: Vocabulary) -> str:
    """Return the strong word in which signs hide some letters ("f**k"), or ""."""
    if word[1:4] == "***" and not word.strip("fscb*"):
        return FIRST_LETTERS.get(word[0], "")
    shown = sum(char.isalpha() for char in word)
    if shown < 2 or shown == len(word):
        return ""
    for listed in known.shapes.get((word[0], len(word)), ()):
        if all(here == there or here in MASKS for here, there in zip(word, listed, strict=True)):
            return listed
    return ""
