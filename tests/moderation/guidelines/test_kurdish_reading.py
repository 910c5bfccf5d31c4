"""Kurdish texts are read as Kurdish, not as English in chat spelling."""

from moderation.guidelines.text import Text


def test_a_comment_filed_as_ku_is_read_as_kurmanji():
    text = Text.read("Ez sibê diçim Hewlêrê û paşê tême malê.", "ku")

    assert text.language == "kmr"


def test_kurmanji_particles_are_not_english_chat_spellings():
    text = Text.read("Em ji vir in û kanala ya nû li malê ye", "kmr")

    words = [token.word for token in text.tokens]

    assert words[0] == "em"
    assert "ya" in words


def test_english_chat_spellings_stay_english():
    text = Text.read("im sure u know that ur mayor is right about the bridge", "en")

    words = [token.word for token in text.tokens]

    assert words[:4] == ["i", "am", "sure", "you"]


def test_a_word_of_one_letter_is_not_joined_to_its_neighbour():
    sorani = Text.read("گەلە سەگ و گورگ لە شاخەکەن", "ckb")
    kurmanji = Text.read("Hespê min zer e lê ker e jî heye", "kmr")

    assert "و" in [token.word for token in sorani.tokens]
    assert "kere" not in [token.word for token in kurmanji.tokens]
