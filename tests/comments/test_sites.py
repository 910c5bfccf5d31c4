"""One article has one spelling of its address."""

import pytest
from django.core.exceptions import ValidationError

from comments.models import Site
from comments.sites import canonical_url, site_of


@pytest.mark.parametrize(
    ("sent", "canonical"),
    [
        ("https://news.example/a", "https://news.example/a"),
        ("HTTPS://News.Example:443/a?b=1#comments", "https://news.example/a?b=1"),
        ("https://news.example", "https://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("https://news.example/وتار", "https://news.example/%D9%88%D8%AA%D8%A7%D8%B1"),
        ("https://news.example/%D9%88", "https://news.example/%D9%88"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://[::1]:8000/a", "https://[::1]:8000/a"),
    ],
)
def test_spellings_of_one_address_name_one_article(sent: str, canonical: str) -> None:
    assert canonical_url(sent) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "news.example/a",
        "ftp://news.example/a",
        "javascript:alert(1)",
        "https://user:secret@news.example/",
        "https://news.example/a b",
        "https://news.example/\0",
        "https://[::1/",
        "https://news.example:99999/",
        "https://" + "a" * 2100 + "/",
        "https://" + "." * 5 + "/",
    ],
)
def test_what_is_no_address_of_an_article_is_refused(sent: str) -> None:
    with pytest.raises(ValidationError) as refused:
        canonical_url(sent)

    assert refused.value.code == "invalid_url"


def test_the_host_picks_the_site(site: Site) -> None:
    assert site_of("https://news.example:8443/a") == site


def test_a_host_of_no_site_is_refused(site: Site) -> None:
    with pytest.raises(ValidationError) as refused:
        site_of("https://sub.news.example/a")

    assert refused.value.code == "unknown_host"
