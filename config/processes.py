"""Child processes: started in groups of their own, watched, restarted when they die, stopped."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

RESTART_SECONDS = 1.0
STOP_SECONDS = 15.0


def say(name: str, line: str) -> None:
    """Write one line of the common log."""
    sys.stdout.write(f"{name:<7}| {line.rstrip()}\n")
    sys.stdout.flush()


@dataclass(frozen=True)
class Part:
    """A part of the service: what its lines in the log are headed by, and how it is started."""

    name: str
    command: Sequence[str]


class Child:
    """A running part. Its output goes, line by line, to `tell`."""

    def __init__(
        self, part: Part, environ: Mapping[str, str], tell: Callable[[str, str], None] = say
    ) -> None:
        self.part = part
        self._environ = environ
        self._tell = tell
        self._start()

    def _start(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own command
            self.part.command,
            env=dict(self._environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # ^C reaches us alone, and we stop the parts in order
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None  # noqa: S101 - it is a pipe
        with self.process.stdout as output:
            for line in output:
                self._tell(self.part.name, line)

    def is_running(self) -> bool:
        """Return whether the process is alive."""
        return self.process.poll() is None

    def restart(self) -> None:
        """Start the part again after it died."""
        self.stop()  # what it left of its group
        self._start()

    def stop(self, seconds: float = STOP_SECONDS) -> None:
        """Ask the part to end, and end its whole group when it takes longer than this."""
        if self.is_running():
            with suppress(ProcessLookupError):
                self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
        self._signal(signal.SIGKILL)
        self.process.wait()
        self._reader.join(timeout=2)

    def _signal(self, number: int) -> None:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, number)


def watch(children: Sequence[Child], stopping: threading.Event) -> None:
    """Restart whatever dies, and say so, until `stopping` is set."""
    while not stopping.wait(0.2):
        for child in children:
            if not child.is_running() and not stopping.is_set():
                say(
                    "up", f"{child.part.name} ended ({child.process.returncode}); starting it again"
                )
                time.sleep(RESTART_SECONDS)
                child.restart()


def stop_all(children: Sequence[Child]) -> None:
    """Stop the parts, the last started first."""
    for child in reversed(children):
        child.stop()
