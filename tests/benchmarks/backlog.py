"""Comments that wait: in five languages, of everyday words as often as people use them.

One in seven holds something that a rule speaks about. Fifty words over and over would be in every
cache of the rules after a second; here a word's frequency falls with its rank, as in real texts.
"""

import random
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from itertools import accumulate, islice
from uuid import uuid4

from django.utils import timezone

from comments.models import Article, Comment, Contact, Site
from comments.texts import fingerprint
from moderation.guidelines.lexicon import WORDS
from moderation.samples import AUTHORS, PLANTED, SHARES

AT_ONCE = 2000
LANGUAGES = {"en": 40, "ckb": 25, "kmr": 10, "ar": 15, "tr": 10}  # shares of the comments
WORDS_KNOWN = 20_000  # of a language, the most frequent
WITH_FINDINGS = 0.14


def wait(site: Site, articles: list[Article], number: int) -> None:
    """Store pending comments, spread over articles in turn, sent one after another."""
    made = _comments(site, articles, number)
    while batch := list(islice(made, AT_ONCE)):
        stored = Comment.objects.bulk_create(batch)
        Contact.objects.bulk_create(Contact(comment=one, author_hash="0" * 64) for one in stored)


def text(chance: random.Random) -> tuple[str, str]:
    """Return a language and a comment in it: a median of 23 words, some have hundreds."""
    language = chance.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
    words, weights = _everyday(language)
    length = min(int(chance.lognormvariate(3.0, 0.9)) + 3, 600)
    body = " ".join(chance.choices(words, cum_weights=weights, k=length)).capitalize()
    if chance.random() < WITH_FINDINGS:
        _guideline, _rule, phrase = chance.choices(PLANTED, SHARES)[0]
        body = f"{body}, {phrase}"
    return language, f"{body}."


@cache
def _everyday(language: str) -> tuple[list[str], list[float]]:
    """Return a language's everyday words and their added-up frequencies, after Zipf's law."""
    lines = (WORDS / "everyday" / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    words = [line for line in lines if line and not line.startswith("#")][:WORDS_KNOWN]
    return words, list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))


def _comments(site: Site, articles: list[Article], number: int) -> Iterator[Comment]:
    chance = random.Random(6)
    began = timezone.now() - timedelta(hours=1)
    for n in range(number):
        language, body = text(chance)
        uuid, name = uuid4(), AUTHORS[n % len(AUTHORS)]
        yield Comment(
            uuid=uuid,
            site=site,
            article=articles[n % len(articles)],
            author_name=name,
            body=body,
            text_sha256=fingerprint(name, body),
            language="ku" if language == "kmr" else language,
            submitted_at=began + timedelta(milliseconds=n),
            receipt_sha256=f"{uuid.int:064x}",
        )
