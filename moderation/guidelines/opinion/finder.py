"""Ask the model about a text in which no rule found anything."""

from collections.abc import Iterator

from moderation.guidelines.opinion.features import FEWEST_WORDS, features, windows
from moderation.guidelines.opinion.model import load
from moderation.guidelines.policy import Policy
from moderation.guidelines.rule import Spot
from moderation.guidelines.text import Text

LANGUAGE = "en"


def scores(text: Text) -> Iterator[tuple[int, int, dict[str, float]]]:
    """Yield each stretch of words with its score by head."""
    heads = load()
    for begin, end in windows(text):
        seen = features(text, begin, end)
        yield begin, end, {name: head.score(seen) for name, head in heads.items()}


def find(text: Text, policy: Policy) -> Iterator[tuple[str, Spot]]:
    """Yield a guideline and a doubtful spot for each stretch of words that scores too much."""
    if not policy.second_opinion or text.language != LANGUAGE or len(text.tokens) < FEWEST_WORDS:
        return
    thresholds = {name: head.threshold for name, head in load().items()}
    thresholds |= policy.thresholds
    for begin, end, scored in scores(text):
        for name, score in scored.items():
            if name == "promotion" and text.has("letterhead", 0, len(text.tokens)):
                continue  # the addresses at a letter's foot are no offer
            if score > thresholds[name] and not (name == "contempt" and _weighed(text, begin, end)):
                start, stop = text.place(begin, end)
                yield (
                    _guideline(name, text, begin, end),
                    Spot(start, stop, f"second-opinion:{name}", False),
                )


def _weighed(text: Text, begin: int, end: int) -> bool:
    """Tell whether a rule has seen a group defended here, or contempt that is not the author's."""
    return any(
        begin <= match.start < end for name in ("abuse", "fair") for match in text.matches(name)
    )


def _guideline(head: str, text: Text, begin: int, end: int) -> str:
    """Return the guideline that a moderator should think of first."""
    if head == "promotion":
        return "promotion"
    if text.has("group", begin, end):
        return "abuse"
    violent = any(text.has(label, begin, end) for label in ("kill", "hurt", "die"))
    return "threat" if violent else "personal_attack"
