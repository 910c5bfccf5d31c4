"""The one way in: a comment is taken once, whole, or refused with a reason."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from comments.addresses import Origin
from comments.allowances import TooManyPosts, forget_allowances
from comments.models import Allowance, Article, Comment, Contact
from comments.receipts import find_by_receipt, receipt_of, receipt_sha256
from comments.submission import (
    ArticleClosed,
    KeyReused,
    Submission,
    submit,
)

ORIGIN = Origin("a" * 64, "192.0.2.0")


def submission(article: Article, **fields: Any) -> Submission:
    usual: dict[str, Any] = {
        "site": article.site,
        "article_url": article.url,
        "author_name": "Rui",
        "body": "A relief.",
        "origin": ORIGIN,
    }
    return Submission(**usual | fields)


def test_the_words_are_kept_code_point_for_code_point(article: Article) -> None:
    words = "  e\u0301 ≠ é\r\n\tİ\u200f ﷺ 👩‍🚀 \n"

    sent = submit(
        submission(article, body=words, author_name=" R\u0075\u0308i "), posts_per_minute=0
    )

    kept = Comment.objects.get(pk=sent.comment.pk)
    assert (kept.author_name, kept.body) == (" R\u0075\u0308i ", words)
    assert kept.status == "pending"


def test_the_first_comment_makes_its_article(site: Any) -> None:
    sent = submit(
        Submission(
            site=site,
            article_url="https://news.example/new",
            author_name="Rui",
            body="First!",
            origin=ORIGIN,
        ),
        posts_per_minute=0,
    )

    assert sent.comment.article.url == "https://news.example/new"
    assert sent.comment.language == site.language


def test_the_receipt_leads_to_the_comment_and_is_not_kept_itself(article: Article) -> None:
    sent = submit(submission(article), posts_per_minute=0)

    assert find_by_receipt(sent.receipt) == sent.comment
    assert sent.comment.receipt_sha256 == receipt_sha256(sent.receipt)
    assert receipt_of(sent.comment) == sent.receipt
    assert len(sent.receipt) == 43


def test_a_receipt_outlives_the_key_it_was_made_with(article: Article, settings: Any) -> None:
    sent = submit(submission(article), posts_per_minute=0)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the next key"

    assert receipt_of(sent.comment) == sent.receipt


def test_a_repeated_key_gives_the_first_comment_again(article: Article) -> None:
    first = submit(submission(article, idempotency_key="k1"), posts_per_minute=0)

    again = submit(submission(article, idempotency_key="k1"), posts_per_minute=0)

    assert again == first
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("change", [{"body": "Other."}, {"author_name": "Rui B."}])
def test_a_repeated_key_with_other_words_is_refused(article: Article, change: Any) -> None:
    submit(submission(article, idempotency_key="k1"), posts_per_minute=0)

    with pytest.raises(KeyReused):
        submit(submission(article, idempotency_key="k1", **change), posts_per_minute=0)


@pytest.mark.django_db(transaction=True)
def test_twenty_requests_with_one_key_at_once_make_one_comment(article: Article) -> None:
    def send(_number: int) -> str:
        try:
            return submit(submission(article, idempotency_key="k1"), posts_per_minute=0).receipt
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as threads:
        receipts = set(threads.map(send, range(20)))

    assert len(receipts) == 1
    assert Comment.objects.count() == 1
    assert Contact.objects.count() == 1


def test_a_closed_article_takes_no_comments(article: Article) -> None:
    article.is_open = False
    article.save()

    with pytest.raises(ArticleClosed):
        submit(submission(article), posts_per_minute=0)

    assert not Comment.objects.exists()


def test_a_reply_needs_an_approved_comment_of_the_same_article(article: Article) -> None:
    pending = submit(submission(article), posts_per_minute=0).comment

    for unseen in (pending.uuid, uuid4()):
        with pytest.raises(ValidationError) as refused:
            submit(submission(article, in_reply_to=unseen), posts_per_minute=0)
        assert list(refused.value.error_dict) == ["in_reply_to"]


def test_an_origin_that_posts_too_often_is_told_how_long_to_wait(article: Article) -> None:
    def send_often() -> None:
        for _ in range(5):  # more than two minutes allow, should a new one begin meanwhile
            submit(submission(article), posts_per_minute=2)

    with pytest.raises(TooManyPosts) as refused:
        send_often()

    assert 1 <= refused.value.wait_seconds <= 60


def test_the_limit_of_one_origin_is_not_another_s(article: Article) -> None:
    submit(submission(article), posts_per_minute=1)

    submit(submission(article, origin=Origin("b" * 64, "198.51.100.0")), posts_per_minute=1)

    assert Comment.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_posts_at_once_cannot_pass_the_limit_together(article: Article) -> None:
    def send(_number: int) -> bool:
        try:
            submit(submission(article), posts_per_minute=3)
        except TooManyPosts:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(10) as threads:
        taken = sum(threads.map(send, range(10)))

    minutes = Allowance.objects.count()  # 2 should a new minute have begun meanwhile
    assert taken == Comment.objects.count()
    assert taken <= 3 * minutes


def test_counts_of_past_minutes_are_forgotten(article: Article) -> None:
    submit(submission(article), posts_per_minute=5)
    Allowance.objects.create(address_hash="c" * 64, minute=1000, used=3)

    forget_allowances()

    kept = Allowance.objects.values_list("address_hash", flat=True)
    assert ORIGIN.hash in kept
    assert "c" * 64 not in kept


def test_the_contact_is_kept_apart_from_the_comment(article: Article) -> None:
    sent = submit(submission(article, email="rui@mail.example"), posts_per_minute=0)

    contact = Contact.objects.get(comment=sent.comment)
    assert (contact.email, contact.address_prefix) == ("rui@mail.example", "192.0.2.0")
