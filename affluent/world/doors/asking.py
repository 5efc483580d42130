"""Asking until there is an answer, as shops and importers do."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from affluent.world.doors.truth_log import TruthLog

PATIENCE_S = 120.0
PAUSE_S = 0.2
PROMISES_NOTHING = 500


class Unanswered(Exception):
    """A door that gave no answer for as long as the world waits."""


@dataclass(frozen=True)
class Asking:
    """Sends a request, again and again if it must, and notes every try that may have been taken."""

    client: httpx.Client
    log: TruthLog
    patience_s: float = PATIENCE_S

    def until_answered(self, request: int, build: Callable[[], httpx.Request]) -> httpx.Response:
        """The first answer below 500; raises Unanswered. Each silent try is an `info` in the truth log."""
        until = time.monotonic() + self.patience_s
        while True:
            answer = self.once(request, build())
            if answer is not None:
                return answer
            if time.monotonic() > until:
                raise Unanswered(f"request {request}: no answer for {self.patience_s:.0f} s")
            time.sleep(PAUSE_S)

    def once(self, request: int, what: httpx.Request) -> httpx.Response | None:
        """One try; None if nobody knows what became of it (or it surely did not arrive)."""
        try:
            answer = self.client.send(what)
        except httpx.ConnectError:
            return None
        except httpx.TransportError as why:
            self.log.info(request, type(why).__name__)
            return None
        if answer.status_code >= PROMISES_NOTHING:
            self.log.info(request, str(answer.status_code))
            return None
        return answer
