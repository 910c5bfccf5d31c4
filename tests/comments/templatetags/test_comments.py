"""`{% comments article_url %}` puts published comments into the page itself."""

from collections.abc import Callable

import pytest
from django.template import TemplateSyntaxError, engines

from comments.models import Article, Comment
from moderation.review import review_waiting


def render(url: str) -> str:
    source = "{% load comments %}{% comments url %}"
    return str(engines["django"].from_string(source).render({"url": url}))


def test_published_comments_stand_in_the_page(
    article: Article, make_comment: Callable[..., Comment]
) -> None:
    parent = make_comment("One <b>bold</b>\nin two lines.")
    review_waiting()
    make_comment("A reply.", in_reply_to=parent.uuid)
    review_waiting()
    make_comment("Waiting.")

    shown = render(article.url)

    assert f'<site-comments article="{article.url}"' in shown
    assert "One &lt;b&gt;bold&lt;/b&gt;<br>in two lines." in shown
    assert "A reply." in shown
    assert "Waiting." not in shown


def test_what_is_no_address_is_a_mistake_of_the_template(db: None) -> None:
    with pytest.raises(TemplateSyntaxError):
        render("/relative")
