"""Authors who left an e-mail are told each decision once, when no undo can follow any more."""

import threading
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import connection
from django.utils import timezone

from comments.models import Comment, Contact
from config.up import free_port
from moderation import notices, tasks
from moderation.decisions import APPROVED, REJECTED, UNDO_TIME, Order, decide
from moderation.models import PolicyVersion
from moderation.review import review_waiting
from moderation.undo import undo

Mails = list[EmailMessage]
MakeComment = Callable[..., Comment]


@pytest.fixture(autouse=True)
def _mail_server(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example"  # pytest-django keeps what is sent in `mailoutbox`


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that lets time pass for the notices."""

    def pass_time(after: timedelta = UNDO_TIME + timedelta(seconds=1)) -> None:
        clock = SimpleNamespace(now=lambda: timezone.now() + after)
        monkeypatch.setattr(notices, "timezone", clock)

    return pass_time


def test_an_approval_is_told_once_with_the_receipt_and_without_the_words(
    make_comment: MakeComment, later: Callable[..., None], mailoutbox: Mails
) -> None:
    make_comment("A relief for the east.", email="rui@example.org")
    review_waiting()
    later()

    counts = [tasks.tell(), tasks.tell()]

    (mail,) = mailoutbox
    assert counts == [1, 0]
    assert (mail.to, mail.subject) == (["rui@example.org"], "Your comment – The News")
    assert "Published." in mail.body
    assert "/submissions/" in mail.body
    assert "relief" not in mail.body
    assert mail.extra_headers["Auto-Submitted"] == "auto-generated"


def test_a_rejection_names_its_guideline_and_who_decided_in_the_comments_language(
    make_comment: MakeComment, later: Callable[..., None], mailoutbox: Mails
) -> None:
    make_comment("Siktir git, ne biçim belediye bu.", email="rui@example.org", language="tr")
    review_waiting()
    later()

    tasks.tell()

    (mail,) = mailoutbox
    assert "Yayımlanmadı" in mail.body
    assert "Küfür" in mail.body
    assert "Siktir" not in mail.body


def test_what_was_undone_is_not_told_and_a_reversal_is(
    held_comment: Comment,
    ana: User,
    policy: PolicyVersion,
    later: Callable[..., None],
    mailoutbox: Mails,
) -> None:
    Contact.objects.filter(comment=held_comment).update(email="rui@example.org")
    order = {"policy": policy, "moderator_id": ana.pk}
    undo([decide(Order(comment=held_comment, now=APPROVED, **order))], moderator_id=ana.pk)
    held_comment.refresh_from_db()
    later()
    tasks.tell()
    assert mailoutbox == []

    decide(Order(comment=held_comment, now=APPROVED, **order))
    tasks.tell()
    held_comment.refresh_from_db()
    turned = {"guidelines": ("promotion",), "note": "It sells after all."}
    decide(Order(comment=held_comment, now=REJECTED, **turned, **order))
    tasks.tell()

    assert [("Not published." in mail.body) for mail in mailoutbox] == [False, True]
    assert "It sells" not in mailoutbox[1].body


def test_within_the_time_to_undo_and_after_two_days_nobody_is_told(
    make_comment: MakeComment, later: Callable[..., None], mailoutbox: Mails
) -> None:
    make_comment(email="rui@example.org")
    make_comment("Without an e-mail.")
    review_waiting()

    tasks.tell()
    later(timedelta(days=2, minutes=1))
    tasks.tell()

    assert mailoutbox == []


def test_while_the_mail_server_is_away_the_mail_waits(
    make_comment: MakeComment, later: Callable[..., None], settings: Any, mailoutbox: Mails
) -> None:
    make_comment(email="rui@example.org")
    review_waiting()
    later()
    usual = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()  # nobody listens

    assert tasks.tell() == 0
    settings.EMAIL_BACKEND = usual
    assert tasks.tell() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_mail(
    make_comment: MakeComment, later: Callable[..., None], mailoutbox: Mails
) -> None:
    for number in range(20):
        make_comment(f"Fair comment number {number}.", email=f"reader{number}@example.org")
    review_waiting()
    later()

    def work() -> None:
        try:
            tasks.tell()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(mail.to for mail in mailoutbox) == sorted(
        [f"reader{number}@example.org"] for number in range(20)
    )
