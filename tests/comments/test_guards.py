"""The database itself refuses to change what readers wrote."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, connection, models, transaction

from comments import guards
from comments.models import Comment
from moderation import guards as all_guards

CHANGES = [
    "body = 'edited'",
    "author_name = 'Somebody'",
    "text_sha256 = 'x'",
    "submitted_at = '2020-01-01 00:00:00+00:00'",
    "language = 'tr'",
    "suspicion = 'honeypot'",
    "body = ''",
    "body = '', author_name = '', text_sha256 = '', idempotency_key = NULL",
    "status = 'erased', body = 'edited', author_name = '', text_sha256 = ''",
]


def execute(sql: str, pk: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [pk])


@pytest.mark.parametrize("change", CHANGES)
def test_raw_sql_cannot_change_a_comment(make_comment: Callable[[], Comment], change: str) -> None:
    comment = make_comment()

    with pytest.raises(IntegrityError):
        execute(f"UPDATE comments_comment SET {change} WHERE id = %s", comment.pk)  # noqa: S608

    before = comment.body
    comment.refresh_from_db()
    assert comment.body == before


def test_raw_sql_cannot_delete_a_comment(make_comment: Callable[[], Comment]) -> None:
    comment = make_comment()

    with pytest.raises(IntegrityError):
        execute("DELETE FROM comments_comment WHERE id = %s", comment.pk)

    assert Comment.objects.filter(pk=comment.pk).exists()


def test_the_status_may_change(make_comment: Callable[[], Comment]) -> None:
    comment = make_comment()

    execute("UPDATE comments_comment SET status = 'approved' WHERE id = %s", comment.pk)

    comment.refresh_from_db()
    assert comment.status == "approved"


@pytest.mark.django_db(transaction=True)
def test_the_words_are_guarded_after_a_migration_that_alters_the_table(
    make_comment: Callable[[], Comment],
) -> None:
    comment = make_comment()
    widened = models.CharField(max_length=201, editable=False)
    widened.set_attributes_from_name("author_name")
    with connection.schema_editor() as editor:  # on SQLite this makes the table anew
        editor.alter_field(Comment, Comment._meta.get_field("author_name"), widened)

    call_command("migrate", verbosity=0)

    assert all_guards.missing() == []
    with pytest.raises(IntegrityError):
        execute("UPDATE comments_comment SET body = 'edited' WHERE id = %s", comment.pk)


@pytest.mark.django_db(transaction=True)
def test_a_missing_guard_is_an_error_at_start_up() -> None:
    guards.remove(guards.GUARDS[:1])

    with pytest.raises(SystemCheckError) as found:
        call_command("check", databases=["default"])

    assert "comments_words_never_change" in str(found.value)


def test_every_column_of_a_comment_is_guarded_or_known_to_change() -> None:
    may_change = {"status", "version", "attempts", "claimed_at", "reviewed_at"}
    columns = {field.column for field in apps.get_model("comments.Comment")._meta.concrete_fields}

    guarded = {column for guard in guards.GUARDS[:2] for column in guard.columns}
    assert columns == may_change | guarded
