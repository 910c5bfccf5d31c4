"""Sites and articles in the admin: the publisher edits them, nobody deletes them."""

import html

import pytest
from django.contrib.auth.models import User
from django.test import Client

from comments import embed
from comments.models import Article, Site


@pytest.fixture
def as_ana(client: Client, ana: User) -> Client:
    client.force_login(ana)
    return client


def test_closing_an_article_raises_its_version(as_ana: Client, article: Article) -> None:
    as_ana.post(f"/admin/comments/article/{article.pk}/change/", {"title": article.title})

    article.refresh_from_db()
    assert not article.is_open
    assert article.version == 1


def test_a_site_shows_the_line_that_pins_the_embed(as_ana: Client, site: Site) -> None:
    shown = as_ana.get(f"/admin/comments/site/{site.pk}/change/").content.decode()

    assert html.escape(embed.pinned_line()) in shown


def test_saving_an_article_unchanged_keeps_its_version(as_ana: Client, article: Article) -> None:
    same = {"title": article.title, "is_open": "on"}

    as_ana.post(f"/admin/comments/article/{article.pk}/change/", same)

    article.refresh_from_db()
    assert article.version == 0


@pytest.mark.parametrize("model", ["site", "article"])
def test_nothing_is_deleted(as_ana: Client, site: Site, article: Article, model: str) -> None:
    kept = {"site": site, "article": article}[model]

    answer = as_ana.post(f"/admin/comments/{model}/{kept.pk}/delete/", {"post": "yes"})

    assert answer.status_code == 403


def test_comments_cannot_be_edited(as_ana: Client) -> None:
    assert as_ana.get("/admin/comments/comment/").status_code == 404
