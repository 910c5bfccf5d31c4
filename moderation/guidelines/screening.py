"""Screen a stream of comments: JSON lines in, a verdict for each out, in the same order."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from moderation.guidelines.judge import judge
from moderation.guidelines.policy import Policy
from moderation.guidelines.verdict import Finding, Verdict

FINDING_FIELDS = ("guideline", "kind", "rule", "field", "start", "end", "text", "certain")


class BadLine(ValueError):
    """A line cannot be screened; the message names the line and the remedy."""


def screen(lines: Iterable[str], *, policy: Policy, language: str = "") -> Iterator[str]:
    """Yield a line of JSON with the verdict for each line read; empty lines are passed over.

    A line is `{"id": …, "body": "…"}`; "author_name" and "language" may be given too. Raises
    BadLine, after the verdicts of all lines before it.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            comment = _read(line, number)
            verdict = judge(
                body=comment["body"],
                author_name=comment.get("author_name", ""),
                policy=policy,
                language=comment.get("language", language),
            )
            yield json.dumps(_as_data(comment["id"], verdict), ensure_ascii=False)


def _read(line: str, number: int) -> dict[str, Any]:
    try:
        comment = json.loads(line)
    except ValueError as wrong:
        raise BadLine(f"line {number}: is not JSON: {wrong}") from None
    if not isinstance(comment, dict):
        raise BadLine(f'line {number}: must be an object such as {{"id": 1, "body": "…"}}')
    if not isinstance(comment.get("id"), str | int):
        raise BadLine(f'line {number}: "id" must be a string or a whole number')
    if not isinstance(comment.get("body"), str):
        raise BadLine(f'line {number}: "body" must be a string')
    for name in ("author_name", "language"):
        if not isinstance(comment.get(name, ""), str):
            raise BadLine(f'line {number}: "{name}" must be a string')
    return comment


def _as_data(name: str | int, verdict: Verdict) -> dict[str, Any]:
    return {
        "id": name,
        "verdict": verdict.outcome,
        "guidelines": list(verdict.guidelines),
        "findings": [_finding(finding) for finding in verdict.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    data = finding.as_dict()
    return {name: data[name] for name in FINDING_FIELDS}
