"""Folding, words and places."""

from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.guidelines.folding import fold
from moderation.guidelines.letters import plain
from moderation.guidelines.text import Text

ALPHABET = st.text(
    alphabet=st.one_of(
        st.sampled_from("abcfiknstu  .,!?@$*013\n'\"<b>&#;"),
        st.sampled_from("fuck you kill şığİı çöüêîû كلب يىیهھەة َـ \u200b\u200c\u0301😀👍🏽"),
        st.characters(),
    ),
    max_size=80,
)


def words(raw: str, language: str = "") -> list[str]:
    return [token.word for token in Text.read(raw, language).tokens]


@given(ALPHABET)
def test_every_folded_letter_remembers_a_place_in_the_raw_text(raw):
    folded = fold(raw)

    assert len(folded.places) == len(folded.text)
    assert all(0 <= place < len(raw) for place in folded.places)
    assert list(folded.places) == sorted(folded.places)


@given(ALPHABET)
@settings(deadline=None)  # whichever test comes first loads the words
def test_every_word_has_a_place_in_the_raw_text(raw):
    text = Text.read(raw)

    for count in range(len(text.tokens)):
        start, end = text.place(count, count + 1)
        assert 0 <= start < end <= len(raw)


@given(ALPHABET, st.sampled_from(["", "en", "tr", "ar", "ckb", "kmr"]))
@settings(deadline=None)  # whichever test comes first loads the words
def test_reading_twice_gives_the_same(raw, language):
    once, again = Text.read(raw, language), Text.read(raw, language)

    assert once.tokens == again.tokens
    assert once.found == again.found


def test_case_width_and_style_are_one():
    assert words("KILL ｋｉｌｌ 𝐤𝐢𝐥𝐥 🅺🅸🅻🅻 Kİll") == ["kill"] * 5


def test_turkish_capital_i_is_dotless():
    assert fold("SIK", "tr").text == "sık"
    assert fold("SIK").text == "sik"


def test_turkish_and_kurdish_letters_stay_and_others_lose_their_marks():
    assert fold("şçğöüıêîû é ñ ů").text == "şçğöüıêîû e n u"
    assert fold("s\u0327").text == "ş"
    assert plain("çocuğu") == "cocugu"


def test_arabic_spellings_are_one():
    assert fold("كَلْب").text == fold("ک‌ـلب").text
    assert fold("علي على علی").text.split() == ["علی"] * 3
    assert fold("ە ھ ة ه").text.split() == ["ه"] * 4
    assert fold("١٢٣ ۱۲۳").text == "123 123"


def test_markup_is_what_it_shows():
    assert words("k<b>il</b>l one<br>two k&#105;ll") == ["kill", "one", "two", "kill"]


def test_the_place_of_a_reference_covers_it():
    raw = "I k&#105;l&#108; it"
    text = Text.read(raw)

    assert raw[slice(*text.place(1, 2))] == "k&#105;l&#108;"


def test_everyday_words_are_never_altered():
    sentence = "scunthorpe penistone dickens assassin hancock cockburn analyse essex niger"

    assert words(sentence) == sentence.split()


def test_initialisms_stay_apart_from_words():
    assert words("The U.S.A. and the F.B.I.") == ["the", "u", "s", "a", "and", "the", "f", "b", "i"]


def test_words_of_other_languages_are_left_alone():
    turkish = "kitap okumak güzel bir alışkanlık sık sık dik yokuş"

    assert words(turkish, "tr") == turkish.split()


def test_a_chat_spelling_torn_off_a_word_is_read_as_its_letter():
    assert words("i will r ape your wife") == ["i", "will", "rape", "your", "wife"]
    assert words("r you at home") == ["are", "you", "at", "home"]


def test_contractions_are_written_out():
    assert words("you're don't cannot he's") == [
        "you",
        "are",
        "do",
        "not",
        "can",
        "not",
        "he",
        "is",
    ]


def test_sentences_and_quotations_are_known():
    text = Text.read('He said "go away". I left.')

    assert text.sentence(0) == (0, 4)
    assert text.sentence(5) == (4, 6)
    assert text.is_quoted(2, 4)
    assert not text.is_quoted(1, 3)
