"""Where the campaigns stand, asked of the same named queries that people look at."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Protocol

from domain.performance.standing import MILLION, Sold, Standing
from events.decision import Model
from events.moments import DAY_MS, to_ms
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
        self._warehouse, self._average = warehouse, average_days * DAY_MS

    def data_at(self) -> int:
        """The newest data that a judgement may rest on, milliseconds since 1970; 0 if there is none."""
        return int(self._warehouse.select("alerting/data")[0]["data_at"])

    def standings(self, data_at: int) -> list[Standing]:
        """Every campaign in each of its currencies, as of a moment of the data: the rows that people see."""
        scopes = {row["campaign"]: row for row in self._warehouse.select("alerting/scopes")}
        currencies = next(iter(scopes.values()))["currencies"] if scopes else []
        rows = [row for currency in currencies for row in self._rows(currency, data_at) if row["campaign"] in scopes]
        of_late = sold_of_late(self._warehouse.select("alerting/orders_of_late", since=data_at - self._average))
        everywhere = Counter[str]()
        for row in rows:
            everywhere[row["campaign"]] += row["orders"]
        return [standing_of(row, scopes[row["campaign"]], of_late, everywhere[row["campaign"]], data_at) for row in rows]

    def _rows(self, currency: str, data_at: int) -> list[dict[str, Any]]:
        everybody: dict[str, list[str]] = {"brands": [], "campaigns": [], "creators": []}
        period = {"since": 0, "until": data_at + 1}  # the day that has begun counts
        rows = self._warehouse.select("by_campaign", model=Model.PAYABLE, currency=currency, **period, **everybody)
        return [{**row, "currency": currency} for row in rows]


def sold_of_late(rows: list[dict[str, Any]]) -> dict[tuple[str, str], Sold]:
    """(brand, currency) → what was sold; brand "" stands for all of them, those of no brand included."""
    sold = {(row["brand"], row["currency"]): Sold(row["net"], row["orders"]) for row in rows if row["brand"]}
    for currency in {row["currency"] for row in rows}:
        of = [row for row in rows if row["currency"] == currency]
        sold["", currency] = Sold(sum(row["net"] for row in of), sum(row["orders"] for row in of))
    return sold


def standing_of(
    row: dict[str, Any], scope: dict[str, Any], of_late: Mapping[tuple[str, str], Sold], everywhere: int, data_at: int
) -> Standing:
    """A row of the query as the rule wants it; `everywhere` counts the campaign's orders in all currencies."""
    return Standing(
        campaign=row["campaign"],
        brand=row["brand"],
        currency=row["currency"],
        own=Sold(row["net"], row["orders"]),
        cost=row["cost"],
        target=_millionths(row["target_roas"]),
        data_from=_midnight(scope["starts_on"]),
        data_at=data_at,
        ends_before=_midnight(scope["ends_on"] + timedelta(days=1)),
        of_brand=of_late.get((row["brand"], row["currency"]), Sold()),
        of_currency=of_late.get(("", row["currency"]), Sold()),
        elsewhere=everywhere - row["orders"],
    )


def _millionths(target: Decimal | None) -> int | None:
    return None if target is None else int(target * MILLION)


def _midnight(day: date) -> int:
    return to_ms(datetime.combine(day, time(), UTC))
