"""Who may import whom: kept by import-linter, whose contracts stand in pyproject.toml."""

import subprocess
import sys

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
