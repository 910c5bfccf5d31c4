"""The documented settings leave `check --deploy` nothing to say."""

import os
import subprocess
import sys
from pathlib import Path

from config.up import MANAGE

FOLDER = Path(__file__).resolve().parents[2] / "config" / "deploy"


def test_check_deploy_is_clean_with_the_documented_settings(tmp_path: Path) -> None:
    lines = (FOLDER / "settings.example").read_text(encoding="utf-8").splitlines()
    documented = dict(line.split("=", 1) for line in lines if "=" in line and line[0] != "#")
    key = tmp_path / "secret_key"
    key.write_text("Wx7-" * 20 + "qZ!3rT&9pL", encoding="ascii")
    here = {"DATA_DIR": str(tmp_path), "SECRET_KEY_FILE": str(key)}
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}

    done = subprocess.run(
        [sys.executable, str(MANAGE), "check", "--deploy", "--fail-level", "WARNING"],
        env={**kept, **documented, **here, "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_the_commands_of_the_units_are_those_of_up() -> None:
    """What `up` runs on one machine and systemd on many differ in place alone."""
    web = (FOLDER / "systemd" / "comments-web.service").read_text(encoding="utf-8")
    image = (FOLDER / "Dockerfile").read_text(encoding="utf-8")

    for word in ("--no-ws", "--respawn-failed-workers", "--blocking-threads", "--interface"):
        assert word in web
        assert word in image
