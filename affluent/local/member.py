"""One process of the stack under watch: started, asked whether it is ready, started again when it dies unasked."""

import logging
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from affluent.local.child import last_line, start_child
from affluent.local.readiness import Question
from affluent.local.restarts import MOST, WITHIN_S, pause_before_restart

log = logging.getLogger(__name__)
LOOK_S, LOOK_WHEN_READY_S = 0.1, 1.0
CONFIGURATION = 2
"""The exit code that says: no other outcome by trying again."""


class State(StrEnum):
    STARTING = "starting"
    READY = "ready"
    WAITING = "waiting"
    RESTARTING = "restarting"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Role:
    """What a member is: its program, its surroundings, how to ask whether it is ready."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    log: Path
    waits_for: Question
    url: str
    limit_s: float = 5.0
    """How long it may take to end after SIGTERM."""


@dataclass(frozen=True)
class Report:
    """A member as a table shows it."""

    name: str
    pid: int | None
    state: State
    restarts: int
    url: str
    waits_for: str


class Member:
    """Lives in a thread of its own, because the leash is tied to the thread that starts the process."""

    def __init__(self, role: Role, on_change: Callable[[], None], on_failure: Callable[[str], None]) -> None:
        self.role = role
        self._on_change, self._on_failure = on_change, on_failure
        self._process: subprocess.Popen[bytes] | None = None
        self._report = Report(role.name, None, State.STOPPED, 0, role.url, "")
        self._restarts: list[float] = []
        self._was_ready = False
        self._said_before = 0
        self._ending = threading.Event()
        self._moved = threading.Condition()
        self._thread = threading.Thread(target=self._watch, name=f"watch-{role.name}", daemon=True)

    @property
    def report(self) -> Report:
        """How it stands."""
        return self._report

    def start(self) -> None:
        """Start the process, and watch it from now on."""
        self._thread.start()

    def wait_ready(self, seconds: float) -> bool:
        """Whether it became ready in time."""
        with self._moved:
            return self._moved.wait_for(lambda: self._report.state is State.READY, seconds)

    def ask_to_end(self) -> None:
        """SIGTERM; it is not started again."""
        self._ending.set()
        self._signal(lambda process: process.terminate())

    def kill(self) -> None:
        """SIGKILL; it is not started again."""
        self._ending.set()
        self._signal(lambda process: process.kill())

    def wait_ended(self, seconds: float) -> bool:
        """Whether the process is gone within some seconds."""
        if self._thread.ident is None:
            return True
        self._thread.join(max(0.0, seconds))
        return not self._thread.is_alive()

    def _signal(self, send: Callable[[subprocess.Popen[bytes]], None]) -> None:
        if self._process:
            send(self._process)

    def _watch(self) -> None:
        try:
            self._keep_alive()
        except Exception as why:  # a watcher that dies takes its process with it, and nobody would know
            log.exception("the watch over %s failed", self.role.name)
            self._on_failure(f"{self.role.name} can't be watched: {why}")

    def _keep_alive(self) -> None:
        while not self._ending.is_set():
            self._said_before = self.role.log.stat().st_size if self.role.log.exists() else 0
            self._process = start_child(self.role.command, self.role.environment, self.role.log)
            if self._ending.is_set():  # asked to end between the two lines above
                self._process.terminate()
            self._tell(State.STARTING, "")
            self._look_until_dead(self._process)
            if not self._ending.is_set() and not self._pause(self._process.returncode):
                break
        self._tell(State.STOPPED, self._report.waits_for)

    def _look_until_dead(self, process: subprocess.Popen[bytes]) -> None:
        while True:
            try:
                process.wait(LOOK_WHEN_READY_S if self._report.state is State.READY else LOOK_S)
            except subprocess.TimeoutExpired:
                self._ask()
            else:
                return

    def _ask(self) -> None:
        try:
            waits_for = self.role.waits_for()
        except Exception as why:  # noqa: BLE001 - not knowing is not being ready
            waits_for = repr(why)
        if not waits_for:
            self._was_ready = True
            self._tell(State.READY, "")
        elif self._report.state in (State.READY, State.WAITING):
            self._tell(State.WAITING, waits_for)
        else:
            self._tell(State.STARTING, waits_for)

    def _pause(self, exit_code: int) -> bool:
        """Wait before the next start; False if there will be none."""
        said = last_line(self.role.log, self._said_before)
        how = f"{self.role.name} {_ended(exit_code)}" + (f"; it last said: {said}" if said else "")
        now = time.monotonic()
        pause = pause_before_restart(self._restarts, now)
        if exit_code == CONFIGURATION and not self._was_ready:
            pause = None
        if pause is None:
            self._give_up(how)
            return False
        log.warning("%s; starting it again in %.1f s", how, pause)
        self._tell(State.RESTARTING, how)
        self._ending.wait(pause)
        self._restarts.append(now)
        return True

    def _give_up(self, how: str) -> None:
        lately = len(self._restarts)
        why = f" after {lately} restarts ({MOST} within {WITHIN_S:.0f} s are the most)" if lately else ""
        self._tell(State.STOPPED, how)
        self._on_failure(f"{how}{why}")

    def _tell(self, state: State, waits_for: str) -> None:
        running = self._process.pid if self._process and self._process.returncode is None else None
        report = Report(self.role.name, running, state, len(self._restarts), self.role.url, waits_for)
        with self._moved:
            changed, self._report = report != self._report, report
            self._moved.notify_all()
        if changed:
            self._on_change()


def _ended(exit_code: int) -> str:
    return f"was killed by signal {-exit_code}" if exit_code < 0 else f"ended with exit code {exit_code}"
