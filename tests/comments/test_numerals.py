"""Numbers are written in the digits of the language, on pages as in the embed."""

import json
import re

import pytest
from django.conf import settings
from django.template import engines
from django.test import Client
from django.utils.translation import gettext, override

from comments.models import Article
from comments.numerals import numerals
from moderation.review import review_waiting
from tests.conftest import MakeComment

LATIN, ARABIC = re.compile(r"[0-9]"), re.compile(r"[٠-٩]")


@pytest.mark.parametrize(
    ("language", "written"), [("ckb", "١٢ لە ٣٠"), ("ar", "12 لە 30"), ("en", "12 لە 30")]
)
def test_digits_are_those_of_the_language(language: str, written: str) -> None:
    with override(language):
        assert numerals("12 لە 30") == written


def test_a_block_keeps_what_is_inside_escaped() -> None:
    source = "{% load numerals %}{% numerals %}{{ text }} {{ 7 }}{% endnumerals %} {{ 8|numerals }}"

    with override("ckb"):
        text = engines["django"].from_string(source).render({"text": "<b>1"})

    assert text == "&lt;b&gt;١ ٧ ٨"


def test_a_page_in_sorani_has_its_own_digits_but_in_what_readers_wrote(
    client: Client, article: Article, make_comment: MakeComment
) -> None:
    make_comment("The bus 25 comes at 7.")
    review_waiting()

    page = client.get("/articles", {"url": article.url, "language": "ckb"}).content.decode()

    text = re.sub(r"<[^>]*>", " ", page)
    assert LATIN.findall(text) == list("257")
    assert "١ لێدوان" in text
    assert "٥٠" in text


def test_a_page_in_arabic_has_one_kind_of_digits(client: Client, article: Article) -> None:
    page = client.get("/articles", {"url": article.url, "language": "ar"}).content.decode()

    assert not ARABIC.search(page)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_embed_is_told_whose_digits_to_use(client: Client, language: str) -> None:
    words = json.loads(client.get(f"/embed/words.{language}.json").content)

    assert words["numerals"] == ("arab" if language == "ckb" else "latn")
    phrases = json.dumps([words["phrases"], words["plurals"]], ensure_ascii=False)
    assert not LATIN.search(phrases)


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "en"])
def test_the_names_of_our_languages_are_translated(language: str) -> None:
    with override("en"):
        names = [str(name) for _code, name in settings.LANGUAGES]

    with override(language):
        assert [name for name in names if gettext(name) == name] == []
