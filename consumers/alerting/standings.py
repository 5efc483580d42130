"""Where the campaigns stand, asked of the same named queries that people look at."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Protocol

from domain.performance.standing import MILLION, Sold, Standing
from events.moments import to_ms
from warehouse.connect import Warehouse


class Standings(Protocol):
    """What the evaluator asks."""

    def data_at(self) -> int:
        """The newest data, milliseconds since 1970; 0 if there is none."""

    def standings(self, data_at: int) -> list[Standing]:
        """Every campaign in each of its currencies."""


class OfWarehouse:
    """Asks the warehouse; `average_days` of orders make an average order."""

    def __init__(self, warehouse: Warehouse, average_days: int) -> None:
        self._warehouse, self._average_days = warehouse, average_days

    def data_at(self) -> int:
        """The newest data that a judgement may rest on, milliseconds since 1970; 0 if there is none."""
        return int(self._warehouse.select("alerting/data")[0]["data_at"])

    def standings(self, data_at: int) -> list[Standing]:
        """Every campaign in each of its currencies, as of a moment of the data."""
        rows = self._warehouse.select("alerting/standings", data_at=data_at, average_days=self._average_days)
        everywhere = Counter[str]()
        for row in rows:
            everywhere[row["campaign"]] += row["orders"]
        return [standing_of(row, everywhere[row["campaign"]], data_at) for row in rows]


def standing_of(row: dict[str, Any], everywhere: int, data_at: int) -> Standing:
    """A row of the query as the rule wants it; `everywhere` counts the campaign's orders in all currencies."""
    return Standing(
        campaign=row["campaign"],
        brand=row["brand"],
        currency=row["currency"],
        own=Sold(row["net"], row["orders"]),
        cost=row["cost"],
        target=_millionths(row["target"]),
        data_from=_midnight(row["starts_on"]),
        data_at=data_at,
        ends_before=_midnight(row["ends_on"] + timedelta(days=1)),
        of_brand=Sold(row["brand_net"], row["brand_orders"]),
        of_currency=Sold(row["currency_net"], row["currency_orders"]),
        elsewhere=everywhere - row["orders"],
    )


def _millionths(target: Decimal | None) -> int | None:
    return None if target is None else int(target * MILLION)


def _midnight(day: date) -> int:
    return to_ms(datetime.combine(day, time(), UTC))
