"""What stands around a hit: negation, quotation, reported speech, counter-speech."""

from collections.abc import Iterator
from enum import Enum

from moderation.guidelines.patterns import Match, Pattern
from moderation.guidelines.rule import Spot
from moderation.guidelines.text import Found, Text

NEGATION_REACH = 4
FAR = 30  # words: a verb of saying further back no longer leads to the words
SAYING_NEGATION_REACH = 7
SAYING_REACH = 2  # words after the hit in which a language that ends on its verb names the speaker
SPEAKER_REACH = 4  # the same in English, where the speaker is named as well ("… said my uncle")
SUPPOSING_REACH = 2  # words from "if" to what it supposes; "if I am honest, …" supposes nothing
ANSWER_REACH = 12  # words from what is supposed to the question that refutes it
OWN_WORDS = ("i", "we", "my", "our")
GROUPS = ("group", "group-one")
# Whoever is named near a killing of pests may be meant by it; in its own sentence, anybody.
NO_PESTS = (*GROUPS, "nongroup", "official", "pest-person")
PERSONS = ("you", "person", "author", "relative", "name")
# A sentence may be spoken against in weak words ("wrong"); a slur only in clear ones ("racist").
COUNTERS = ("counter", "counter-more", "counter-weak")
# Who says a sentence may be doubted by any frame ("if you think …"); a slur only by a clear one.
DISTANCED = ("distanced", "doubted")


class Voice(Enum):
    """Who speaks the words of a hit, as far as the words around it tell."""

    AUTHOR = "author"  # the comment itself says so
    REPORTED = "reported"  # perhaps someone else's words: a person should look
    REJECTED = "rejected"  # someone else's words, named as such and spoken against: welcome


def pattern_spots(text: Text, guideline: str) -> Iterator[Spot]:
    """Yield a spot for each match of the guideline's patterns that the author means."""
    for match in text.matches(guideline):
        if not _has_own_negation(match.pattern) and negated(text, match):
            continue
        if guideline == "threat" and _means_pests(text, match):
            continue
        if guideline == "abuse" and (_supposed(text, match) or _evened(text, match)):
            continue
        voice = voice_of(text, match.start, match.end, COUNTERS)
        if voice is not Voice.REJECTED:
            yield _spot(text, match, voice is Voice.AUTHOR)


def listed_spots(text: Text, guideline: str) -> Iterator[Spot]:
    """Yield a spot for each word listed under the guideline, unless quoted to speak against it."""
    for found in text.listed(guideline):
        if text.is_innocent(found.start):
            continue
        # Swearing stays swearing when it is quoted without a word against it.
        voice = voice_of(text, found.start, found.end, COUNTERS[:1], guideline != "profanity")
        quoted = text.is_quoted(found.start, found.end)
        if guideline == "abuse" and _mentioned(text, found, quoted):
            continue
        if text.has("spoken-of", found.end, found.end + 1):  # "slut is a word that …"
            continue
        if voice is not Voice.REJECTED:
            start, end = text.place(found.start, found.end)
            certain = found.entry.certain and voice is Voice.AUTHOR
            certain = certain and not text.is_guessed(found.start, found.end)
            yield Spot(start, end, found.entry.rule, certain, found.entry.kind)


def _mentioned(text: Text, found: Found, quoted: bool) -> bool:
    """Tell whether a slur is only spoken of: "the slur '…' was painted", "I was called a …"."""
    first, last = text.sentence(found.start)
    if quoted:
        return text.has("mention", max(first, found.start - FAR), min(last, found.end + FAR))
    if text.has("word-named", found.start - 2, found.start):
        return True
    return text.has("was-called", max(first, found.start - NEGATION_REACH), found.start)


def _spot(text: Text, match: Match, authors: bool) -> Spot:
    start, end = text.place(match.start, match.end)
    kind = match.pattern.kind or kind_of(text, match)
    certain = match.pattern.certain and authors and not text.is_guessed(match.start, match.end)
    return Spot(start, end, match.pattern.rule, certain, kind)


def kind_of(text: Text, match: Match) -> str:
    """Return the kind of the first group that the match names, or ""."""
    inside = text.found_between(match.start, match.end)
    kind = next((f.entry.kind for f in inside if f.entry.label in GROUPS), "")
    if kind or not text.has("they-group", match.start, match.end):
        return kind
    before = text.found_between(max(match.start - FAR, 0), match.start)
    return next((f.entry.kind for f in before if f.entry.label == "group"), "")


def _means_pests(text: Text, match: Match) -> bool:
    """Tell whether the killing is of insects, weeds, or rats in a cellar, and of nobody else."""
    first, end = text.sentence(match.start)
    before, _ = text.sentence(max(first - 1, 0))
    return (
        text.has("pest", before, end)
        and not any(text.has(label, before, end) for label in NO_PESTS)
        and not any(text.has(label, first, end) for label in PERSONS)
    )


def _supposed(text: Text, match: Match) -> bool:
    """Tell whether it is supposed to be refuted: "if migrants take it all, who pays the rent?"."""
    first, last = text.sentence(match.start)
    end = min(match.end + ANSWER_REACH, last)
    return (
        text.has("supposing", max(first, match.start - SUPPOSING_REACH), match.start)
        and text.has("retort", match.end, end)
        and not text.has("tolerates", match.end, end)
    )


