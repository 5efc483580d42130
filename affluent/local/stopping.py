"""How a stack ends: each process in its turn, none of them late, nothing left behind."""

import time
from collections.abc import Callable, Sequence

from affluent.local.member import Member

TURN_S = 1.0
"""How long the next process waits for its turn at most: six turns and the broker's limit stay under 10 s."""


def stop_in_order(turns: Sequence[Sequence[Member]], say: Callable[[str], None]) -> None:
    """SIGTERM turn by turn; SIGKILL to whoever exceeds its own limit. Returns when all are gone."""
    asked: dict[Member, float] = {}
    for turn in turns:
        for member in turn:
            say(f"stopping {member.role.name}")
            member.ask_to_end()
            asked[member] = time.monotonic()
        _wait(turn, time.monotonic() + TURN_S)
    for member, since in asked.items():
        if not member.wait_ended(since + member.role.limit_s - time.monotonic()):
            say(f"{member.role.name} did not end in {member.role.limit_s:.0f} s and was killed")
            member.kill()
            member.wait_ended(member.role.limit_s)


def _wait(turn: Sequence[Member], deadline: float) -> None:
    for member in turn:
        member.wait_ended(deadline - time.monotonic())
