"""Findings keep places, and pages are cut at them without losing a letter."""

from hypothesis import given
from hypothesis import strategies as st

from moderation.evidence import passages
from moderation.guidelines.verdict import Finding


@given(
    st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=6)
)
def test_the_passages_of_a_text_are_the_text(text: str, places: list[tuple[int, int]]) -> None:
    findings = tuple(
        Finding("abuse", "", "r", "body", start, min(end, len(text)), "", certain=True)
        for start, end in places
        if start < end <= len(text)
    )

    cut = passages(text, findings)

    assert "".join(passage.text for passage in cut) == text
    for finding in findings:
        marked = "".join(p.text for p in cut if finding in p.findings)
        assert marked == text[finding.start : finding.end] * 1
