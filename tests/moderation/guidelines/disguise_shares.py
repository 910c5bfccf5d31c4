"""Print what disguises cost: `python -m tests.moderation.guidelines.disguise_shares [SEEDS]`.

For each kind and language: how many of the violating case sentences that are stopped as they stand
are still stopped when every word is hidden, and how many fair sentences are stopped only then.
"""

import sys
from random import Random

import yaml

from moderation.guidelines.judge import judge
from moderation.guidelines.policy import Policy
from tests.moderation.guidelines.disguises import DISGUISES
from tests.moderation.guidelines.test_rules import CASES

LANGUAGES = ("en", "ar", "ckb", "kmr", "tr")
FAIR = CASES.parent / "fair"
POLICY = Policy()


def stopped(text: str, language: str) -> bool:
    """Tell whether the text is rejected or held."""
    return judge(body=text, policy=POLICY, language=language).outcome != "approve"


def violating(language: str) -> list[str]:
    """Return the case sentences of a language that are stopped undisguised."""
    ending = ".yaml" if language == "en" else f".{language}.yaml"
    files = [
        path for path in sorted(CASES.glob("*.yaml")) if path.name.count(".") == ending.count(".")
    ]
    groups = [
        group
        for path in files
        if path.name.endswith(ending)
        for name, group in yaml.safe_load(path.read_text("utf-8")).items()
        if name != "disguised"
    ]
    sentences = [sentence for group in groups for sentence in group.get("breaks", ())]
    return [sentence for sentence in sentences if stopped(sentence, language)]


def fair(language: str) -> list[str]:
    """Return the fair sentences of a language."""
    lines = (FAIR / f"{language}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def share(name: str, sentences: list[str], language: str, seeds: int) -> float:
    """Return the share of sentences, in per cent, that are stopped when so disguised."""
    hidden = [
        DISGUISES[name](sentence, Random(f"{seed}{sentence}"))
        for sentence in sentences
        for seed in range(seeds)
    ]
    changed = [text for text in hidden if text not in sentences]
    return 100 * sum(stopped(text, language) for text in changed) / max(len(changed), 1)


def main() -> None:
    """Print a line for each kind: caught and, after a stroke, fair sentences stopped."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    texts = {language: (violating(language), fair(language)[:200]) for language in LANGUAGES}
    sys.stdout.write(f"{'':16}" + "".join(f"{language:>14}" for language in LANGUAGES) + "\n")
    for name in DISGUISES:
        cells = [
            f"{share(name, bad, language, seeds):5.1f} / {share(name, good, language, 1):4.1f}"
            for language, (bad, good) in texts.items()
        ]
        sys.stdout.write(f"{name:16}" + "".join(f"{cell:>14}" for cell in cells) + "\n")


if __name__ == "__main__":
    main()
