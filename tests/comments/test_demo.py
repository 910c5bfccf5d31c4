"""The demo of a first start: a site with two articles, and nothing where a newsroom has its own."""

from django.test import Client

from comments import demo
from comments.models import Article, Site


def test_it_is_made_once(client: Client, db: None) -> None:
    demo.install()
    demo.install()

    assert Site.objects.count() == 1
    assert set(Article.objects.values_list("language", flat=True)) == {"en", "ckb"}
    assert client.get("/demo/bridge-reopens").status_code == 200
    assert b'dir="rtl"' in client.get("/demo/pirdi-kon").content


def test_a_newsroom_has_no_demo(client: Client, site: Site) -> None:
    demo.install()

    assert Site.objects.get() == site
    assert client.get("/demo/bridge-reopens").status_code == 404


def test_there_are_no_other_stories(client: Client, db: None) -> None:
    demo.install()

    assert client.get("/demo/other").status_code == 404
