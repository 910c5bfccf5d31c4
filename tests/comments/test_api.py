"""The REST addresses: what they take, and how they refuse."""

import json
from typing import Any

import pytest
from django.test import Client

from comments.models import Article, Comment, Site
from moderation.review import review_waiting

URL = "/api/v1/comments"


def send(client: Client, **fields: Any) -> Any:
    usual = {
        "article": "https://news.example/bridge-reopens",
        "author_name": "Rui",
        "body": "Good.",
    }
    headers = fields.pop("headers", {})
    return client.post(
        URL, json.dumps(usual | fields), content_type="application/json", headers=headers
    )


def errors(answer: Any) -> dict[str, list[str]]:
    problem = answer.json()
    assert answer.status_code == problem["status"] == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert problem["code"] == "invalid"
    return {field: [one["code"] for one in found] for field, found in problem["errors"].items()}


def test_a_comment_is_taken_for_checking(client: Client, article: Article) -> None:
    answer = send(client)

    told = answer.json()
    assert answer.status_code == 202
    assert told["status"] == "pending"
    assert answer.headers["Location"] == f"/api/v1/submissions/{told['receipt']}"
    assert str(Comment.objects.get().uuid) == told["id"]


def test_every_wrong_field_is_named_at_once(client: Client, site: Site) -> None:
    answer = send(client, author_name="", body=1.5, article="nowhere", email="x", language="xx")

    assert errors(answer) == {
        "author_name": ["blank"],
        "body": ["invalid"],
        "article": ["invalid_url"],
        "email": ["invalid"],
        "language": ["invalid_choice"],
    }


def test_name_and_comment_are_required(client: Client, site: Site) -> None:
    answer = client.post(URL, "{}", content_type="application/json")

    assert errors(answer) == {
        "article": ["required"],
        "author_name": ["required"],
        "body": ["required"],
    }


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("body", "x" * 5001, "max_length"),
        ("body", "👩‍🚀" * 2000, "max_length"),
        ("author_name", "x" * 51, "max_length"),
        ("author_name", None, "null"),
        ("author_name", ["Rui"], "invalid"),
        ("body", " \n\t ", "blank"),
        ("article", "https://elsewhere.example/", "unknown_host"),
        ("article", 7, "invalid"),
        ("in_reply_to", "no-uuid", "invalid"),
    ],
)
def test_a_wrong_field_is_named_with_a_stable_code(
    client: Client, article: Article, field: str, value: Any, code: str
) -> None:
    assert errors(send(client, **{field: value})) == {field: [code]}


def test_a_site_may_set_other_lengths(client: Client, article: Article) -> None:
    Site.objects.update(name_max_length=60, body_max_length=10)

    assert send(client, author_name="x" * 60).status_code == 202
    assert errors(send(client, body="x" * 11)) == {"body": ["max_length"]}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "parse_error"),
        (b'{"body": 1e400}', 400, "parse_error"),
        (b'{"body": "\\ud800"}', 400, "parse_error"),
        (b"\xff", 400, "parse_error"),
        (b"[" * 20_000 + b"]" * 20_000, 400, "parse_error"),
        (b'{"a":' * 17 + b"1" + b"}" * 17, 400, "parse_error"),
        (b'{"body": "' + b"x" * 65_536 + b'"}', 413, "body_too_large"),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem_not_a_crash(
    client: Client, site: Site, body: bytes, status: int, code: str
) -> None:
    answer = client.post(URL, body, content_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("body", [b"[]", b'"text"', b"null", b"7", b""])
def test_json_that_is_no_object_is_refused(client: Client, site: Site, body: bytes) -> None:
    answer = client.post(URL, body, content_type="application/json")

    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_other_media_types_and_methods_are_refused(client: Client, site: Site) -> None:
    assert client.post(URL, "x", content_type="text/plain").status_code == 415
    assert client.put(URL, "{}", content_type="application/json").status_code == 405
    assert client.delete(URL).json()["code"] == "method_not_allowed"


def test_a_closed_article_answers_409(client: Client, article: Article) -> None:
    Article.objects.update(is_open=False)

    answer = send(client)

    assert (answer.status_code, answer.json()["code"]) == (409, "article_closed")


def test_one_key_with_two_texts_answers_409(client: Client, article: Article) -> None:
    first = send(client, headers={"Idempotency-Key": "abc"})
    again = send(client, headers={"Idempotency-Key": "abc"})
    other = send(client, headers={"Idempotency-Key": "abc"}, body="Other.")

    assert first.json() == again.json()
    assert (other.status_code, other.json()["code"]) == (409, "idempotency_key_reused")


@pytest.mark.parametrize("key", ["", "x" * 256, "a b", "é"])
def test_a_key_of_odd_characters_is_refused(client: Client, article: Article, key: str) -> None:
    assert errors(send(client, headers={"Idempotency-Key": key})) == {
        "Idempotency-Key": ["invalid"]
    }


def test_too_many_posts_answer_429_whatever_the_headers_claim(
    client: Client, article: Article, settings: Any
) -> None:
    settings.POSTS_PER_MINUTE = 1

    answers = [send(client, headers={"X-Forwarded-For": f"192.0.2.{n}"}) for n in range(3)]

    refused = answers[-1]
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_posts")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60


def test_the_list_can_be_cached_and_asked_for_anew(client: Client, article: Article) -> None:
    send(client)
    review_waiting()

    first = client.get(URL, {"article": article.url})
    again = client.get(URL, {"article": article.url}, headers={"If-None-Match": first["ETag"]})
    send(client, body="Another view.")
    review_waiting()
    changed = client.get(URL, {"article": article.url}, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, changed.status_code) == (200, 304, 200)
    assert again.content == b""
    assert "max-age" in first["Cache-Control"]
    assert changed.json()["count"] == 2


def test_an_article_without_comments_is_an_empty_list_and_makes_no_row(
    client: Client, site: Site
) -> None:
    answer = client.get(URL, {"article": "https://news.example/quiet"})

    assert answer.json()["comments"] == []
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "article"),
        ({"article": "\0"}, "article"),
        ({"article": "https://elsewhere.example/"}, "article"),
        ({"article": "https://news.example/a", "cursor": "?"}, "cursor"),
        ({"article": "https://news.example/a", "order": "best"}, "order"),
    ],
)
def test_a_wrong_question_names_its_parameter(
    client: Client, site: Site, query: dict[str, str], field: str
) -> None:
    assert list(errors(client.get(URL, query))) == [field]


def test_counts_answer_for_the_addresses_as_asked(client: Client, article: Article) -> None:
    send(client)
    review_waiting()
    spelled = "HTTPS://NEWS.example/bridge-reopens#top"

    answer = client.get("/api/v1/counts", {"article": [spelled, "https://news.example/quiet"]})

    assert answer.json() == {"counts": {spelled: 1, "https://news.example/quiet": 0}}


def test_counts_take_at_most_200_articles(client: Client, site: Site) -> None:
    many = [f"https://news.example/{number}" for number in range(201)]

    assert errors(client.get("/api/v1/counts", {"article": many})) == {"article": ["out_of_range"]}
    assert errors(client.get("/api/v1/counts")) == {"article": ["out_of_range"]}


def test_an_unapproved_comment_does_not_exist_for_the_public(
    client: Client, article: Article
) -> None:
    uuid = send(client).json()["id"]

    answer = client.get(f"{URL}/{uuid}")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_unknown_addresses_below_api_are_problems(client: Client) -> None:
    answer = client.get("/api/v1/nothing")

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == 404
