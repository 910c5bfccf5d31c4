"""Seconds from a POST's 202 to the comment being public, through the real service.

`python -m tests.benchmarks.latency` prints the median of 50, beside the median of a bare GET of the
same service in the same run, which is the floor of what polling can see.
"""

import os
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.stack import Stack, run_stack

ROUNDS = 50


def seconds_to_public(stack: Stack, number: int) -> float:
    """Send a comment and return how long after the answer it is in the article's list."""
    sent = stack.post(f"Fair comment number {number}.")
    answered = time.perf_counter()
    while stack.ask(f"/api/v1/comments/{sent.body['id']}").status != 200:
        pass
    return time.perf_counter() - answered


def seconds_of_a_get(stack: Stack) -> float:
    """Return how long the service takes to answer for its health."""
    began = time.perf_counter()
    stack.ask("/healthz")
    return time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with tempfile.TemporaryDirectory() as folder, run_stack(Path(folder)) as stack:
        floor, public = [], []
        for number in range(ROUNDS):
            floor.append(seconds_of_a_get(stack))
            public.append(seconds_to_public(stack, number))
    print(f"a GET          median {median(floor) * 1000:7.1f} ms")  # noqa: T201
    print(  # noqa: T201
        f"202 to public  median {median(public) * 1000:7.1f} ms, "
        f"worst {max(public) * 1000:.1f} ms, {median(public) / median(floor):.1f} times a GET"
    )


if __name__ == "__main__":
    main()
