"""Statements that are put into SQL once give what the ORM gives."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from comments.models import Article, Comment, Contact, Site
from comments.sites import article_at
from comments.statements import insert


def columns(row: Any) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def unsaved(article: Article) -> Comment:
    return Comment(
        uuid=uuid4(),
        site=article.site,
        article=article,
        author_name="Rui",
        body="It says \u201ccl\u00f4sed\u201d 100 %s.",
        text_sha256="0" * 64,
        language="en",
        submitted_at=datetime(2026, 3, 1, 12, 0, 0, 5, tzinfo=UTC),
        receipt_sha256="1" * 64,
    )


def test_an_article_is_read_with_its_site_as_the_orm_reads_them(article: Article) -> None:
    Site.objects.update(close_after_days=3)

    found = article_at(article.url)

    assert found is not None
    by_orm = Article.objects.select_related("site").get(pk=article.pk)
    assert columns(found) == columns(by_orm)
    assert columns(found.site) == columns(by_orm.site)
    assert found.is_open is True
    assert found.takes_comments


def test_an_address_without_a_comment_has_no_article(article: Article) -> None:
    assert article_at("https://news.example/other") is None


def test_a_row_is_stored_whole_and_knows_its_id(article: Article) -> None:
    comment = unsaved(article)

    insert(comment)
    insert(Contact(comment=comment, email="rui@mail.example"))

    assert columns(Comment.objects.get(pk=comment.pk)) == columns(comment)
    assert Contact.objects.get(pk=comment.pk).email == "rui@mail.example"


def test_what_the_database_refuses_is_an_error(article: Article) -> None:
    insert(unsaved(article))

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(unsaved(article))
