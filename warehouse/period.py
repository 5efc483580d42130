"""The period of a question."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from events.moments import DAY_MS


class Period(NamedTuple):
    """Half-open, milliseconds since 1970; and the currency of its sums."""

    since: int
    until: int
    currency: str


def of_days(given: Mapping[str, Any]) -> Period | None:
    """The period of a question if it is of whole days (UTC), as people look at. Others, up to the newest data, never come again.

    The API says numbers as text. Of what is no number the engine says so.
    """
    try:
        since, until = int(given["since"]), int(given["until"])
    except ValueError:
        return None
    return Period(since, until, given["currency"]) if since % DAY_MS == until % DAY_MS == 0 else None
