"""When a process that died is started again, and when to give up. Pure: time is an argument."""

from collections.abc import Sequence

FIRST_S, LONGEST_S = 0.2, 5.0
MOST, WITHIN_S = 10, 60.0


def pause_before_restart(restarts: Sequence[float], now: float) -> float | None:
    """Seconds to wait before the next restart, None to give up.

    `restarts` are the moments of the earlier ones (seconds, ascending). The pause doubles with each restart in the last
    minute, from 0.2 to 5 s; after ten of them, starting it an eleventh time would be no cure.
    """
    lately = sum(1 for moment in restarts if now - moment < WITHIN_S)
    if lately >= MOST:
        return None
    return min(FIRST_S * 2.0**lately, LONGEST_S)
