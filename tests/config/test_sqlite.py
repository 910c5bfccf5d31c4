"""A connection to SQLite that has failed is not kept, nor one to a file that is gone."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery.signals import task_prerun
from django.conf import settings
from django.db import OperationalError
from django.db import connection as django_connection
from django.db.utils import ConnectionHandler

from config.sqlite.base import DatabaseWrapper
from moderation.tasks import tell


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "comments.sqlite3"


@pytest.fixture
def connection(file: Path, django_db_blocker: Any) -> Iterator[Any]:
    """A connection of the service's own kind, with a table that holds "old"."""
    database = settings.DATABASES["default"] | {"ENGINE": "config.sqlite", "NAME": str(file)}
    database["OPTIONS"] = {"init_command": "PRAGMA journal_mode=WAL"}
    made = ConnectionHandler({"default": database})["default"]
    with django_db_blocker.unblock():
        with made.cursor() as cursor:
            cursor.execute("CREATE TABLE words (word text)")
            cursor.execute("INSERT INTO words VALUES ('old')")
        yield made
        made.close()


def words(connection: DatabaseWrapper) -> list[tuple[str]]:
    with connection.cursor() as cursor:
        return list(cursor.execute("SELECT word FROM words").fetchall())


def test_a_connection_that_failed_is_opened_anew(connection: DatabaseWrapper) -> None:
    failed = connection.connection
    with pytest.raises(OperationalError), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")

    connection.close_if_unusable_or_obsolete()

    assert words(connection) == [("old",)]
    assert connection.connection is not failed


def test_a_connection_that_works_is_kept(connection: DatabaseWrapper) -> None:
    working = connection.connection

    connection.close_if_unusable_or_obsolete()

    assert words(connection) == [("old",)]
    assert connection.connection is working


def test_a_file_put_in_the_place_of_the_old_is_found(
    connection: DatabaseWrapper, file: Path
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = shutil.copy(file, file.with_name("copy"))
    for name in ("comments.sqlite3", "comments.sqlite3-wal", "comments.sqlite3-shm"):
        file.with_name(name).unlink()
    copy.rename(file)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE words SET word = 'written to nowhere'")

    connection.close_if_unusable_or_obsolete()

    assert words(connection) == [("old",)]


@pytest.mark.skipif(django_connection.vendor != "sqlite", reason="about SQLite")
@pytest.mark.django_db(transaction=True)
def test_a_worker_begins_no_task_with_a_connection_that_failed() -> None:
    with pytest.raises(OperationalError), django_connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    failed = django_connection.connection

    task_prerun.send(sender=tell, task=tell, task_id="1")

    django_connection.ensure_connection()
    assert django_connection.connection is not failed
