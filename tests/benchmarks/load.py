"""Load from wrk, to this machine alone, and what it costs the server's own processes."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

WRK = shutil.which("wrk")
SECONDS = int(os.environ.get("BENCH_SECONDS", "3"))


@dataclass(frozen=True)
class Sample:
    """One round against one server."""

    requests: int
    refused: int  # answers that were neither 2xx nor 3xx, and lost connections
    cpu_seconds: float  # of the server's process tree
    seconds: float

    @property
    def per_cpu_second(self) -> float:
        """Return requests per CPU-second of the server."""
        return self.requests / self.cpu_seconds if self.cpu_seconds else 0.0


def cpu_seconds(roots: Sequence[int]) -> float:
    """Return the user and system time of processes and all that descend from them, by root pid."""
    total = 0.0
    for root in roots:
        process = psutil.Process(root)
        for one in (process, *process.children(recursive=True)):
            times = one.cpu_times()
            total += times.user + times.system
    return total


def memory(root: int) -> list[float]:
    """Return the MB that each process of a tree has for itself and shares (PSS), largest first."""
    process = psutil.Process(root)
    tree = (process, *process.children(recursive=True))
    return sorted((one.memory_full_info().pss / 1e6 for one in tree), reverse=True)


def load(
    url: str,
    roots: Sequence[int],
    *,
    connections: int = 16,
    headers: dict[str, str] | None = None,
    script: Path | None = None,
    seconds: int = SECONDS,
) -> Sample:
    """Ask 127.0.0.1 as fast as it answers, and return what that cost. Raises without wrk."""
    if not WRK or "//127.0.0.1:" not in url:
        raise RuntimeError("needs Debian's wrk, and loads 127.0.0.1 alone")
    command = [WRK, "--threads", "1", "--connections", str(connections), "--timeout", "20s"]
    command += ["--duration", f"{seconds}s"]
    for name, value in (headers or {}).items():
        command += ["--header", f"{name}: {value}"]
    if script:
        command += ["--script", str(script)]
    before = cpu_seconds(roots)
    done = subprocess.run([*command, url], capture_output=True, text=True, check=True)
    return _read(done.stdout, cpu_seconds(roots) - before)


def _read(said: str, spent: float) -> Sample:
    total = re.search(r"(\d+) requests in ([\d.]+)(ms|s|m)", said)
    if total is None:
        raise RuntimeError(f"wrk said: {said}")
    scale = {"ms": 0.001, "s": 1.0, "m": 60.0}[total[3]]
    odd = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    lost = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    refused = int(odd[1]) if odd else 0
    refused += sum(int(number) for number in lost.groups()) if lost else 0
    return Sample(int(total[1]), refused, spent, float(total[2]) * scale)
