"""Made-up comments of realistic shape, for measuring: lengths, languages, authors, findings."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from moderation.guidelines.verdict import Finding

# Fifty everyday words a language; the made-up sentences mean nothing.
WORDS = {
    "en": "the bridge town council mayor river people think about their children school road "
    "money years after before never again should would could market water night winter "
    "paper story why because nobody asked us first good bad news reader finally open "
    "closed east side vote party",
    "ckb": "پرد شار ئەنجوومەن ڕووبار خەڵک منداڵ قوتابخانە ڕێگا پارە ساڵ دوای پێش هەرگیز دیسان "
    "بازاڕ ئاو شەو زستان ڕۆژنامە هەواڵ چونکە کەس یەکەم باش خراپ خوێنەر کراوە داخراو "
    "ڕۆژهەڵات لا دەنگ پارت",
    "ku": "pir bajar şaredar çem gel zarok dibistan rê pere sal piştî berî qet dîsa bazar av "
    "şev zivistan rojname nûçe çima ji ber kes yekem baş xirab xwendevan vekirî girtî "
    "rojhilat alî deng partî",
    "ar": "الجسر المدينة المجلس النهر الناس الأطفال المدرسة الطريق المال سنوات بعد قبل أبدا "
    "السوق الماء الليل الشتاء الصحيفة الخبر لماذا لأن أحد أولا جيد سيئ القارئ مفتوح مغلق "
    "الشرق الجانب صوت حزب",
    "tr": "köprü şehir meclis nehir halk çocuk okul yol para yıl sonra önce asla yine pazar su "
    "gece kış gazete haber neden çünkü kimse ilk iyi kötü okur açık kapalı doğu taraf oy "
    "parti",
}
# Planted phrases with what a rule says of them; the findings are made up with the text.
PLANTED = [
    ("promotion", "link", "https://shop.example/sale"),
    ("promotion", "discount-offer", "use my code SUN20"),
    ("personal_attack", "insult-to-you", "you are an idiot"),
    ("profanity", "strong-word", "fucking"),
    ("vulgarity", "vulgar-word", "tits"),
    ("abuse", "group-dehumanised", "these people are vermin"),
    ("threat", "threat-of-violence", "we will hunt you down"),
]
SHARES = [30, 15, 25, 12, 8, 6, 4]  # of the planted phrases, in their order
AUTHORS_MAX = 200_000  # the busiest writes one comment in sixty, most write once or twice
AUTHORS = ("Rui", "Sara", "Azad", "Zîn", "نەسرین", "ليلى", "Deniz", "Jo", "M. K.", "A reader")


@dataclass(frozen=True)
class Sample:
    """A made-up comment, with what the rules say of it."""

    author: int  # few write much, many write once
    author_name: str
    language: str
    body: str
    findings: tuple[Finding, ...]


def sample(source: random.Random, *, findings: bool) -> Sample:
    """Return a made-up comment, with or without something to find in it."""
    language = source.choices(list(WORDS), [40, 25, 10, 15, 10])[0]
    words = WORDS[language].split()
    length = min(int(source.lognormvariate(3.0, 0.9)) + 3, 600)  # words; the median is 23
    text = " ".join(source.choices(words, k=length)).capitalize()
    author = int(AUTHORS_MAX * source.random() ** 3)
    name = AUTHORS[author % len(AUTHORS)]
    if not findings:
        return Sample(author, name, language, f"{text}.", ())
    guideline, rule, phrase = source.choices(PLANTED, SHARES)[0]
    body = f"{text}, {phrase}."
    start = len(text) + 2
    certain = source.random() < 0.3
    found = Finding(guideline, "", rule, "body", start, start + len(phrase), phrase, certain)
    return Sample(author, name, language, body, (found,))


def moments(source: random.Random, number: int, *, until: datetime, days: int) -> list[datetime]:
    """Return so many moments of the days before, in order."""
    seconds = days * 86_400
    backs = sorted((source.random() * seconds for _ in range(number)), reverse=True)
    return [until - timedelta(seconds=back) for back in backs]
