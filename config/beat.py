"""Periods that pass whatever the clock says: beat's own would wait a day when it is set back one.

Celery's beat counts by the wall clock: after a jump back nothing is due until the clock is where
it was, and the sweeper, which finds what a lost bell left, would sleep as long.
"""

import time
from datetime import UTC, datetime, timedelta

from celery.schedules import schedule

_BEGAN = datetime.now(UTC)
_BEGAN_SECONDS = time.monotonic()


def every(seconds: float) -> schedule:
    """Return a schedule for beat: due whenever so many seconds have passed."""
    return schedule(seconds, nowfun=steady_now)


def steady_now() -> datetime:
    """Return the time in UTC, as it would be had nobody set the clock since this process began."""
    return _BEGAN + timedelta(seconds=time.monotonic() - _BEGAN_SECONDS)
