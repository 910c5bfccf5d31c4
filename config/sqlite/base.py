"""Connections that recover: one that has failed, or whose file is gone, is opened anew.

Connections live for CONN_MAX_AGE. Django closes one that does not work any more, at the start and
at the end of a request (and our workers of a task), but believes each of SQLite's to work: after a
full disk, or with a file that was moved away and replaced, it would stay for good. A new one costs
a millisecond.
"""

from pathlib import Path
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """The connection of a thread."""

    _opened: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: Any) -> Any:
        """Open the file, and remember which it was."""
        connection = super().get_new_connection(conn_params)
        self._opened = self._file()
        return connection

    def is_usable(self) -> bool:
        """Return whether nothing has failed; asked after an error."""
        return not self.errors_occurred

    def close_if_unusable_or_obsolete(self) -> None:
        """Close also a connection to a file that is not the one under the name any more."""
        if self.connection is not None and self._file() != self._opened:
            self.close()
        super().close_if_unusable_or_obsolete()

    def _file(self) -> tuple[int, int] | None:
        """Return device and number of the file; None for none, as in memory."""
        try:
            there = Path(self.settings_dict["NAME"]).stat()
        except OSError:
            return None
        return there.st_dev, there.st_ino
