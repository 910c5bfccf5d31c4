"""Pictures of figures: where each mark stands. The templates draw them as SVG, without a script."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 640  # of a picture, in its own units
HEIGHT = 180
ROW = 26  # height of a row in pictures with names
NAMES = 200  # room for the names


@dataclass(frozen=True)
class Bar:
    """A rectangle with what it stands for."""

    x: float
    y: float
    width: float
    height: float
    kind: str  # class in the style sheet
    says: str


@dataclass(frozen=True)
class Row:
    """A named row: a bar, or a point with its interval."""

    top: float
    name: str
    name_x: float
    anchor: str  # which end of the name stands at its place
    says: str
    start: float
    end: float
    point: float

    @property
    def length(self) -> float:
        """Return the length of the bar."""
        return self.end - self.start

    @property
    def middle(self) -> float:
        """Return the height of its middle line."""
        return self.top + ROW / 2 - 5

    @property
    def baseline(self) -> float:
        """Return the height at which its name is written."""
        return self.top + 13


@dataclass(frozen=True)
class Columns:
    """Stacked columns over days."""

    bars: list[Bar]
    top: int  # what the full height stands for
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True)
class Rows:
    """Named rows, one under the other."""

    rows: list[Row]
    height: int
    width: int = WIDTH


@dataclass(frozen=True)
class Line:
    """A line over days."""

    points: str  # as SVG's polyline takes them
    dots: list[Bar]
    top: float
    width: int = WIDTH
    height: int = HEIGHT


def columns(
    days: Sequence[tuple[str, Sequence[tuple[str, str, int]]]], *, mirrored: bool
) -> Columns:
    """Return stacked columns; each day has a name and its parts as (class, words, number)."""
    top = max((sum(number for _k, _s, number in parts) for _day, parts in days), default=0)
    step = WIDTH / max(len(days), 1)
    bars = []
    for at, (_day, parts) in enumerate(days):
        below = 0.0
        for kind, says, number in parts:
            height = HEIGHT * number / max(top, 1)
            below += height
            if number:
                x = _across(at * step, step, mirrored)
                bars.append(Bar(x + step * 0.1, HEIGHT - below, step * 0.8, height, kind, says))
    return Columns(bars, top)


def rows(named: Sequence[tuple[str, str, float, float, float]], *, mirrored: bool) -> Rows:
    """Return rows of (name, words, start, point, end), each share from 0 to 1 of the width."""
    room = WIDTH - NAMES
    drawn = []
    for at, (name, says, start, point, end) in enumerate(named):
        ends = sorted(_along(share, room, mirrored) for share in (start, end))
        drawn.append(
            Row(
                top=at * ROW,
                name=name,
                name_x=WIDTH if mirrored else 0,
                anchor="start",  # of the text's own direction: the right end from right to left
                says=says,
                start=ends[0],
                end=ends[1],
                point=_along(point, room, mirrored),
            )
        )
    return Rows(drawn, max(len(drawn), 1) * ROW)


def line(points: Sequence[tuple[str, float]], *, mirrored: bool) -> Line:
    """Return a line through (words, number) at equal distances."""
    top = max((number for _says, number in points), default=0)
    step = WIDTH / max(len(points), 1)
    dots = [
        Bar(
            _across(at * step, step, mirrored) + step / 2,
            HEIGHT - (HEIGHT - 10) * number / (top or 1),
            step,
            0,
            "",
            says,
        )
        for at, (says, number) in enumerate(points)
    ]
    return Line(" ".join(f"{dot.x:.1f},{dot.y:.1f}" for dot in dots), dots, top)


def _across(x: float, width: float, mirrored: bool) -> float:
    return WIDTH - x - width if mirrored else x


def _along(share: float, room: float, mirrored: bool) -> float:
    return room * (1 - share) if mirrored else NAMES + room * share
