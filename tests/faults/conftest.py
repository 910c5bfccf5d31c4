"""One installation a set-up and file: experiments follow each other on it, as faults do."""

from collections.abc import Iterator

import pytest

from tests.faults.installation import SETUPS, Installation, installation


@pytest.fixture(scope="module", params=SETUPS)
def run(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """A running installation: SQLite with one worker, or PostgreSQL with two and a beat."""
    with installation(tmp_path_factory.mktemp("f"), request.param) as running:
        yield running
