"""Pictures of figures: where each mark stands. The templates draw them as SVG, without a script."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 640  # of a picture, in its own units
HEIGHT = 180


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
    """A named row: a bar, or a point with its interval; in hundredths of the width."""

    name: str
    value: str
    says: str
    start: float
    end: float
    point: float

    @property
    def length(self) -> float:
        """Return the length of the bar."""
        return self.end - self.start


@dataclass(frozen=True)
class Columns:
    """Stacked columns over days."""

    bars: list[Bar]
    top: int  # what the full height stands for
    width: int = WIDTH
    height: int = HEIGHT


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


def row(
    name: str, value: str, says: str, shares: tuple[float, float, float], *, mirrored: bool
) -> Row:
    """Return a row whose bar goes from a share (0 to 1) to another, with a point at a third."""
    start, point, end = (100 * (1 - share if mirrored else share) for share in shares)
    return Row(name, value, says, min(start, end), max(start, end), point)


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
