"""Hot statements, put into SQL once: Django takes longer to write one than the database to answer.

One POST on SQLite took 2.4 ms of CPU by the ORM alone and takes 1.2 so, beside what validation
saves. For everything that does not happen hundreds of times a second, use the ORM.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import AutoField, Field, Model, QuerySet

Row: TypeAlias = tuple[Any, ...]


class _Made(NamedTuple):
    """A statement, and how its columns are read, by position."""

    sql: str
    converters: dict[int, Any]


class Prepared:
    """A question that is asked again and again with other values.

    `example` gives the queryset with any values in their places; `ask` takes as many, as the
    database has them, in the order in which they stand in the SQL.
    """

    def __init__(self, example: Callable[[], QuerySet[Any, Any]]) -> None:
        self._example = example
        self._made: _Made | None = None

    def ask(self, *values: Any, as_stored: bool = False) -> list[Row]:
        """Return the rows; `as_stored` leaves out what makes Python's values of SQLite's."""
        made = self._made = self._made or self._make()
        with connection.cursor() as asked:
            asked.execute(made.sql, values)
            rows: list[Row] = asked.fetchall()
        return rows if as_stored or not made.converters else [_read(row, made) for row in rows]

    def _make(self) -> _Made:
        compiler = self._example().query.get_compiler(DEFAULT_DB_ALIAS)
        sql, _values = compiler.as_sql()
        return _Made(sql, compiler.get_converters([column for column, *_ in compiler.select]))


def insert(row: Model) -> None:
    """Store a new row and give it its id, as `save(force_insert=True)` does; no signal is sent."""
    sql, fields = _insertion(type(row))
    values = [field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields]
    with connection.cursor() as asked:
        asked.execute(sql, values)
        row.pk = asked.fetchone()[0]
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _insertion(model: type[Model]) -> tuple[str, list["Field[Any, Any]"]]:
    """Return a model's INSERT and the fields whose values it takes: all but a counted id."""
    meta, quoted = model._meta, connection.ops.quote_name
    fields = [field for field in meta.concrete_fields if not isinstance(field, AutoField)]
    names = ", ".join(quoted(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    head = f"INSERT INTO {quoted(meta.db_table)} ({names})"
    return f"{head} VALUES ({places}) RETURNING {quoted(str(meta.pk.column))}", fields


def _read(row: Row, made: _Made) -> Row:
    read = list(row)
    for place, (converters, column) in made.converters.items():
        for convert in converters:
            read[place] = convert(read[place], column, connection)
    return tuple(read)
