"""Read word files: sections of words, phrases and patterns (rules/words/README.md)."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from moderation.guidelines.folding import fold_phrase

SECTIONS = ("list", "class", "patterns", "prefixes", "suffixes")
HEADER = ("language", "source", "date", "licence")
STRENGTHS = ("certain", "doubtful")
OPTION = re.compile(r"\s+@([a-z-]+)")
INFLECTION = re.compile(r"\s*~([a-z]+)\Z")
NONE: frozenset[str] = frozenset()


class WordFileError(ValueError):
    """A word file cannot be read; the message names file, line and remedy."""


class Line(NamedTuple):
    """One line of a word file, folded, with what its section says of it."""

    section: str  # one of SECTIONS
    label: str  # guideline, class, or inflection of an affix
    kind: str
    rule: str
    certain: bool
    text: str
    inflection: str
    options: frozenset[str]
    language: str


def read_lines(name: str, content: str, language: str) -> Iterator[Line]:
    """Yield the lines of one word file, folded as texts are. Raises WordFileError."""
    header, section = set(), None
    for number, raw in enumerate(fold_phrase(content).splitlines(), 1):
        text = raw.strip()
        if text.startswith("#"):
            header.add(text[1:].split(":")[0].strip())
        elif text.startswith("["):
            section = _section(text, f"{name}:{number}")
        elif text and section is None:
            raise WordFileError(f"{name}:{number}: a [section] must come before the first word")
        elif text and section is not None:
            if section[0] in ("list", "class") and "{" in text:
                raise WordFileError(
                    f"{name}:{number}: a pattern must stand in a [patterns] section"
                )
            yield _line(text, section, language)
    missing = [field for field in HEADER if field not in header]
    if missing:
        raise WordFileError(f"{name}: the header lacks {', '.join(missing)}")


def _section(text: str, where: str) -> tuple[str, str, str, str]:
    """Return section, label, kind and rule of "[list abuse:racism slur]"."""
    parts = text.strip("[]").split()
    if not parts or parts[0] not in SECTIONS or not 2 <= len(parts) <= 3:
        raise WordFileError(f"{where}: a section is [{'|'.join(SECTIONS)} LABEL RULE]")
    label, _, kind = parts[1].partition(":")
    return parts[0], label, kind, parts[2] if len(parts) == 3 else label


def _line(text: str, section: tuple[str, str, str, str], language: str) -> Line:
    name, label, kind, rule = section
    options, inflection = NONE, ""
    if "@" in text:
        options = frozenset(OPTION.findall(text))
        text = OPTION.sub("", text)
    first, _, rest = text.partition(" ")
    strength = first if rest and first in STRENGTHS else ""
    text = rest.lstrip() if strength else text
    if "~" in text and (found := INFLECTION.search(text)):
        text, inflection = text[: found.start()], found.group(1)
    certain = strength == "certain"
    return Line(name, label, kind, rule, certain, text, inflection, options, language)
