"""A back-up under load is one moment; restored elsewhere it is whole, and only there."""

import gzip
import json
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from config.up import MANAGE, prepare_data
from tests.faults.experiment import experiment
from tests.faults.installation import Installation


@pytest.fixture
def empty(run: Installation, tmp_path: Path) -> dict[str, str]:
    """The environment of a new installation on a database of the same kind."""
    data = tmp_path / "new"
    prepare_data(data)
    environ = run.stack.environ | {"DATA_DIR": str(data)}
    if run.postgres:
        with psycopg.connect(run.postgres.direct, autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS empty")
            connection.execute("CREATE DATABASE empty")
        environ["DATABASE_URL"] = run.postgres.direct.removesuffix("postgres") + "empty"
    return environ


def manage(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(MANAGE), *arguments],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_backup_under_load_is_restored_whole(
    run: Installation, empty: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "backup.gz"
    with experiment(run, "back-up under load"):
        time.sleep(1)
        written = run.stack.manage("backup", str(file))
        again = run.stack.manage("backup", str(file))

    restored = manage(empty, "restore", str(file))
    refused = manage(empty, "restore", str(file))
    verified = [manage(empty, name) for name in ("verify_log", "verify_texts", "sweep")]

    assert written.returncode == 0, written.stderr
    assert "exists already" in again.stderr
    assert restored.returncode == 0, restored.stderr
    assert "not empty" in refused.stderr
    assert [done.returncode for done in verified] == [0, 0, 0], verified
    assert file.stat().st_mode & 0o077 == 0


def test_a_damaged_or_newer_file_is_refused(
    run: Installation, empty: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "backup.gz"
    run.stack.manage("backup", str(file))
    packed = file.read_bytes()
    lines = gzip.decompress(packed).splitlines(keepends=True)
    newer = json.dumps(json.loads(lines[0]) | {"format": 99}).encode() + b"\n"
    damaged = {
        "cut": packed[: len(packed) // 2],
        "flipped": packed[:200] + bytes([packed[200] ^ 1]) + packed[201:],
        "edited": gzip.compress(b"".join([*lines[:3], *lines[4:]])),
        "newer": gzip.compress(b"".join([newer, *lines[1:]])),
        "empty": b"",
        "other": b"PK\x03\x04 a zip",
        "no rows": gzip.compress(b"[]\n"),
    }
    for name, content in damaged.items():
        (tmp_path / name).write_bytes(content)

    refused = {name: manage(empty, "restore", str(tmp_path / name)) for name in damaged}

    assert {name: done.returncode for name, done in refused.items()} == dict.fromkeys(damaged, 1)
    assert all(done.stderr.startswith("CommandError:") for done in refused.values())
    assert manage(empty, "restore", str(file)).returncode == 0
