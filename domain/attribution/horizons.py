"""How far apart facts may lie and still meet: the limits that let state be forgotten without changing a decision."""

from typing import NamedTuple

from events.moments import DAY_MS


class Horizons(NamedTuple):
    """Milliseconds; every lookback window and allowed lateness in the catalog lies within."""

    lookback: int = 90 * DAY_MS
    lateness: int = 30 * DAY_MS
    order_delay: int = 30 * DAY_MS
    """An order received later than this after it was placed is credited to nobody: `order_too_late`."""

    @classmethod
    def of_days(cls, lookback: int, lateness: int, order_delay: int) -> "Horizons":
        """As settings say them."""
        return cls(lookback * DAY_MS, lateness * DAY_MS, order_delay * DAY_MS)

    def first_touch(self, watermark: int) -> int:
        """No order that could still ask for an earlier touch is to come."""
        return watermark - self.lookback - self.order_delay - self.lateness

    def first_order(self, watermark: int) -> int:
        """Nothing that could still count for an order of an earlier receipt is to come."""
        return watermark - self.lateness
