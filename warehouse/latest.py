"""The orders of a period that were decided last, kept with sums made ahead and brought up to date by what came since."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from warehouse.handed import text_of
from warehouse.period import Period
from warehouse.since import Since, Told, is_in

KEPT = 2000
"""So many are kept of a period; a page shows some dozen."""


class Latest(NamedTuple):
    """The newest first. `whole`: these are all orders of the period, and not only the last ones."""

    orders: tuple[Told, ...] = ()
    whole: bool = True

    @classmethod
    def of(cls, orders: list[dict[str, Any]]) -> "Latest":
        """Of as many as were read, at most KEPT."""
        return cls(tuple(orders), len(orders) < KEPT)

    def with_changes(self, since: Since, period: Period) -> "Latest":
        """As they are now. Of what came since, nothing counts that is older than the last one kept: others may come before it."""
        stay = [order for order in self.orders if (order["shop"], order["order_id"]) not in since.orders]
        came = [one.now for one in since.orders.values() if is_in(one.now, period)]
        if not self.whole:
            came = [order for order in came if stay and _place(order) < _place(stay[-1])]
        now = sorted([*stay, *came], key=_place)
        return Latest(tuple(now[:KEPT]), self.whole and len(now) <= KEPT)

    def first(self, many: int) -> str | None:
        """So many as statements read them: TSV; None if there may be more of them than are kept."""
        if not self.whole and len(self.orders) < many:
            return None
        return "".join(
            f"{text_of(order['shop'])}\t{text_of(order['order_id'])}\t{order['version']}\n" for order in self.orders[:many]
        )


def _place(order: Mapping[str, Any]) -> tuple[int, int, str, str]:
    return -order["newest"], -order["stored_at"], order["shop"], order["order_id"]
