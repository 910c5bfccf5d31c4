"""Migrators come in twos, are killed half-way, and work while readers write."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config.up import MANAGE, prepare_data
from tests.faults.installation import SETUPS
from tests.faults.servers import Postgres
from tests.stack import inherited

# A migrate that is killed before the first statement that a pattern in MOMENT fits.
KILLED = """
import os, re, signal
import django
from django.core.management import call_command
from django.db import connection

def kill(execute, sql, params, many, context):
    if re.search(os.environ["MOMENT"], f"{sql} {params}"):
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

django.setup()
with connection.execute_wrapper(kill):
    call_command("migrate", verbosity=0)
"""
MOMENTS = (
    "INSERT INTO .django_migrations.*'comments', '0001_initial'",
    'CREATE TABLE "moderation_decision"',
    "INSERT INTO .django_migrations.*'moderation', '0001_initial'",
    "INSERT INTO .django_migrations.*'moderation', '0004",
    "CREATE .*TRIGGER comments_never_vanish",
)


@pytest.fixture(params=SETUPS)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of an installation without tables."""
    prepare_data(tmp_path)
    environ = inherited() | {"DATA_DIR": str(tmp_path), "REDIS_URL": "redis://127.0.0.1:1"}
    environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    environ.pop("DATABASE_URL", None)
    if request.param == "embedded":
        yield environ
        return
    server = Postgres()
    yield environ | {"DATABASE_URL": server.direct}
    server.close()


def begin(environ: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        env=environ,
        cwd=MANAGE.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def said_by(process: subprocess.Popen[str]) -> str:
    """Wait for a process to end and return what it printed."""
    said, _none = process.communicate(timeout=120)
    return said


def is_whole(environ: dict[str, str]) -> bool:
    """Return whether nothing is left to migrate and all triggers are there."""
    asked = [
        begin(environ, str(MANAGE), *command)
        for command in (("migrate", "--check"), ("check", "--database", "default"))
    ]
    said = [said_by(one) for one in asked]
    assert [one.returncode for one in asked] == [0, 0], said
    return True


def test_two_migrators_at_once_both_end_well(empty: dict[str, str]) -> None:
    both = [begin(empty, str(MANAGE), "migrate") for _ in range(2)]

    said = [said_by(one) for one in both]

    assert [one.returncode for one in both] == [0, 0], said
    assert sum("Applying comments.0001_initial" in one for one in said) == 1
    assert is_whole(empty)


def test_a_killed_migration_is_finished_by_the_next(empty: dict[str, str]) -> None:
    for moment in MOMENTS:
        killed = begin(empty | {"MOMENT": moment}, "-c", KILLED)
        said = said_by(killed)
        assert killed.returncode == -signal.SIGKILL, (moment, said)

    last = begin(empty, str(MANAGE), "migrate")
    said = said_by(last)

    assert last.returncode == 0, said
    assert is_whole(empty)


@pytest.fixture
def migrated(tmp_path: Path) -> Iterator[tuple[dict[str, str], Postgres]]:
    """An installation on PostgreSQL that has been migrated already."""
    prepare_data(tmp_path)
    server = Postgres()
    environ = inherited() | {"DATA_DIR": str(tmp_path), "DATABASE_URL": server.direct}
    environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    said_by(begin(environ, str(MANAGE), "migrate"))
    yield environ, server
    server.close()


def test_triggers_are_made_anew_amid_a_decision_and_a_back_up(
    migrated: tuple[dict[str, str], Postgres],
) -> None:
    """A worker writes its review and then its decision; a back-up reads all at one moment."""
    environ, server = migrated
    waits = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'moderation_review'::regclass"
    with (
        psycopg.connect(server.direct) as worker,
        psycopg.connect(server.direct) as backup,
        psycopg.connect(server.direct, autocommit=True) as looking,
    ):
        backup.execute("SELECT * FROM comments_comment, moderation_decision, moderation_review")
        worker.execute("LOCK TABLE moderation_review IN ROW EXCLUSIVE MODE")
        migrating = begin(environ, str(MANAGE), "migrate")
        until = time.monotonic() + 60
        while not looking.execute(waits).fetchone() and time.monotonic() < until:
            time.sleep(0.05)

        worker.execute("LOCK TABLE moderation_decision IN ROW EXCLUSIVE MODE")
        worker.commit()
        said = said_by(migrating)

        assert migrating.returncode == 0, said
        assert is_whole(environ)
