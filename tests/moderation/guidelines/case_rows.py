"""Print our own cases and fair sentences as labelled rows: `python -m … .case_rows >cases.jsonl`.

`manage.py train_classifier` learns from them beside the data sets, which hold hardly a violation
in Kurdish or Turkish; a fifth (by hash of id) is held out, as of every labelled file.
"""

import json
import sys
from collections.abc import Iterator
from hashlib import sha256

import yaml

from tests.moderation.guidelines.test_rules import CASES

Row = dict[str, object]


def rows() -> Iterator[Row]:
    """Yield a row for each sentence that breaks a guideline, is held, or is fair."""
    for path in sorted(CASES.glob("*.yaml")):
        guideline, _, language = path.stem.partition(".")
        for group, kinds in yaml.safe_load(path.read_text("utf-8")).items():
            for kind, sentences in kinds.items():
                labels = [] if kind == "keeps" else [guideline]
                for sentence in sentences:
                    yield row(sentence, language or "en", labels, group)
    for path in sorted((CASES.parent / "fair").glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                yield row(line, path.stem.partition(".")[0], [], "fair")


def row(text: str, language: str, labels: list[str], facet: str) -> Row:
    """Return a sentence as `manage.py evaluate` and `train_classifier` read them."""
    return {
        "id": sha256(text.encode()).hexdigest()[:16],
        "text": text,
        "lang": language,
        "labels": labels,
        "expected": "reject" if labels else "approve",
        "source": "our own cases",
        "facet": facet,
    }


def main() -> None:
    """Print each row once, a line each."""
    for line in dict.fromkeys(json.dumps(row, ensure_ascii=False) for row in rows()):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
