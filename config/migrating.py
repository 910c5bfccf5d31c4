"""One migrator at a time, and each migration whole: applied and recorded, or neither.

Django applies a migration in one transaction, but records it in the next one if indexes or foreign
keys were put off to its end: whoever is killed in between can never migrate again, because the
tables are there already. Two migrators at once both apply what both saw missing.
"""

import fcntl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from django.db import Error, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.state import ProjectState

# The number of our advisory lock for a whole `migrate`; made up, any other would do.
LOCK = 7_300_415_001
WAIT_SECONDS = 0.2

Say = Callable[[str], Any]


class WholeExecutor(MigrationExecutor):
    """Applies each migration together with its record."""

    def apply_migration(
        self,
        state: ProjectState,
        migration: Migration,
        fake: bool = False,
        fake_initial: bool = False,
    ) -> ProjectState:
        """Apply one migration in one transaction, unless it says that it cannot be in one."""
        if not migration.atomic:
            return super().apply_migration(state, migration, fake, fake_initial)
        with _whole(self.connection):
            return super().apply_migration(state, migration, fake, fake_initial)

    def unapply_migration(
        self, state: ProjectState, migration: Migration, fake: bool = False
    ) -> ProjectState:
        """Take one migration back in one transaction, alike."""
        if not migration.atomic:
            return super().unapply_migration(state, migration, fake)
        with _whole(self.connection):
            return super().unapply_migration(state, migration, fake)


@contextmanager
def alone(connection: BaseDatabaseWrapper, say: Say) -> Iterator[None]:
    """Wait until no other migrator works on this database, and keep others out meanwhile.

    The lock ends with the process, however that ends. On PostgreSQL it belongs to the session, so
    migrate past a pooler that shares sessions.
    """
    if connection.vendor == "postgresql":
        with _advisory_lock(connection, say):
            yield
    elif connection.is_in_memory_db():  # type: ignore[attr-defined]
        yield
    else:
        with _file_lock(Path(f"{connection.settings_dict['NAME']}.migrating"), say):
            yield


@contextmanager
def _whole(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """One transaction, in which SQLite's schema editor may work: foreign keys are off before it."""
    were_on = connection.vendor == "sqlite" and not connection.in_atomic_block
    if were_on:
        connection.disable_constraint_checking()
    try:
        with transaction.atomic(connection.alias):
            yield
    finally:
        if were_on:
            connection.enable_constraint_checking()


@contextmanager
def _advisory_lock(connection: BaseDatabaseWrapper, say: Say) -> Iterator[None]:
    # Asked for again and again: a wait in the server would end by our own lock_timeout.
    _wait(lambda: _is_true(connection, "SELECT pg_try_advisory_lock(%s)"), say)
    try:
        yield
    finally:
        with suppress(Error):  # with the connection the lock has ended, too
            _is_true(connection, "SELECT pg_advisory_unlock(%s)")


def _is_true(connection: BaseDatabaseWrapper, sql: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(sql, [LOCK])
        return bool(cursor.fetchone()[0])


@contextmanager
def _file_lock(path: Path, say: Say) -> Iterator[None]:
    with path.open("w", encoding="ascii") as file:

        def take() -> bool:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            return True

        _wait(take, say)
        yield


def _wait(take: Callable[[], bool], say: Say) -> None:
    """Try until it succeeds; say once that somebody else is at it."""
    said = False
    while not take():
        if not said:
            say("Another migrate is at work; waiting for it.")
            said = True
        time.sleep(WAIT_SECONDS)
