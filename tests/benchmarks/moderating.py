"""How fast a backlog drains: two processes review what waits, as two workers do."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from config.up import MANAGE, prepare_data, prepare_database

ROOT = Path(__file__).resolve().parent.parent.parent
FILL = """
import django; django.setup()
from comments.models import Site
from tests.benchmarks.filling import fill, make_articles
site = Site.objects.first()
fill(site, make_articles(site, 50, "http://127.0.0.1/waiting/"), {number}, "pending")
"""


def drain(number: int, processes: int = 2, database_url: str = "") -> dict[str, float]:
    """Fill so many pending comments, review them all, and return speed and cost.

    `comments_per_second` counts from the start of the processes, their imports included;
    `comments_per_cpu_second` is of the reviewing processes, without PostgreSQL's.
    """
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        environ = {**os.environ, "DATA_DIR": folder, "PYTHONPATH": str(ROOT), "LOG_LEVEL": "ERROR"}
        environ.pop("SECRET_KEY", None)
        environ |= {"DJANGO_SETTINGS_MODULE": "config.settings"}
        if database_url:
            environ["DATABASE_URL"] = database_url
        prepare_data(data)
        prepare_database(environ)
        fill = [sys.executable, "-c", FILL.format(number=number)]
        subprocess.run(fill, env=environ, check=True)
        began, before = time.perf_counter(), os.times()
        sweep = [sys.executable, str(MANAGE), "sweep"]
        running = [subprocess.Popen(sweep, env=environ) for _ in range(processes)]
        for process in running:
            process.wait()
        seconds, after = time.perf_counter() - began, os.times()
    spent = after.children_user + after.children_system
    spent -= before.children_user + before.children_system
    return {
        "comments": number,
        "comments_per_second": number / seconds,
        "comments_per_cpu_second": number / spent,
    }
