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
