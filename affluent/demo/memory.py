"""What a demo's folder remembers of its world, so that a later run with --keep goes on where it stopped."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from affluent.local.folder import AlreadyRunning, owner
from affluent.world.world import start_of_history

FILE = "world.json"
MARK = "demo"
"""An empty file that says: this folder was made by a demo and may be emptied."""


class NotADemo(Exception):
    """A folder that holds something else, and is therefore not emptied."""


class _Kept(BaseModel):
    seed: int
    start: int
    runs: int


@dataclass(frozen=True)
class Memory:
    """`run` counts from 0; `start` is where the history begins, milliseconds since 1970."""

    seed: int
    start: int
    run: int

    @classmethod
    def of(cls, data: Path, seed: int) -> "Memory":
        """What a folder remembers, or a new world."""
        path = data / FILE
        if not path.exists():
            return cls(seed, start_of_history(), 0)
        kept = _Kept.model_validate_json(path.read_bytes())
        return cls(kept.seed, kept.start, kept.runs)

    def remember(self, data: Path, history_told: bool) -> None:
        """Keep it. An interrupted history is told again from the same start: then it is the same events once more."""
        kept = _Kept(seed=self.seed, start=self.start, runs=self.run + history_told)
        (data / FILE).write_text(kept.model_dump_json())


def wipe(data: Path) -> None:
    """Empty a demo's folder; raises NotADemo or AlreadyRunning."""
    if owner(data) is not None:
        raise AlreadyRunning(f"a stack already runs on {data}: stop it with `affluent down --data {data}`")
    if not data.exists():
        return
    if any(data.iterdir()) and not (data / MARK).exists():
        raise NotADemo(f"{data} is not empty and no demo made it: choose another folder, or --keep it")
    shutil.rmtree(data)


def mark(data: Path) -> None:
    """Say that a folder is a demo's."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    (data / MARK).touch()
