"""Database triggers: the last guard of the words, also against raw SQL.

SQLite drops a table's triggers silently whenever a migration alters the table, so they are made
anew after every `migrate`, and `missing()` is asked at start-up. PostgreSQL is treated alike.

They are made while readers write and workers decide. Each is made in a transaction of its own, so
that on PostgreSQL no two tables are ever held at once, and whoever makes them waits for nobody
while holding one; replaced, not dropped, it holds up writers of its table alone, and no reader.
"""

from typing import Any, NamedTuple

from django.db import connection, transaction


class Guard(NamedTuple):
    """A trigger that refuses an event on a table: any, or one that changes given columns.

    `unless` names the one change of these columns that passes, in terms of NEW and OLD.
    """

    name: str
    table: str
    event: str  # UPDATE or DELETE
    columns: tuple[str, ...]  # those that may not change; none named: every event is refused
    says: str
    unless: str = ""


# The number of our advisory lock on PostgreSQL; made up, any other would do.
LOCK = 7_300_415_002

WORDS = ("author_name", "body", "text_sha256", "idempotency_key")

GUARDS = [
    Guard(
        "comments_words_never_change",
        "comments_comment",
        "UPDATE",
        (
            "id",
            "uuid",
            "site_id",
            "article_id",
            "in_reply_to_id",
            "language",
            "submitted_at",
            "receipt_sha256",
            "suspicion",
        ),
        "a comment is never edited",
    ),
    Guard(
        "comments_words_only_vanish",
        "comments_comment",
        "UPDATE",
        WORDS,
        "a comment is never edited",
        unless=(
            "NEW.status = 'erased' AND NEW.author_name = '' AND NEW.body = '' "
            "AND NEW.text_sha256 = '' AND NEW.idempotency_key IS NULL"
        ),
    ),
    Guard(
        "comments_erased_for_good",
        "comments_comment",
        "UPDATE",
        ("status",),
        "an erased comment stays erased",
        unless="OLD.status <> 'erased'",
    ),
    Guard("comments_never_vanish", "comments_comment", "DELETE", (), "a comment is never deleted"),
]


def install_after_migrate(**kwargs: Any) -> None:
    """Make the guards of this app; a receiver of `post_migrate`."""
    install(GUARDS)


def install(guards: list[Guard]) -> None:
    """Make the triggers, replacing any of the same name. Tables that do not exist yet are left."""
    tables = set(connection.introspection.table_names())
    for guard in guards:
        if guard.table in tables:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in _statements(guard):
                    cursor.execute(statement)


def remove(guards: list[Guard]) -> None:
    """Drop the triggers. Only tests that empty their tables need this."""
    with connection.cursor() as cursor:
        for guard in guards:
            cursor.execute(_drop(guard))


def missing(guards: list[Guard]) -> list[str]:
    """Return the names of the triggers that are not in place."""
    table, column = (
        ("sqlite_master WHERE type = 'trigger'", "name")
        if connection.vendor == "sqlite"
        else ("pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'", "tgname")
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")  # noqa: S608 - both are written above
        there = {row[0] for row in cursor.fetchall()}
    return [guard.name for guard in guards if guard.name not in there]


def _drop(guard: Guard) -> str:
    on = "" if connection.vendor == "sqlite" else f" ON {guard.table}"
    return f"DROP TRIGGER IF EXISTS {guard.name}{on}"


def _statements(guard: Guard) -> list[str]:
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in guard.columns)
    if guard.unless:
        changed = f"({changed}) AND NOT ({guard.unless})"
    made = f"TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} FOR EACH ROW"
    if connection.vendor == "sqlite":
        when = f" WHEN {changed}" if changed else ""
        return [
            _drop(guard),
            f"CREATE {made}{when} BEGIN SELECT RAISE(ABORT, '{guard.says}'); END",
        ]
    # The columns stand in the function: PostgreSQL alters no column that a trigger itself names.
    function = (
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {changed or 'true'} THEN RAISE EXCEPTION '{guard.says}' "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$"
    )
    return [
        # One at a time: two who replace the same function at once would both fail.
        f"SELECT pg_advisory_xact_lock({LOCK})",
        function,
        f"CREATE OR REPLACE {made} EXECUTE FUNCTION {guard.name}()",
        f"ALTER TABLE {guard.table} ENABLE TRIGGER {guard.name}",
    ]
