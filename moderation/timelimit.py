"""A limit of time for a piece of Python that might never end."""

import signal
import threading
from types import FrameType

_installed = False


class OutOfTime(Exception):
    """The time was up."""


class time_limit:  # noqa: N801 - read as a statement: with time_limit(2)
    """Raises OutOfTime in its block when that takes longer than so many seconds.

    Works by SIGALRM, so in a main thread alone: the worker's and a command's. Elsewhere, as in
    tests with threads, the block runs without a limit. Regular expressions are interrupted, too.
    The handler stays in place, since a comment passes here a dozen times; the alarm does not.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._is_set = threading.current_thread() is threading.main_thread()

    def __enter__(self) -> None:
        global _installed
        if not self._is_set:
            return
        if not _installed:
            signal.signal(signal.SIGALRM, _stop)
            _installed = True
        signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def __exit__(self, *error: object) -> None:
        if self._is_set:
            signal.setitimer(signal.ITIMER_REAL, 0)


def _stop(signum: int, frame: FrameType | None) -> None:
    raise OutOfTime
