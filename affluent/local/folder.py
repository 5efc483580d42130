"""Files of a data folder: written whole or not at all, readable by their owner only."""

import fcntl
import os
import time
from pathlib import Path
from typing import IO

PATIENCE_S = 0.2


class AlreadyRunning(Exception):
    """Another stack holds this data folder; the message names its process."""


def write_private(path: Path, text: str) -> None:
    """Replace a file in one step, mode 0600: nobody ever reads half of it, or somebody else's secret."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    draft.replace(path)


class Claim:
    """The right to run on a data folder; the kernel gives it back when the process ends, however that happens."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Raises AlreadyRunning."""
        self._data.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = (self._data / "claim").open("a+")
        if not _locked_within(file, PATIENCE_S):
            file.close()
            raise AlreadyRunning(
                f"a stack already runs on {self._data} (process {owner(self._data)}): "
                f"stop it with `affluent down --data {self._data}`"
            )
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        self._file = file

    @property
    def is_taken(self) -> bool:
        """Whether it is ours now."""
        return self._file is not None

    def give_back(self) -> None:
        """Let another stack run here."""
        if self._file:
            self._file.close()
            self._file = None


def _locked_within(file: IO[str], seconds: float) -> bool:
    """Somebody may be looking who the owner is, which takes a blink."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)


def owner(data: Path) -> int | None:
    """The process that runs a stack on a folder now, None if there is none."""
    try:
        with (data / "claim").open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                written = file.read()
                return int(written) if written.isdigit() else None
    except FileNotFoundError:
        return None
    return None
