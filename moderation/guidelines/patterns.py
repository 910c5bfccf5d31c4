"""Patterns over the labels of words, matched for a whole text at once with bit masks.

Bit i of a mask stands for the boundary before word i, so following one element of a pattern is
one shift of the whole mask: the cost grows with the text's length only, whatever the text says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from moderation.guidelines.wordfiles import Line, WordFileError

# Label → length in words → mask of the places where such a phrase begins.
Marks: TypeAlias = Mapping[str, Mapping[int, int]]

NOWHERE: Mapping[int, int] = {}
GAPS = {"..": 3, "...": 6}
# Labels so frequent that a pattern is better looked up by another of its own.
COMMON = frozenset([
    "a", "act", "all", "am", "an", "and", "any", "are", "as", "at", "back", "be", "been",
    "but", "buy", "by", "can", "channel", "contact", "do", "every", "for", "from", "future",
    "get", "go", "going", "group", "group-one", "had", "has", "have", "he", "he-she", "her",
    "here", "him", "his", "how", "i", "if", "in", "is", "it", "just", "keyword", "know",
    "let", "like", "look", "make", "man", "me", "men", "more", "most", "my", "name", "need",
    "never", "no", "not", "now", "number", "of", "on", "one", "or", "ought", "our", "out",
    "people", "person", "please", "purge-obj", "see", "she", "should", "so", "somebody",
    "target", "that", "the", "their", "there", "they", "this", "time", "to", "too", "up",
    "us", "very", "want", "was", "we", "what", "when", "who", "why", "will", "with", "women",
    "would", "you", "your",
])  # fmt: skip


class Element(NamedTuple):
    """One step of a pattern: any of some labels, or a gap of up to `reach` words."""

    labels: tuple[str, ...]
    optional: bool = False
    reach: int = 0
    edge: str = ""  # "^" start of a sentence, "$" its end, "," start of a clause
    refused: bool = False  # "!": the next word must not have these labels
    behind: bool = False  # "<": the word before must not have these labels
    takes: bool = False  # takes a word, in any case


@dataclass(frozen=True, slots=True)
class Pattern:
    """A line of a [patterns] section, ready to match."""

    guideline: str
    kind: str
    rule: str
    certain: bool
    language: str
    options: frozenset[str]
    elements: tuple[Element, ...]
    needed: tuple[tuple[str, ...], ...]  # of each of these, one label must be in the text, too
    anchor: str  # the label under which the pattern is looked up


class Match(NamedTuple):
    """Where a pattern matched: first word, and the word after its last."""

    start: int
    end: int
    pattern: Pattern


def read_pattern(line: Line) -> list[Pattern]:
    """Return the patterns of a line: one for each label by which it may be looked up."""
    elements = tuple(_element(part) for part in line.text.split())
    needed = tuple(sorted((e.labels for e in elements if e.takes), key=_frequency))
    if not needed:
        raise WordFileError(f"pattern {line.text!r} needs at least one word or {{class}}")
    anchors = needed[0]  # the rarest
    return [
        Pattern(
            guideline=line.label,
            kind=line.kind,
            rule=line.rule,
            certain=line.certain,
            language=line.language,
            options=line.options,
            elements=elements,
            needed=needed[1:],
            anchor=anchor,
        )
        for anchor in anchors
    ]


def _frequency(labels: tuple[str, ...]) -> tuple[bool, int]:
    return any(label.lstrip("=") in COMMON for label in labels), len(labels)


@lru_cache(maxsize=4096)
def _element(part: str) -> Element:
    if part in GAPS:
        return Element((), reach=GAPS[part])
    if part in ("^", "$", ","):
        return Element((), edge=part)
    refused, optional = part.startswith("!"), part.endswith("?")
    behind = part.startswith("<")
    names = part.strip("<!?").split("|")
    labels = tuple(n[1:-1] if n.startswith("{") else f"={n}" for n in names)
    takes = not (optional or refused or behind)
    return Element(labels, optional=optional, refused=refused, behind=behind, takes=takes)


class Matcher:
    """Matches patterns against one text's marks."""

    __slots__ = (
        "_masks",
        "_matches",
        "clauses",
        "count",
        "ends",
        "every",
        "inner",
        "marks",
        "patterns",
    )

    def __init__(
        self,
        marks: Marks,
        count: int,
        starts: int,
        clauses: int,
        patterns: Mapping[str, list[Pattern]],
    ) -> None:
        """Take the marks, the number of words, which begin a sentence or clause, the patterns."""
        self.marks = marks
        self.patterns = patterns
        self._masks: dict[str, int] = {}
        self._matches: dict[str, list[Match]] | None = None
        self.count = count
        self.every = (1 << count) - 1
        self.inner = ~starts  # boundaries inside a sentence
        self.ends = starts | 1 << count
        self.clauses = clauses  # boundaries at which a clause begins

    def matches(self, guideline: str) -> list[Match]:
        """Return the matches of every pattern of a guideline; found for all at the first call."""
        if self._matches is None:
            matches: dict[str, list[Match]] = {}
            lacks = self.marks.keys().isdisjoint
            for label in self.marks:
                for pattern in self.patterns.get(label, ()):
                    if not any(map(lacks, pattern.needed)):
                        for match in self.find(pattern):
                            matches.setdefault(pattern.guideline, []).append(match)
            self._matches = matches  # only when all is found: a time limit may stop us before
        return self._matches.get(guideline, [])

    def mask(self, label: str) -> int:
        """Return the mask of the words at which a phrase with this label begins."""
        known = self._masks.get(label)
        if known is None:
            known = 0
            for begins in self.marks.get(label, NOWHERE).values():
                known |= begins
            self._masks[label] = known
        return known

    def has(self, label: str, start: int, end: int) -> bool:
        """Tell whether a phrase with this label begins from start to before end."""
        return bool(self.mask(label) >> start & ((1 << max(end - start, 0)) - 1))

    def find(self, pattern: Pattern) -> Iterator[Match]:
        """Yield the matches, shortest for each end, in order of their end."""
        trail = self._forward(pattern.elements)
        ends = trail[-1]
        while ends:
            low = ends & -ends
            ends ^= low
            start = self._back(pattern.elements, trail, low)
            yield Match(start, low.bit_length() - 1, pattern)

    def _forward(self, elements: tuple[Element, ...]) -> list[int]:
        """Return for each element the mask of boundaries where it may begin, then where all end."""
        reached, allowed = self.every, self.every
        trail = [reached]
        for element in elements:
            if element.takes:
                reached = self._take(element.labels, reached & allowed)
                allowed = self.inner  # from here on no step may cross into the next sentence
            else:
                reached = self._follow(element, reached, allowed)
            trail.append(reached)
            if not reached:
                trail.extend([0] * (len(elements) + 1 - len(trail)))
                break
        return trail

    def _take(self, labels: tuple[str, ...], source: int) -> int:
        """Return the boundaries behind the phrases with these labels that begin in the source."""
        after = 0
        for label in labels:
            for length, starts in self.marks.get(label, NOWHERE).items():
                after |= (source & starts) << length
        return after

    def _follow(self, element: Element, reached: int, allowed: int) -> int:
        if element.edge:
            return reached & self._edge(element.edge)
        if element.reach:
            for _ in range(element.reach):
                reached |= (reached & self.inner & self.every) << 1
            return reached
        if element.optional:
            return reached | self._take(element.labels, reached & allowed)
        for label in element.labels:
            for length, starts in self.marks.get(label, NOWHERE).items():
                reached &= ~(starts & self.inner) if element.refused else ~(starts << length)
        return reached

    def _edge(self, edge: str) -> int:
        if edge == "$":
            return self.ends
        return ~self.inner if edge == "^" else self.clauses

    def _back(self, elements: tuple[Element, ...], trail: list[int], end: int) -> int:
        """Return the last word at which the elements can begin to end there."""
        reached = end
        for element, before in zip(reversed(elements), reversed(trail[:-1]), strict=True):
            if element.reach:
                for _ in range(element.reach):
                    reached |= reached >> 1
            elif element.labels and not (element.refused or element.behind):
                came = reached if element.optional else 0
                for label in element.labels:
                    for length, starts in self.marks.get(label, NOWHERE).items():
                        came |= (reached >> length) & starts
                reached = came
            reached &= before
        return reached.bit_length() - 1
