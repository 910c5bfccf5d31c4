"""Word files, affixes and patterns, on small files of our own."""

import pytest

from moderation.guidelines.folding import fold_phrase
from moderation.guidelines.judge import judge
from moderation.guidelines.lexicon import Lexicon
from moderation.guidelines.policy import Policy
from moderation.guidelines.text import Text
from moderation.guidelines.wordfiles import WordFileError, read_lines

HEADER = "# language: x\n# source: test\n# date: 2026-11-23\n# licence: MIT\n"


def read(content: str, language: str) -> Lexicon:
    made = Lexicon()
    for line in read_lines("test.txt", HEADER + content, language):
        made.add(line)
    return made


def labels(lexicon: Lexicon, word: str, everyday: bool = False) -> list[str]:
    return [entry.label for entry in lexicon.entries(fold_phrase(word), everyday)]


def test_turkish_suffixes_are_taken_in_their_order():
    turkish = read(
        "[suffixes n]\nlar ler\nım im\nda de\n[list profanity]\ncertain şerefsiz ~n\n", "tr"
    )

    assert labels(turkish, "Şerefsizlerimde") == ["profanity"]
    assert labels(turkish, "şerefsizdeler") == []
    assert labels(turkish, "şerefsizler", everyday=True) == []


def test_arabic_clitics_are_taken_in_their_order():
    arabic = read("[prefixes n]\nو ف\nب ل\nال\n[class group:religion]\nمسلم ~n\n", "ar")

    assert labels(arabic, "وبالمسلم") == ["group"]
    assert labels(arabic, "بوالمسلم") == []
    assert labels(arabic, "والمسلم", everyday=True) == ["group"]


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        ("word\n", r"test.txt:5: a \[section\] must come before"),
        ("[nonsense x]\n", "test.txt:5: a section is"),
    ],
)
def test_a_wrong_line_is_named_with_its_remedy(content, remedy):
    with pytest.raises(WordFileError, match=remedy):
        read(content, "en")


def test_a_file_without_its_header_is_refused():
    with pytest.raises(WordFileError, match="lacks language, source, date, licence"):
        list(read_lines("test.txt", "[class x]\nword\n", "en"))


@pytest.mark.parametrize(
    ("pattern", "sentence", "matched"),
    [
        ("zorba {group}", "So zorba jews come", "zorba jews"),
        ("zorba .. quux", "zorba a b c quux", "zorba a b c quux"),
        ("zorba .. quux", "zorba a b c d quux", ""),
        ("zorba .. quux", "zorba a. quux", ""),
        ("zorba very? quux", "zorba quux", "zorba quux"),
        ("zorba !very quux|{group}", "zorba very quux", ""),
        ("^ zorba", "no zorba. zorba", "zorba"),
        ("zorba $", "zorba yes zorba! ok", "zorba"),
        ("zorba|frob quux", "frob quux", "frob quux"),
    ],
)
def test_patterns_match_as_the_readme_says(pattern, sentence, matched):
    lines = read_lines("test.txt", f"{HEADER}[patterns threat]\ncertain {pattern}\n", "en")

    text = Text.read(sentence, "en", tuple(lines))

    places = [text.place(match.start, match.end) for match in text.matches("threat")]
    assert [sentence[start:end] for start, end in places] == ([matched] if matched else [])


def test_a_label_that_a_policy_switches_to_note_is_still_found():
    policy = Policy.from_data({"consequences": {"abuse": {"certain": "note"}}})

    assert judge(body="All immigrants are vermin.", policy=policy).guidelines == ("abuse",)
