"""The stretch of a run that counts, and what everybody used in it."""

import time
from collections.abc import Mapping
from typing import NamedTuple

from bench.processes import machine_s
from bench.stack import Stack


class Window(NamedTuple):
    """From and to, in seconds since 1970; the CPU seconds of each process and of the whole machine; the sink's own metrics."""

    since: float
    until: float
    cpu_s: Mapping[str, float]
    machine_s: float
    sink: Mapping[str, float]
    """What each of the sink's totals grew by."""

    @property
    def seconds(self) -> float:
        """How long it was."""
        return self.until - self.since

    def cores(self) -> dict[str, float]:
        """`NAME_cores` of each process; `machine_cores` tells whether somebody else was at work too."""
        used = {f"{name}_cores": seconds / self.seconds for name, seconds in self.cpu_s.items()}
        return used | {"machine_cores": self.machine_s / self.seconds}


def watched(running: Stack, seconds: float) -> Window:
    """Let time pass, and look only at the clock and at what was used: to ask the warehouse anything would cost it."""
    told, before, busy, since = running.sink.totals(), running.usage(), machine_s(), time.time()
    time.sleep(seconds)
    until, busy, after, tells = time.time(), machine_s() - busy, running.usage(), running.sink.totals()
    used = {name: after[name].cpu_s - before[name].cpu_s for name in after}
    return Window(since, until, used, busy, {name: value - told.get(name, 0.0) for name, value in tells.items()})
