"""What the board asks the warehouse, part by part, and what it makes of the answers. Called from threads of its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from dashboards.board import attention, headline, tables, verdicts
from dashboards.board.choices import Choices, read_choices
from dashboards.board.coverage import coverage
from dashboards.board.explained import Order, explained, unknown
from dashboards.board.filters import Filter
from dashboards.board.formats import second
from dashboards.board.guide import guide
from dashboards.board.trained import trained
from dashboards.books import Books
from dashboards.explain import UnknownOrder, explain, is_known
from warehouse.connect import Warehouse

Shape = dict[str, Any]
Subject = Filter | Order
Told = dict[str, Shape]
"""The part of a view to what it shows."""
ALERTS = 200


class Look(NamedTuple):
    """A filter as it is asked for today: its currency is known."""

    chosen: Filter
    day: date
    choices: Choices

    @property
    def currency(self) -> str:
        """The one currency of everything that is shown."""
        return self.chosen.currency or self.choices.usual_currency(self.chosen)

    @property
    def parameters(self) -> dict[str, Any]:
        """As the named queries take it."""
        return self.chosen.parameters(self.day, self.currency)

    @property
    def limit(self) -> int:
        """One more than is shown, to know whether there is more."""
        return self.chosen.rows + 1


class Questions:
    """Asks named queries; raises what the warehouse raises."""

    def __init__(self, warehouse: Warehouse, epoch: int, lookback_days: int) -> None:
        self._warehouse, self._lookback_days = warehouse, lookback_days
        self._kept_books = Books(warehouse, epoch)
        self._parts: dict[str, Callable[[Look], Told]] = {
            "overview": self._overview,
            "latest_orders": self._decisions,
            "over_time": self._over_time,
            "by_campaign": self._campaigns,
            "alerts": self._alerts,
            "by_creator": self._creators,
            "by_content": self._contents,
            "by_model": self._models,
            "by_trained": self._trained,
            "coverage": self._coverage,
            "books": self._books,
        }

    def parts(self, subject: Subject) -> tuple[str, ...]:
        """What there is to ask about a subject, in the order in which people look."""
        return ("order",) if isinstance(subject, Order) else tuple(self._parts)

    def stored(self) -> int:
        """A number that grows whenever something was stored."""
        return int(self._warehouse.select("stored")[0]["stored"])

    def choices(self) -> Choices:
        """What each filter may be."""
        return read_choices(self._warehouse.select("options"), self._warehouse.select("currencies"))

    def ask(self, part: str, subject: Subject, day: date, choices: Choices) -> Told:
        """What a part shows of a subject."""
        if isinstance(subject, Order):
            return self._order(subject)
        return self._parts[part](Look(subject, day, choices))

    def knows(self, order: Order) -> bool:
        """Whether anything was told of an order."""
        return is_known(self._warehouse, order.order, order.shop)

    def today(self) -> date:
        """The day, UTC."""
        return datetime.now(UTC).date()

    def _order(self, order: Order) -> Told:
        try:
            return explained(explain(self._warehouse, order.order, order.shop, self._lookback_days))
        except UnknownOrder as why:
            return unknown(str(why))

    def _overview(self, look: Look) -> Told:
        row = self._warehouse.select("overview", **look.parameters)[0]
        return {"cards": headline.cards(row, look.currency), "guide": guide(row, look.chosen, look.choices)}

    def _over_time(self, look: Look) -> Told:
        rows = self._warehouse.select("over_time", **look.parameters)
        return {"chart": headline.chart(rows, look.currency), "days": tables.days(rows, look.currency)}

    def _campaigns(self, look: Look) -> Told:
        rows = self._warehouse.select("by_campaign", **look.parameters)
        return {"campaigns": tables.campaigns(rows, look.chosen, look.currency)}

    def _creators(self, look: Look) -> Told:
        rows = self._warehouse.select("by_creator", **look.parameters, limit=look.limit)
        return {"creators": tables.creators(rows, look.chosen, look.currency)}

    def _contents(self, look: Look) -> Told:
        rows = self._warehouse.select("by_content", **look.parameters, limit=look.limit)
        return {"contents": tables.contents(rows, look.chosen, look.currency)}

    def _models(self, look: Look) -> Told:
        rows = self._warehouse.select("by_model", **look.parameters)
        each = self._warehouse.select("by_model_creator", **look.parameters, limit=look.limit)
        return {
            "models": verdicts.models(rows, look.currency),
            "models_by_creator": verdicts.models_by_creator(each, look.chosen, look.currency),
        }

    def _trained(self, look: Look) -> Told:
        asked = {name: value for name, value in look.parameters.items() if name != "model"}
        return {"trained": trained(self._warehouse.select("by_trained", **asked), look.chosen, look.day, look.currency)}

    def _coverage(self, look: Look) -> Told:
        return {"coverage": coverage(self._warehouse.select("coverage", **look.parameters), look.currency)}

    def _decisions(self, look: Look) -> Told:
        rows = self._warehouse.select("latest_orders", **look.parameters, limit=look.limit)
        return {"decisions": verdicts.decisions(rows, look.chosen)}

    def _alerts(self, look: Look) -> Told:
        return {"alerts": attention.alerts(self._warehouse.select("alerts", limit=ALERTS), look.choices.names, look.chosen)}

    def _books(self, look: Look) -> Told:
        at = second(datetime.now(UTC))
        return {"books": {**attention.books(self._kept_books.sales(), look.currency), "at": at}}
