"""Who may import whom: kept by import-linter, whose contracts stand in pyproject.toml."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

importlinter = pytest.importorskip("importlinter")


def test_imports_run_one_way() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout


def test_the_guidelines_run_without_django() -> None:
    program = (
        "import sys; from moderation.guidelines.judge import judge; "
        "from moderation.guidelines.policy import Policy; judge(body='Good.', policy=Policy()); "
        "sys.exit('django' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=settings.BASE_DIR, check=False)

    assert done.returncode == 0


def test_a_web_process_tells_of_the_rules_without_their_engine(tmp_path: Path) -> None:
    program = (
        "import sys, config.wsgi; from django.urls import get_resolver; "
        "assert get_resolver().url_patterns; "
        "print([name for name in ('numpy', 'moderation.guidelines.judge') if name in sys.modules])"
    )
    environ = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "DATA_DIR": str(tmp_path)}

    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "[]"
