"""One file that holds everything, as of one moment: written under load, read into an empty place.

The file is gzipped JSON lines: a head (format, moment, migrations), the rows of every table, and a
foot with their number and the SHA-256 of all lines before. It knows no database by name: what was
SQLite may become PostgreSQL. What Redis holds is never needed.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from zlib import error as ZlibError  # noqa: N812 - it is a class

from django.core.management import call_command
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

FORMAT = 1
AT_ONCE = 1000  # rows
# Nothing to keep: log-ins in progress, counts of a minute, wrong passwords.
LEFT_OUT = {"sessions.session", "comments.allowance", "admin.logentry"}
LEFT_OUT_APPS = {"axes"}


class BackupError(Exception):
    """The file cannot be written or read; the message says why and what to do."""


def write(path: Path) -> int:
    """Write everything into a new file, and return the number of rows. Raises BackupError."""
    if path.exists():
        raise BackupError(f"{path} exists already; name a new file.")
    partial = path.with_name(path.name + ".part")
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        with gzip.open(file, "wb", compresslevel=6) as packed:
            digest, count = hashlib.sha256(), 0
            for line in _lines():
                packed.write(line)
                digest.update(line)
                count += 1
            foot = {"rows": count - 1, "sha256": digest.hexdigest()}
            packed.write(json.dumps(foot).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    partial.rename(path)
    return count - 1


def read(path: Path) -> int:
    """Read a file into an empty installation, and return the number of rows. Raises BackupError.

    A database without tables gets them first. Everything is read, or nothing.
    """
    head = _checked(path)
    executor = MigrationExecutor(connection)
    newer = set(map(tuple, head["migrations"])) - set(executor.loader.disk_migrations)
    if newer:
        raise BackupError("The file was written by a newer version; install that one first.")
    _refuse_a_full_place()
    call_command("migrate", verbosity=0, interactive=False)
    if _applied() != sorted(map(tuple, head["migrations"])):
        raise BackupError(
            "The file was written by an older version: restore it there, then upgrade as usual."
        )
    with transaction.atomic():
        count = _load(path)
        _outrun_old_pages(datetime.fromisoformat(head["made_at"]))
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), _models()):
                cursor.execute(sql)
        connection.check_constraints()
        _verify()
    return count


def _lines() -> Iterator[bytes]:
    with _one_moment():
        yield _line(
            {
                "format": FORMAT,
                "made_at": datetime.now(UTC).isoformat(),
                "migrations": _applied(),
            }
        )
        for model in _models():
            names = [field.attname for field in model._meta.concrete_fields]
            rows = model._base_manager.order_by("pk").values_list(*names)
            for row in rows.iterator(AT_ONCE):
                yield _line([model._meta.label_lower, dict(zip(names, row, strict=True))])


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let every query of the block see the same moment, without holding up a writer."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")  # Django's own would be IMMEDIATE, and lock writers out
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def _models() -> list[type[models.Model]]:
    """Return the models whose rows are kept, also those between two others."""
    from django.apps import apps

    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.label_lower not in LEFT_OUT
        and model._meta.app_label not in LEFT_OUT_APPS
    ]


def _applied() -> list[tuple[str, str]]:
    return sorted(MigrationExecutor(connection).loader.applied_migrations)


def _line(data: Any) -> bytes:
    # Django's encoder cuts microseconds; isoformat keeps them, and the hash chain needs them.
    return json.dumps(data, cls=_Encoder, ensure_ascii=False).encode() + b"\n"


class _Encoder(DjangoJSONEncoder):
    def default(self, value: Any) -> Any:
        """Return times whole."""
        return value.isoformat() if isinstance(value, datetime) else super().default(value)


def _unpacked(path: Path) -> Iterator[bytes]:
    try:
        with gzip.open(path, "rb") as file:
            yield from file
    except (OSError, EOFError, ZlibError) as why:
        raise BackupError(f"{path} cannot be read or is damaged ({type(why).__name__}).") from None


def _checked(path: Path) -> dict[str, Any]:
    """Return the head of a whole file. Raises BackupError for any other."""
    digest, count, head, last = hashlib.sha256(), 0, b"", b""
    for line in _unpacked(path):
        if last:
            digest.update(last)
        head, last, count = head or line, line, count + 1
    try:
        foot, told = json.loads(last), json.loads(head)
        whole = foot == {"rows": count - 2, "sha256": digest.hexdigest()}
        written = int(told["format"])
    except (ValueError, KeyError, TypeError):
        raise BackupError(f"{path} is damaged or no back-up of ours.") from None
    if not whole:
        raise BackupError(f"{path} is damaged: its SHA-256 is not that of its rows.")
    if written > FORMAT:
        raise BackupError("The file was written by a newer version; install that one first.")
    return dict(told)


def _refuse_a_full_place() -> None:
    tables = set(connection.introspection.table_names())
    for model in _models():
        made_by_migrate = model._meta.app_label in ("contenttypes", "auth")
        is_user = model._meta.label_lower == "auth.user"
        if model._meta.db_table not in tables or (made_by_migrate and not is_user):
            continue
        if model._base_manager.exists():
            raise BackupError(
                "This installation is not empty: restore into a new database, before `up`."
            )


def _load(path: Path) -> int:
    by_label = {model._meta.label_lower: model for model in _models()}
    for label in ("auth.group", "auth.permission", "contenttypes.contenttype"):
        by_label[label]._base_manager.all().delete()  # migrate made some, under other numbers
    count = 0
    for label, rows in groupby(_rows(path), key=lambda row: row[0]):
        model = by_label[label]
        for batch in _batches(rows):
            count += len(model._base_manager.bulk_create(_instance(model, row) for row in batch))
    return count


def _rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for line in _unpacked(path):
        data = json.loads(line)
        if isinstance(data, list):
            yield data[0], data[1]


def _batches(rows: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for _label, row in rows:
        batch.append(row)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _instance(model: type[models.Model], row: dict[str, Any]) -> models.Model:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    return model(
        **{
            name: value if fields[name].is_relation else fields[name].to_python(value)
            for name, value in row.items()
        }
    )


def _outrun_old_pages(made_at: datetime) -> None:
    """Raise every article's version beyond what was reached after the back-up.

    Caches, browsers and proxies know pages by article and version; the lost hours may have used
    versions that will come again with other comments. None rises ten times a second for long.
    """
    from comments.models import Article

    elapsed = max(int((timezone.now() - made_at).total_seconds()), 0)
    Article.objects.update(version=models.F("version") + 10 * (elapsed + 60))


def _verify() -> None:
    from moderation.verification import broken_texts, first_broken_decisions

    broken = [*broken_texts(), *first_broken_decisions()]
    if broken:
        raise BackupError(f"What the file holds is not whole: {broken[0]}")