def _evened(text: Text, match: Match) -> bool:
    """Tell whether it is denied of all alike: "women do not belong there any more than men do"."""
    first, last = text.sentence(match.start)
    place = text.last("evened", match.end, last)
    denied = place >= 0 and text.has("not", first, place)
    return denied and not text.has("dehumanising", place, last)


def _has_own_negation(pattern: Pattern) -> bool:
    return any(
        label in ("not", "=not", "=no", "=never", "=nobody", "=nothing", "=without", "=cannot")
        for element in pattern.elements
        for label in element.labels
        if not element.refused
    )


def negated(text: Text, match: Match) -> bool:
    """Tell whether the words are denied: a negation among them or shortly before them."""
    start = match.start
    for word in range(start, match.end):
        if _denies(text, word) and not _belongs(text, word, match):
            return True
    first = max(text.sentence(start)[0], start - NEGATION_REACH)
    for word in range(start - 1, first - 1, -1):
        if text.tokens[word].stop == "," or text.has("but", word, word + 1):
            return False
        if _denies(text, word):
            return True
    return False


def _belongs(text: Text, word: int, match: Match) -> bool:
    """Tell whether the word is part of a phrase of the pattern's own ("are not human")."""
    own = {label for element in match.pattern.elements for label in element.labels}
    return any(
        found.end > max(word, found.start + 1) and found.entry.label in own
        for found in text.found_between(match.start, word + 1)
    )


def _denies(text: Text, word: int) -> bool:
    """Tell whether the word denies what follows; "no wonder" and "not only" do not."""
    if not text.has("not", word, word + 1) or text.has("not-denying", word - 1, word + 1):
        return False
    return not (_ends_clause(text, word) and text.has("not-or-are", word, word + 1))


def _ends_clause(text: Text, word: int) -> bool:
    return bool(text.tokens[word].stop) or word + 1 == len(text.tokens)


def voice_of(
    text: Text, start: int, end: int, counters: tuple[str, ...], quotes_pass: bool = True
) -> Voice:
    """Tell whose words these are; `counters` are the labels of words that speak against them.

    With `quotes_pass`, words between quotation marks that someone said are rejected words.
    """
    first, last = text.sentence(start)
    first, last = max(first, start - FAR), min(last, end + FAR)
    quoted = text.is_quoted(start, end)
    said_after = text.has("say-after", end, min(end + SAYING_REACH, last)) or text.has(
        "speaker-after", end, min(end + SPEAKER_REACH, last)
    )
    reported = said_after or _reported(text, first, start)
    if not (quoted or reported):
        return Voice.AUTHOR
    if _distanced(text, first, start, counters) and not text.has("agreed", end, last):
        return Voice.REJECTED
    around_first, _ = text.sentence(max(first - 1, 0))
    _, around_last = text.sentence(min(last, len(text.tokens) - 1))
    for label in counters:
        if text.has(label, around_first, start) or text.has(label, end, around_last):
            return Voice.REJECTED
    if text.has("endorsed", around_first, start) or text.has("endorsed", end, around_last):
        return Voice.REPORTED
    if (
        quotes_pass
        and quoted
        and (reported or _said_later(text, end, last) or _reported(text, around_first, start))
    ):
        return Voice.REJECTED
    return Voice.REPORTED


def _said_later(text: Text, end: int, last: int) -> bool:
    """Tell whether a verb of saying follows, maybe after more words of a long quotation."""
    return text.has("say", end, last) or text.has("say-after", end, last)


def _distanced(text: Text, first: int, start: int, counters: tuple[str, ...]) -> bool:
    """Tell whether the words are led to as what others wrongly say, or as what nobody says."""
    if counters != COUNTERS:
        return text.has(DISTANCED[0], first, start)
    framed = any(text.has(label, first, start) for label in DISTANCED)
    return framed or _saying_denied(text, first, start)


def _reported(text: Text, first: int, start: int) -> bool:
    """Tell whether a verb of saying leads to the words, other than the author's own "I say"."""
    return _saying(text, first, start) >= 0


def _saying(text: Text, first: int, start: int) -> int:
    """Return the place of the verb of saying that leads to the words, or -1."""
    say = text.last("say", first, start)
    while say >= 0 and (_says_author(text, say) or _tells_nothing(text, say)):
        say = text.last("say", first, say)
    return say


def _says_author(text: Text, say: int) -> bool:
    """Tell whether the author says it: "I say", "my poster says"."""
    if say > 1 and text.has("say", say - 1, say):
        say -= 1
    return say > 0 and text.tokens[say - 1].word in OWN_WORDS


def _tells_nothing(text: Text, say: int) -> bool:
    """Tell whether a verb of saying stands in a phrase such as "I don't care what they say"."""
    return text.has("not-said", max(say - 3, 0), say + 2)


def _saying_denied(text: Text, first: int, start: int) -> bool:
    """Tell whether the saying is denied: "nobody who knows them can think that …"."""
    say = _saying(text, first, start)
    nearest = max(first, say - SAYING_NEGATION_REACH)
    return any(_denies(text, word) for word in range(nearest, say))
