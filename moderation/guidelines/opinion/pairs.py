"""Sentences of our own in minimal pairs: the same words, once a violation and once fair.

The data sets hold few calm sentences about groups and violence, so a model fitted on them alone
takes the topic for the offence. Each pair of files in sentences/ differs in who speaks, or in what
is said, not in topic; said_to_others and said_fairly are taken as they stand.
"""

from collections.abc import Iterator
from importlib.resources import files
from itertools import product
from random import Random

from moderation.guidelines.opinion.training import Example

SENTENCES = files("moderation.guidelines.opinion") / "sentences"
GROUPS = (
    "women", "men", "Muslims", "Christians", "Jews", "Hindus", "Kurds", "Arabs", "Turks", "Roma",
    "immigrants", "refugees", "foreigners", "black people", "white people", "Asians", "Africans",
    "Mexicans", "Poles", "gay people", "lesbians", "trans people", "disabled people", "Yazidis",
)  # fmt: skip
PEOPLE = ("him", "her", "them", "that reporter", "the mayor", "this judge", "you", "the author")
OPENINGS = (
    "",
    "Honestly, ",
    "In my view ",
    "Let us be clear: ",
    "As a reader of many years I say: ",
)
ENDINGS = (".", "!", ", and that is that.", ". Just saying.", "...")


def contempt(weight: float, said: float) -> list[Example]:
    """Return examples of contempt, threat and attack, and of their fair twins.

    `weight` is that of sentences made from patterns, `said` that of sentences written as they are.
    """
    made = [
        *_filled("group_contempt", GROUPS, violates=True),
        *_filled("group_fair", GROUPS, violates=False),
        *_filled("person_threat", PEOPLE, violates=True),
        *_filled("person_report", PEOPLE, violates=False),
        *_filled("attack", violates=True),
        *_filled("criticism", violates=False),
    ]
    return [
        *(Example(text, violates, weight) for text, violates in made),
        *(Example(text, True, said) for text in patterns("said_to_others")),
        *(Example(text, False, said) for text in patterns("said_fairly")),
    ]


def promotion(weight: float) -> list[Example]:
    """Return examples of offers and, as fair ones, of prices and shops in the news."""
    sentences = [
        *_filled("offer", violates=True),
        *_filled("price", violates=False),
        *_filled("criticism", violates=False),
        *((text, False) for text in patterns("said_fairly")),
    ]
    return [Example(text, violates, weight) for text, violates in sentences]


def said(language: str) -> list[Example]:
    """Return our own sentences of another language; the fair ones name the same people."""
    violating = patterns(f"{language}/said_to_others")
    fair = patterns(f"{language}/said_fairly")
    return [Example(text, True) for text in violating] + [Example(text, False) for text in fair]


def patterns(name: str) -> list[str]:
    """Return the sentences of a file; those about groups or people have a place for them."""
    lines = (SENTENCES / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def _filled(
    name: str, words: tuple[str, ...] = ("",) * 6, *, violates: bool
) -> Iterator[tuple[str, bool]]:
    """Yield each sentence with each word, dressed differently but the same at each run."""
    chance = Random(name)  # noqa: S311 - variety, not secrecy
    for pattern, word in product(patterns(name), words):
        sentence = pattern.format(group=word, person=word)
        opening = chance.choice(OPENINGS)
        if not opening:
            sentence = sentence[0].upper() + sentence[1:]
        yield opening + sentence + chance.choice(ENDINGS), violates
