"""Everyone may read; pages of the article's own site alone may send."""

from typing import Any

import pytest
from django.test import Client

from comments.models import Article, Comment, Host, Site


def send(client: Client, article: Article, **headers: str) -> Any:
    data = {"article": article.url, "author_name": "Rui", "body": "A relief."}
    return client.post("/api/v1/comments", data, content_type="application/json", headers=headers)


@pytest.mark.parametrize("origin", ["https://news.example", "http://news.example:8080"])
def test_a_page_of_the_site_may_send_and_read_the_answer(
    client: Client, article: Article, origin: str
) -> None:
    answer = send(client, article, Origin=origin)

    assert answer.status_code == 202
    assert answer.headers["Access-Control-Allow-Origin"] == origin
    assert "Origin" in answer.headers["Vary"]


def test_a_program_sends_without_origin(client: Client, article: Article) -> None:
    assert send(client, article).status_code == 202


@pytest.mark.parametrize("origin", ["https://thief.example", "null", "https://[", "nonsense"])
def test_a_page_of_another_site_is_refused_with_a_problem(
    client: Client, article: Article, origin: str
) -> None:
    answer = send(client, article, Origin=origin)

    assert answer.status_code == 403
    assert answer.json()["code"] == "origin_not_allowed"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert Comment.objects.count() == 0


def test_another_site_of_ours_is_another_site(client: Client, article: Article) -> None:
    Host.objects.create(site=Site.objects.create(name="Other"), name="other.example")

    answer = send(client, article, Origin="https://other.example")

    assert answer.status_code == 403


def test_a_preflight_is_granted_to_the_sites_hosts_alone(client: Client, article: Article) -> None:
    def ask(origin: str) -> Any:
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        return client.options("/api/v1/comments", headers=asked)

    granted, refused = ask("https://news.example"), ask("https://thief.example")

    assert granted.headers["Access-Control-Allow-Origin"] == "https://news.example"
    assert "Idempotency-Key" in granted.headers["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Origin" not in refused.headers
    assert "Access-Control-Allow-Credentials" not in granted.headers


@pytest.mark.parametrize("path", ["/api/v1/comments?article={}", "/embed/v1.js", "/api/v1/nothing"])
def test_everyone_may_read(client: Client, article: Article, path: str) -> None:
    answer = client.get(path.format(article.url), headers={"Origin": "https://any.example"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_the_admin_is_nobodys_to_read(client: Client, db: None) -> None:
    answer = client.get("/admin/login/", headers={"Origin": "https://any.example"})

    assert "Access-Control-Allow-Origin" not in answer.headers
