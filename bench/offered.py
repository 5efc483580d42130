"""The process that offers events to the stack: started beforehand, told when to begin, asked what it did."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.place import Place
from bench.processes import Running, running
from bench.traffic.offering import GO_S, Plan, Told
from bench.waiting import until

LATE_S = 60


@dataclass(frozen=True)
class Offer:
    """One plan being carried out."""

    plan: Plan
    folder: Path
    process: Running

    def made(self) -> None:
        """Wait until it could begin."""
        until(self._there("ready"), lambda: "events to be made", GO_S)

    def begin(self) -> None:
        """Let it send from now on."""
        self.made()
        (self.folder / "go").touch()

    def told(self) -> Told:
        """What it did, once all is on the broker. Raises RuntimeError if Kafka did not take everything."""
        until(self._there("told.json"), lambda: "events to be offered", self.plan.seconds + LATE_S)
        return Told(**json.loads((self.folder / "told.json").read_text()))

    def _there(self, name: str) -> Callable[[], object]:
        return lambda: (self.folder / name).exists() or not self.process.usage()  # usage raises if it has ended


@contextmanager
def offered(place: Place, plan: Plan) -> Iterator[Offer]:
    """A process that makes the plan's events and waits for the word."""
    folder = place.scratch("offered")
    (folder / "plan.json").write_text(json.dumps(plan._asdict()))
    command = [sys.executable, "-m", "bench.traffic.offering", str(folder)]
    with running(command, place.environment(), folder / "offering.log") as process:
        yield Offer(plan, folder, process)
