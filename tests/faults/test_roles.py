"""The service runs with the rights of roles.sql, and has no others."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from config.up import MANAGE, prepare_data
from tests.faults.servers import Postgres
from tests.stack import inherited

LIFE = """
from comments import demo; from comments.models import *; from comments.addresses import Origin
from comments.submission import Submission, submit
from moderation.erasure import erase; from moderation.tasks import sweep, forget
demo.install()
site = Site.objects.first()
origin = Origin("0" * 64, "192.0.2.0")
made = [submit(Submission(site=site, article_url="http://localhost/a", author_name="Rui",
        body=body, origin=origin, email="rui@mail.example"), posts_per_minute=9).comment
        for body in ("Good.", "The author is a fucking moron.")]
sweep(); forget(); erase(made[:1])
print(sorted(Comment.objects.values_list("status", flat=True)))
"""


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.close()


def test_the_service_needs_no_more_than_its_role(postgres: Postgres, tmp_path: Path) -> None:
    with psycopg.connect(postgres.direct, autocommit=True) as superuser:
        superuser.execute("CREATE ROLE comments_owner LOGIN")
        superuser.execute("CREATE ROLE comments_app LOGIN")
        superuser.execute("CREATE DATABASE comments OWNER comments_owner")
    prepare_data(tmp_path)

    def url(role: str) -> str:
        return (
            postgres.direct.replace("postgres@", f"{role}@").removesuffix("postgres") + "comments"
        )

    def manage(role: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        environ = inherited() | {
            "DATABASE_URL": url(role),
            "DATA_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "REDIS_URL": "redis://127.0.0.1:1",
        }
        return subprocess.run(
            [sys.executable, str(MANAGE), *arguments],
            env=environ,
            capture_output=True,
            text=True,
            check=False,
        )

    migrated = manage("comments_owner", "migrate")
    with psycopg.connect(url("comments_owner"), autocommit=True) as owner:
        owner.execute((settings.BASE_DIR / "config" / "deploy" / "roles.sql").read_bytes())
    lived = manage("comments_app", "shell", "-v0", "-c", LIFE)
    checked = [
        manage("comments_app", *command)
        for command in (
            ("check", "--database", "default"),
            ("verify_log",),
            ("verify_texts",),
            ("backup", str(tmp_path / "file")),
        )
    ]

    assert migrated.returncode == 0, migrated.stderr
    assert "['erased', 'rejected']" in lived.stdout, lived.stderr
    assert [done.returncode for done in checked] == [0, 0, 0, 0], checked
    for sql in (
        "DELETE FROM comments_comment",
        "DROP TRIGGER comments_words_never_change ON comments_comment",
        "ALTER TABLE comments_comment DISABLE TRIGGER ALL",
        "UPDATE moderation_decision SET note = 'x'",
        "TRUNCATE moderation_decision",
        "CREATE TABLE mine (x int)",
    ):
        refused = pytest.raises(psycopg.errors.InsufficientPrivilege)
        with psycopg.connect(url("comments_app")) as app, refused:
            app.execute(sql.encode())
