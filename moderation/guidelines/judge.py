"""Judge a comment: run every rule, collect all findings, name the gravest outcome."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext

from moderation.guidelines.opinion import finder as opinion
from moderation.guidelines.policy import Policy
from moderation.guidelines.rule import Spot
from moderation.guidelines.rulebook import RULES
from moderation.guidelines.text import Text, prepare
from moderation.guidelines.verdict import Field, Finding, Outcome, Verdict, gravest
from moderation.guidelines.wordfiles import Line

MOST_FINDINGS = 50  # of one field; a text that breaks more has said enough

Guard = Callable[[], AbstractContextManager[None]]


def judge(
    *,
    body: str,
    author_name: str = "",
    policy: Policy,
    language: str = "",
    guard: Guard = nullcontext,
) -> Verdict:
    """Return all findings on body and author's name, and the gravest outcome the policy gives.

    Each rule runs inside `guard()`, which may raise to stop it (a time limit). A rule that raises
    becomes a doubtful finding of its own: the verdict is incomplete and at least "hold".
    """
    prepare(extra_lines(policy))  # not the comment's time
    findings: list[Finding] = []
    fields: tuple[tuple[Field, str], ...] = (("author_name", author_name), ("body", body))
    for field, raw in fields:
        findings.extend(_find(field, raw, policy, language, guard))
    failed = any(not finding.guideline for finding in findings)
    return Verdict(
        outcome=gravest([_outcome(finding, policy) for finding in findings]),
        findings=tuple(findings),
        complete=not failed,
    )


def _find(field: Field, raw: str, policy: Policy, language: str, guard: Guard) -> Iterable[Finding]:
    """Return what the rules say of one field, in order of place."""
    if not raw.strip():
        return []
    try:
        with guard():
            text = Text.read(raw, language, extra_lines(policy), prose=field == "body")
    except Exception:
        return [_failure("text", field)]
    found: list[Finding] = []
    for rule in RULES:
        try:
            with guard():
                spots = sorted(set(rule.find(text, policy)), key=_grave_first)
        except Exception:
            found.append(_failure(rule.name, field))
            continue
        found.extend(_findings(rule.name, spots, field, raw))
    if field == "body" and not found:
        found.extend(_second_opinion(text, policy, raw, guard))
    return sorted(found, key=lambda f: (f.start, f.end, not f.guideline))


def _grave_first(spot: Spot) -> tuple[bool, int, int, str, str]:
    return not spot.certain, spot.start - spot.end, spot.start, spot.rule, spot.kind


def _second_opinion(text: Text, policy: Policy, raw: str, guard: Guard) -> list[Finding]:
    """Return what the classifier doubts in a text in which no rule found anything."""
    try:
        with guard():
            doubted = list(opinion.find(text, policy))
    except Exception:
        return [_failure("opinion", "body")]
    return [
        finding
        for guideline, spot in doubted
        for finding in _findings(guideline, [spot], "body", raw)
    ]


def _findings(guideline: str, spots: list[Spot], field: Field, raw: str) -> Iterator[Finding]:
    """Yield the spots as findings, without those that lie inside a graver or longer one."""
    kept: list[Spot] = []
    for spot in spots:
        if len(kept) == MOST_FINDINGS:
            return
        if any(big.start <= spot.start and spot.end <= big.end for big in kept):
            continue
        kept.append(spot)
        yield Finding(
            guideline=guideline,
            kind=spot.kind,
            rule=spot.rule,
            field=field,
            start=spot.start,
            end=spot.end,
            text=raw[spot.start : spot.end],
            certain=spot.certain,
        )


def _failure(name: str, field: Field) -> Finding:
    return Finding("", "", f"failed:{name}", field, 0, 0, "", certain=False)


def _outcome(finding: Finding, policy: Policy) -> Outcome:
    consequence = policy.consequence(finding)
    return "approve" if consequence == "note" else consequence


def extra_lines(policy: Policy) -> tuple[Line, ...]:
    """Return the newsroom's own phrases as lines of a word file."""
    return tuple(
        Line("list", code, "", "newsroom-phrase", True, phrase, "", frozenset(), "")
        for code, phrases in policy.extra_phrases.items()
        for phrase in phrases
    )
