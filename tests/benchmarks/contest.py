"""What is measured: the same task given to each server in turn, round after round."""

import gzip
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import orjson
import psutil
import psycopg

from tests.benchmarks import references
from tests.benchmarks.filling import sentences
from tests.benchmarks.load import Sample, load
from tests.postgres import postgres
from tests.stack import Stack, run_stack

ARTICLES = "http://127.0.0.1/articles/"
FILL = f"""
import django; django.setup()
from comments.models import Host, Site
from tests.benchmarks.filling import fill, make_articles
site = Site.objects.first()
articles = make_articles(site, 52, "{ARTICLES}")
fill(site, articles[:1], 100)
fill(site, articles[1:2], 1000)
"""
POST_OURS = """
local n = 0
request = function()
  n = n + 1
  local key = tostring({}):sub(8) .. n
  local body = '{"article": "ARTICLE", "author_name": "Rui", "body": "A relief ' .. key .. '."}'
  return wrk.format("POST", "/api/v1/comments",
    {["Content-Type"] = "application/json", ["Idempotency-Key"] = key}, body)
end
"""
POST_ISSO = """
local n = 0
request = function()
  n = n + 1
  local body = '{"author": "Rui", "title": "t", "text": "A relief, number ' .. n .. '."}'
  return wrk.format("POST", "/new?uri=/posts", {["Content-Type"] = "application/json"}, body)
end
"""


@dataclass(frozen=True)
class Task:
    """A task for one server: its name in the table, and how one round of it is run."""

    name: str
    run: Callable[[], Sample]


@contextmanager
def tasks() -> Iterator[list[Task]]:
    """Start everything that this machine has, and give the tasks in the order of a round."""
    chance = random.Random(6)
    bodies = [sentences(chance) for _ in range(100)]
    with ExitStack() as running, tempfile.TemporaryDirectory() as folder:
        ours = running.enter_context(run_stack(Path(folder, "ours")))
        subprocess.run([sys.executable, "-c", FILL], env=_with_tests(ours), check=True)
        made = list(_ours(ours, Path(folder)))
        made.append(_sent_to_postgres(running, Path(folder)))
        if references.NGINX:
            document = ours.ask(_list(0)).body
            packed = gzip.compress(orjson.dumps(document), 6)
            static = running.enter_context(references.nginx(packed, "gzip"))
            etag = {"If-None-Match": "*", "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}
            made.insert(0, _get("nginx: the same bytes, static", static))
            made.insert(1, _get("nginx: 304", static, headers=etag))
        isso = running.enter_context(references.isso({"/a": 100}, bodies))
        made.append(_get("Isso: 100 comments", isso, "/?uri=/a"))
        script = Path(folder, "isso.lua")
        script.write_text(POST_ISSO)
        made.append(_get("Isso: a comment sent", isso, "/", script=script))
        made.append(_get("xtd: 100 comments", running.enter_context(references.xtd(bodies))))
        yield made


def _ours(stack: Stack, folder: Path) -> Iterator[Task]:
    """Give our tasks. Reading is web and Valkey; sending is the whole service, worker included."""
    read = [stack.child(name).process.pid for name in ("web", "valkey")]
    web = references.Server(stack.url, read)
    whole = references.Server(stack.url, [*read, stack.child("worker").process.pid])
    packed = {"Accept-Encoding": "gzip"}
    etag = {"If-None-Match": stack.ask(_list(0)).headers["ETag"]}
    page = stack.ask(_list(1)).body
    counts = "/api/v1/counts?" + "&".join(f"article={_quoted(n)}" for n in range(2, 52))
    yield _get("ours: 100 comments", web, _list(0), headers=packed)
    yield _get("ours: 100 comments, 64 connections", web, _list(0), headers=packed, connections=64)
    yield _get("ours: 304", web, _list(0), headers=etag)
    yield _get("ours: first 100 of 1,000 comments", web, _list(1), headers=packed)
    yield _get("ours: counts of 50 articles", web, counts)
    yield _get("ours: a later page, built each time", web, f"{_list(1)}&cursor={page['next']}")
    script = folder / "ours.lua"
    script.write_text(POST_OURS.replace("ARTICLE", f"{ARTICLES}51"))
    yield _get("ours: a comment sent", web, "/", script=script)
    yield _get("ours: a comment sent and moderated meanwhile", whole, "/", script=script)


def _sent_to_postgres(running: ExitStack, folder: Path) -> Task:
    """Give the task of sending to a service on PostgreSQL, whose own CPU time counts as well."""
    url = running.enter_context(postgres())
    stack = running.enter_context(run_stack(folder / "on-postgres", DATABASE_URL=url))
    subprocess.run([sys.executable, "-c", FILL], env=_with_tests(stack), check=True)
    with psycopg.connect(url.replace("postgres:", "postgresql:")) as asked:
        server = psutil.Process(asked.info.backend_pid).ppid()
    roots = [server, *(stack.child(name).process.pid for name in ("web", "valkey"))]
    whole = references.Server(stack.url, roots)
    return _get("ours: a comment sent, PostgreSQL", whole, "/", script=folder / "ours.lua")


def _get(name: str, server: references.Server, path: str = "", **options: object) -> Task:
    return Task(name, lambda: load(server.url + path, server.roots, **options))  # type: ignore[arg-type]


def _quoted(number: int) -> str:
    return quote(f"{ARTICLES}{number}", safe="")


def _list(number: int) -> str:
    return f"/api/v1/comments?article={_quoted(number)}"


def _with_tests(stack: Stack) -> dict[str, str]:
    root = str(Path(__file__).resolve().parent.parent.parent)
    return {**os.environ, **stack.environ, "PYTHONPATH": root}
