"""A demo as a user starts it, and the two commands that are typed beside it."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from affluent.local.endpoints import Endpoints

AFFLUENT = (sys.executable, "-m", "affluent")
LIVE_S, END_S, COMMAND_S = 240.0, 60.0, 200.0


class Demo:
    """A live demo: what it printed, and what its API answers."""

    def __init__(self, data: Path, said: str) -> None:
        self.data, self.said = data, said
        endpoints = Endpoints.load(data)
        assert endpoints is not None
        self.endpoints = endpoints
        headers = {"Authorization": f"Bearer {endpoints.token}"}
        self._api = httpx.Client(base_url=endpoints.api, headers=headers, timeout=30, trust_env=False)

    @property
    def board(self) -> str:
        """The address that it printed."""
        return self._printed(r"live now: (\S+)")

    @property
    def link(self) -> str:
        """The link that it says to click."""
        return self._printed(r"Click your link +(\S+)")

    def commands(self) -> list[str]:
        """What it says to type."""
        return re.findall(r"affluent (demo \w+.*) --data", self.said)

    def ask(self, path: str, **parameters: Any) -> Any:
        """What the API answers."""
        return self._api.get(path, params=parameters).raise_for_status().json()

    def run(self, command: str) -> tuple[int, str]:
        """A command of the demo, typed in another terminal: its exit code, and what it printed."""
        words = [*AFFLUENT, *command.split(), "--data", str(self.data)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=COMMAND_S, check=False)
        return done.returncode, done.stdout + done.stderr

    def close(self) -> None:
        """Ask nothing more."""
        self._api.close()

    def _printed(self, pattern: str) -> str:
        found = re.search(pattern, self.said)
        assert found, self.said
        return found[1]


@contextmanager
def live_demo(folder: Path) -> Iterator[Demo]:
    """`affluent demo` with a short history, ended as by Ctrl-C: its books must balance then."""
    data, log = folder / "demo", folder / "demo.log"
    words = ["--headless", "--stories", "30", "--rate", "2", "--data", str(data)]
    with log.open("w") as said:
        process = subprocess.Popen([*AFFLUENT, "demo", *words], stdout=said, stderr=said)
        try:
            _await_live(process, log)
            demo = Demo(data, log.read_text())
            yield demo
            demo.close()
        finally:
            process.send_signal(signal.SIGINT)
            code = process.wait(END_S)
    assert code == 0, log.read_text()[-4000:]


def _await_live(process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + LIVE_S
    while "an alert stands on the board" not in log.read_text():
        assert process.poll() is None, log.read_text()[-4000:]
        assert time.monotonic() < until, log.read_text()[-4000:]
        time.sleep(0.1)
