"""Ask the model about a text in which no rule found anything."""

from collections.abc import Iterator, Mapping

from moderation.guidelines.opinion.features import features, windows
from moderation.guidelines.opinion.model import Head, load
from moderation.guidelines.policy import Policy
from moderation.guidelines.rule import Spot
from moderation.guidelines.text import Text

FEWEST_WORDS = {"en": 5}  # a text of fewer says too little by itself
FEWEST_ELSEWHERE = 4  # where endings say what are words in English


def find(text: Text, policy: Policy) -> Iterator[tuple[str, Spot]]:
    """Yield a guideline and a doubtful spot for each stretch of words that scores too much."""
    fewest = FEWEST_WORDS.get(text.language, FEWEST_ELSEWHERE)
    if not policy.second_opinion or len(text.tokens) < fewest:
        return
    heads = {name: head for name, head in load().items() if head.language == text.language}
    if heads and text.has("letterhead", 0, len(text.tokens)):
        heads.pop("promotion", None)  # the addresses at a letter's foot are no offer
    thresholds = {name: head.threshold for name, head in heads.items()}
    thresholds |= policy.thresholds
    for begin, end, scored in scores(text, heads):
        for name, score in scored.items():
            question, _, _language = name.partition("-")
            if score <= thresholds[name] or (question == "contempt" and _weighed(text, begin, end)):
                continue
            spot = Spot(*text.place(begin, end), f"second-opinion:{question}", certain=False)
            yield _guideline(question, text, begin, end), spot


def _weighed(text: Text, begin: int, end: int) -> bool:
    """Tell whether a rule has seen a group defended here, or contempt that is not the author's."""
    return any(
        begin <= match.start < end for name in ("abuse", "fair") for match in text.matches(name)
    )


def scores(text: Text, heads: Mapping[str, Head]) -> Iterator[tuple[int, int, dict[str, float]]]:
    """Yield each stretch of words with its score by head."""
    stretches = list(windows(text)) if heads else []
    for begin, end in stretches:
        seen = features(text, begin, end)
        yield begin, end, {name: head.score(seen, len(stretches)) for name, head in heads.items()}


def _guideline(question: str, text: Text, begin: int, end: int) -> str:
    """Return the guideline that a moderator should think of first."""
    if question == "promotion":
        return "promotion"
    if text.has("group", begin, end):
        return "abuse"
    violent = any(text.has(label, begin, end) for label in ("kill", "hurt", "die"))
    return "threat" if violent else "personal_attack"
