"""A policy: what each guideline's findings lead to. Data with a version, not code."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, get_args

from moderation.guidelines.verdict import Finding

Consequence: TypeAlias = Literal["reject", "hold", "note"]

# The codes used in API, admin, policy and log, in the order in which readers see them.
GUIDELINES = ("profanity", "threat", "personal_attack", "vulgarity", "abuse", "promotion")
# The questions that the second opinion answers: English, then contempt in other languages.
HEADS = ("contempt", "promotion", "contempt-ar", "contempt-ckb", "contempt-kmr")

DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+\Z")


class PolicyError(ValueError):
    """A policy cannot be used; the message names the field and the remedy."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a certain and a doubtful finding of one guideline lead to."""

    certain: Consequence = "reject"
    doubtful: Consequence = "hold"


def _usual() -> Mapping[str, Consequences]:
    return MappingProxyType({code: Consequences() for code in GUIDELINES})


@dataclass(frozen=True, slots=True)
class Policy:
    """What a newsroom has decided; frozen, so that one text and one policy give one verdict.

    `extra_phrases` are the newsroom's own words, each under the guideline it breaks; they are
    matched like our own, disguises included. `allowed_domains` may be linked to (with their
    subdomains). `second_opinion` switches the classifier, whose findings are doubtful only;
    `thresholds` replace those of its heads (HEADS) for this site.
    """

    consequences: Mapping[str, Consequences] = field(default_factory=_usual)
    extra_phrases: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    allowed_domains: tuple[str, ...] = ()
    second_opinion: bool = True
    thresholds: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def consequence(self, finding: Finding) -> Consequence:
        """Return what a finding leads to; one about the check itself leads to a person."""
        if not finding.guideline:
            return "hold"
        both = self.consequences[finding.guideline]
        return both.certain if finding.certain else both.doubtful

    @classmethod
    def from_data(cls, data: Any) -> "Policy":
        """Read a policy from JSON-like data; fields left out keep their usual value.

        Raises PolicyError, naming field and remedy, for anything that is not understood.
        """
        _expect(isinstance(data, dict), "policy", "must be a JSON object")
        known = {"consequences", "extra_phrases", "allowed_domains", "second_opinion", "thresholds"}
        for name in data:
            _expect(name in known, name, f"is unknown; known are {', '.join(sorted(known))}")
        second_opinion = data.get("second_opinion", True)
        _expect(isinstance(second_opinion, bool), "second_opinion", "must be true or false")
        return cls(
            consequences=_read_consequences(data.get("consequences", {})),
            extra_phrases=_read_phrases(data.get("extra_phrases", {})),
            allowed_domains=_read_domains(data.get("allowed_domains", [])),
            second_opinion=second_opinion,
            thresholds=_read_thresholds(data.get("thresholds", {})),
        )

    @classmethod
    def from_json(cls, text: str | bytes) -> "Policy":
        """Read a policy from JSON. Raises PolicyError."""
        try:
            return cls.from_data(json.loads(text))
        except json.JSONDecodeError as wrong:
            raise PolicyError(f"policy: is not JSON: {wrong}") from None

    def as_data(self) -> dict[str, Any]:
        """Return the whole policy as JSON-like data; `from_data` reads it back."""
        return {
            "consequences": {
                code: {"certain": both.certain, "doubtful": both.doubtful}
                for code, both in self.consequences.items()
            },
            "extra_phrases": {code: list(words) for code, words in self.extra_phrases.items()},
            "allowed_domains": list(self.allowed_domains),
            "second_opinion": self.second_opinion,
            "thresholds": dict(self.thresholds),
        }


def _expect(holds: bool, name: str, remedy: str) -> None:
    if not holds:
        raise PolicyError(f"{name}: {remedy}")


def _read_consequences(data: Any) -> Mapping[str, Consequences]:
    _expect(isinstance(data, dict), "consequences", "must be an object of guideline codes")
    read = dict(_usual())
    for code, both in data.items():
        name = f"consequences.{code}"
        _expect(code in GUIDELINES, name, f"is no guideline; known are {', '.join(GUIDELINES)}")
        _expect(isinstance(both, dict), name, 'must be {"certain": …, "doubtful": …}')
        for strength, consequence in both.items():
            _expect(
                strength in ("certain", "doubtful"), f"{name}.{strength}", "use certain or doubtful"
            )
            _expect(
                consequence in get_args(Consequence),
                f"{name}.{strength}",
                "must be reject, hold or note",
            )
        read[code] = Consequences(**both)
    return MappingProxyType(read)


def _read_phrases(data: Any) -> Mapping[str, tuple[str, ...]]:
    _expect(isinstance(data, dict), "extra_phrases", "must be an object of guideline codes")
    read = {}
    for code, phrases in data.items():
        name = f"extra_phrases.{code}"
        _expect(code in GUIDELINES, name, f"is no guideline; known are {', '.join(GUIDELINES)}")
        _expect(isinstance(phrases, list), name, "must be a list of words and phrases")
        for phrase in phrases:
            fits = isinstance(phrase, str) and 2 <= len(phrase.strip()) <= 100
            _expect(fits, name, "each phrase must be text of 2 to 100 characters")
        read[code] = tuple(phrase.strip() for phrase in phrases)
    return MappingProxyType(read)


def _read_domains(data: Any) -> tuple[str, ...]:
    _expect(isinstance(data, list), "allowed_domains", "must be a list of domains")
    for domain in data:
        fits = isinstance(domain, str) and DOMAIN.match(domain) is not None
        _expect(fits, "allowed_domains", 'each must be a lower-case domain such as "example.org"')
    return tuple(data)


def _read_thresholds(data: Any) -> Mapping[str, float]:
    _expect(isinstance(data, dict), "thresholds", "must be an object of numbers")
    for head, threshold in data.items():
        name = f"thresholds.{head}"
        _expect(head in HEADS, name, f"is unknown; known are {', '.join(HEADS)}")
        is_number = isinstance(threshold, int | float) and not isinstance(threshold, bool)
        _expect(is_number and abs(threshold) < 1000, name, "must be a number")
    return MappingProxyType({head: float(threshold) for head, threshold in data.items()})
