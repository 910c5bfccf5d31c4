"""Forms of words: English forms are written out, other languages declare prefixes and suffixes."""

from dataclasses import dataclass, field

VOWELS = "aeiou"
MOST_CHAINS = 50_000


def english_forms(word: str, inflection: str) -> tuple[str, ...]:
    """Return the forms of an English word: n (noun), v (verb), vv (verb that doubles its end)."""
    if inflection == "n":
        return (word, _plural(word), f"{word}s") if word.endswith("y") else (word, _plural(word))
    if inflection in ("v", "vv"):
        stem = word + word[-1] if inflection == "vv" else word
        if word.endswith("e"):
            stem = word[:-1]
        past = word[:-1] + "ied" if word.endswith("y") and word[-2] not in VOWELS else stem + "ed"
        return (word, _plural(word), past, stem + "ing", stem + "in")
    if inflection == "a":
        return (word, f"{word}er", f"{word}est", f"{word}ly")
    return (word,)


def _plural(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in VOWELS:
        return word[:-1] + "ies"
    return word + "s"


@dataclass(slots=True)
class Affixes:
    """The prefixes and suffixes of a language, each kind of word with its own.

    Each declared line is one slot, its alternatives separated by spaces; slots follow each other
    and each may stay empty, so two slots "lar ler" and "ım im" allow "lar", "ım" and "larım".
    """

    prefixes: dict[str, set[str]] = field(default_factory=dict)
    suffixes: dict[str, set[str]] = field(default_factory=dict)
    beginnings: set[str] = field(default_factory=lambda: {""})

    def add(self, section: str, inflection: str, line: str) -> None:
        """Add a slot after those declared so far. Raises ValueError when chains get too many."""
        chains = (self.prefixes if section == "prefixes" else self.suffixes).setdefault(
            inflection, {""}
        )
        parts = line.split()
        chains |= {chain + part for chain in chains for part in parts}
        if section == "prefixes":
            self.beginnings |= chains
        if len(chains) > MOST_CHAINS:
            raise ValueError(f"{section} {inflection}: over {MOST_CHAINS} chains; use fewer slots")

    def prefix_ends(self, word: str) -> list[int]:
        """Return where a stem may begin in the word."""
        if len(self.beginnings) == 1:
            return [0]
        return [end for end in range(min(len(word) - 1, 8)) if word[:end] in self.beginnings]

    def allow(self, inflection: str, prefix: str, suffix: str) -> bool:
        """Tell whether this kind of word takes this prefix and this suffix."""
        return prefix in self.prefixes.get(inflection, ("",)) and suffix in self.suffixes.get(
            inflection, ("",)
        )
