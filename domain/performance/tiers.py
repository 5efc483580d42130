"""How large a creator is, as of a date: the tier that a report of that day shows, whatever the creator has become since."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from events.catalog import Followers


class Tier(StrEnum):
    """By followers; the usual bounds of the trade (lower bound inside)."""

    NANO = "nano"
    MICRO = "micro"
    MID = "mid"
    MACRO = "macro"
    MEGA = "mega"


FROM = ((1_000_000, Tier.MEGA), (500_000, Tier.MACRO), (100_000, Tier.MID), (10_000, Tier.MICRO), (0, Tier.NANO))


def followers_on(followers: Sequence[Followers], day: date) -> int | None:
    """The newest count that is not after a day; None if nobody had counted yet: missing is not 0."""
    counted = [each for each in followers if each.on <= day]
    return max(counted, key=lambda each: each.on).count if counted else None


def tier_on(followers: Sequence[Followers], day: date) -> Tier | None:
    """A creator's tier as of a day; None if it is not known."""
    count = followers_on(followers, day)
    return None if count is None else next(tier for least, tier in FROM if count >= least)
