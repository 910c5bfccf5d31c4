"""A wall clock to be set at will, for the processes of a test; needs a C compiler and Linux."""

import shutil
import struct
import subprocess
from pathlib import Path

DAY = 24 * 60 * 60
COMPILER = shutil.which("cc")


class Clock:
    """The clock of all processes that run with `environ`."""

    def __init__(self, folder: Path) -> None:
        """Compile clock.c into the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        self._file, library = folder / "seconds", folder / "clock.so"
        self.shift(0)
        source = Path(__file__).with_name("clock.c")
        command = [COMPILER or "cc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source)]
        subprocess.run(command, check=True)
        self.environ = {"LD_PRELOAD": str(library), "CLOCK_FILE": str(self._file)}

    def shift(self, seconds: int) -> None:
        """Set the clock so many seconds ahead of the truth; it jumps there."""
        with self._file.open("r+b" if self._file.exists() else "wb") as file:
            file.write(struct.pack("=q", seconds))  # in place: the processes have it mapped
