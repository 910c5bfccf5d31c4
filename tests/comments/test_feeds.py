"""Feed and linked data hold published comments alone, and words stay text."""

import json
from collections.abc import Callable
from xml.etree import ElementTree

from django.test import Client

from comments.models import Article, Comment
from moderation.review import review_waiting

ATOM = "{http://www.w3.org/2005/Atom}"
WORDS = "</script><b>5 < 6 & 7</b> \ufffe"

MakeComment = Callable[..., Comment]


def test_the_feed_gives_words_as_text(
    client: Client, article: Article, make_comment: MakeComment
) -> None:
    make_comment(WORDS)
    review_waiting()
    make_comment("Waiting.")

    answer = client.get("/articles/feed", {"url": article.url})

    (entry,) = ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314 - ours
    content = entry.find(f"{ATOM}content")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    assert content is not None
    assert content.get("type") == "text"
    assert content.text == WORDS.replace("\ufffe", "\ufffd")  # XML cannot hold it


def test_linked_data_may_stand_inside_a_script_element(
    client: Client, article: Article, make_comment: MakeComment
) -> None:
    parent = make_comment(WORDS)
    review_waiting()
    make_comment("A reply.", in_reply_to=parent.uuid)
    review_waiting()
    make_comment("Waiting.")

    raw = client.get("/articles/comments.jsonld", {"url": article.url}).content

    reply, first = json.loads(raw)["comment"]
    assert b"<" not in raw
    assert first["text"] == WORDS
    assert reply["parentItem"]["@id"] == first["@id"] == f"{article.url}#comment-{parent.uuid}"


def test_an_article_without_comments_has_an_empty_feed(client: Client, article: Article) -> None:
    assert client.get("/articles/feed", {"url": article.url + "-other"}).status_code == 200
    assert client.get("/articles/feed", {"url": "https://elsewhere.example/"}).status_code == 404
