"""The chart: requests per CPU-second, one bar a task, on a logarithmic scale."""

from html import escape
from math import log10

ROW, LEFT, WIDTH = 26, 330, 760


def svg(medians: dict[str, float], caption: str) -> str:
    """Return an SVG image with a bar for each task; dark and light backgrounds both do."""
    top = max(log10(max(value, 1)) for value in medians.values())
    bars = "".join(
        _bar(place, name, value, (WIDTH - LEFT - 90) * log10(max(value, 1)) / top)
        for place, (name, value) in enumerate(medians.items())
    )
    height = ROW * len(medians) + 60
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'font-family="sans-serif" font-size="13"><title>{escape(caption)}</title>'
        f'<rect width="100%" height="100%" fill="#fff"/>{bars}'
        f'<text x="8" y="{height - 12}" fill="#555" font-size="11">{escape(caption)}</text></svg>\n'
    )


def _bar(place: int, name: str, value: float, length: float) -> str:
    y = 14 + ROW * place
    colour = "#1f6f5c" if name.startswith("ours") else "#b0b7bf"
    return (
        f'<text x="{LEFT - 8}" y="{y + 14}" text-anchor="end" fill="#222">{escape(name)}</text>'
        f'<rect x="{LEFT}" y="{y}" width="{length:.0f}" height="18" fill="{colour}"/>'
        f'<text x="{LEFT + length + 6:.0f}" y="{y + 14}" fill="#222">{value:,.0f}</text>'
    )
