"""Measure the guidelines: `python -m tests.benchmarks.guidelines`.

Prints load time and memory, medians by length, the growth exponent, hostile texts, and the ratio
to `better_profanity.contains_profanity` on the same texts. Times are CPU time of this process.
"""

import resource
import sys
from collections.abc import Callable
from math import log
from statistics import median
from time import perf_counter, process_time

ENGLISH = (
    "The council decided on Monday that the bridge will stay closed until spring. I have crossed "
    "it every day for twenty years, and nobody asked us. The minister said the money is there, "
    "but he said so last year, too! As a Kurdish woman with two children I ask who pays. "
)
OTHERS = (
    "Belediye köprünün bahara kadar kapalı kalacağını açıkladı. Her gün oradan geçiyorum. ",
    "قرر المجلس إبقاء الجسر مغلقا حتى الربيع، ولم يسألنا أحد. وعد الوزير بالمال في العام الماضي. ",
    "ئەنجومەن بڕیاری دا پردەکە تا بەهار داخراو بێت و کەس پرسی بە ئێمە نەکرد. ",
    "Şaredariyê biryar da ku pir heta biharê girtî bimîne, kes ji me nepirsî. ",
)
HOSTILE = {
    "one letter": "a" * 5000,
    "one word without end": "killyou" * 714,
    "single letters": "f u c k " * 625,
    "leetspeak": "f@ck $h1t " * 500,
    "signs only": "@!$*" * 1250,
    "masked": "f*** s*** " * 500,
    "markup": "<b>" * 1666,
    "half markup": "<b" * 2500,
    "references": "&#102;" * 833,
    "dots": "a.b." * 1250,
    "patterns": "i will kill you all muslims are not going to be the worst " * 86,
    "prefixes": "i will i am going to you are all the " * 135,
    "links": "a.co/x b.com " * 380,
    "numbers": "+1 555 123 " * 454,
    "combining marks": "e" + "\u0301" * 4999,
    "zero width": "\u200b" * 5000,
    "unknown words": " ".join(f"zq{count:x}wv" for count in range(700)),
    "fragments": "fu ck mu slim " * 357,
    "quotes": '"' * 5000,
}


def seconds(act: Callable[[], object], times: int) -> float:
    """Return the median CPU time of an act."""
    taken = []
    for _ in range(times):
        begun = process_time()
        act()
        taken.append(process_time() - begun)
    return median(taken)


def main() -> None:
    """Print every figure."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = perf_counter()
    from moderation.guidelines.judge import judge
    from moderation.guidelines.policy import Policy

    policy = Policy()
    judge(body="Load.", policy=policy)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    show("load", f"{perf_counter() - begun:.2f} s, {(after - before) / 1024:.0f} MB")

    fresh = [f"{ENGLISH[count:]}{ENGLISH[:count]}" for count in range(0, 300, 3)]
    show(
        "300 characters",
        milliseconds([seconds(lambda t=t: judge(body=t, policy=policy), 5) for t in fresh]),
    )
    for text in OTHERS:
        long = (text * 5)[:300]
        show(
            f"300, {text[:12]}",
            milliseconds([seconds(lambda t=long: judge(body=t, policy=policy), 30)]),
        )
    sizes = (300, 1000, 2500, 5000, 20000)
    by_size = [seconds(lambda t=(ENGLISH * 80)[:n]: judge(body=t, policy=policy), 9) for n in sizes]
    for size, taken in zip(sizes, by_size, strict=True):
        show(f"{size} characters", milliseconds([taken]))
    show("growth exponent", f"{log(by_size[-1] / by_size[1]) / log(sizes[-1] / sizes[1]):.2f}")
    for name, text in HOSTILE.items():
        show(name, milliseconds([seconds(lambda t=text: judge(body=t, policy=policy), 3)]))
    compare(lambda text: judge(body=text, policy=policy), fresh[:5])


def compare(ours: Callable[[str], object], texts: list[str]) -> None:
    """Print how many times longer better-profanity's own matcher takes."""
    from better_profanity import profanity

    profanity.load_censor_words()
    theirs = median(seconds(lambda t=t: profanity.contains_profanity(t), 1) for t in texts)
    own = median(seconds(lambda t=t: ours(t), 5) for t in texts)
    show("better_profanity", f"{theirs * 1000:.1f} ms, {theirs / own:.0f} times ours")


def milliseconds(taken: list[float]) -> str:
    return f"{median(taken) * 1000:.3f} ms"


def show(name: str, figure: str) -> None:
    sys.stdout.write(f"{name:28} {figure}\n")


if __name__ == "__main__":
    main()
