"""What was stored since sums were made ahead: orders and clicks as they are and as they were, and what that adds."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from events.decision import Model
from warehouse.keys import key_of
from warehouse.period import Period

MODELS = tuple(map(str, Model))
FIRST = {
    "content": "models",
    "creator": "first_of_creator",
    "creator_total": "first_of_creator",
    "campaign": "first_of_campaign",
    "day": "first",
}
"""By level, in which models a part is its order's first of that owner: there the order counts, and is refunded."""
CLICKED = ("content", "creator", "campaign", "day")
"""The levels on which clicks are counted."""
LEVELS = (*FIRST, "came")
KEYS = {"content": "owner", "creator_total": "creator"}
"""The levels that have floors, and what of a part is the key there."""
NO_DAY = "1970-01-01"

Told = Mapping[str, Any]
"""A row as the warehouse tells it."""
Rows = list[dict[str, Any]]
Whose = tuple[int, int, str, str, str, str, str]
"""key, place, day, campaign, creator, content, came"""
Values = list[int]
"""whole, commission, owing; then by model what it credits, what is refunded, the orders, the parts that it credits."""


class Changed(NamedTuple):
    """An order or a click as it was before, if it was there, and as it is now."""

    before: Told | None
    now: Told

    @property
    def signed(self) -> Iterable[tuple[int, Told]]:
        """What is to be added (1), and taken away (-1)."""
        return ((1, self.now), (-1, self.before)) if self.before else ((1, self.now),)


class Since(NamedTuple):
    """Orders and clicks by what names them; `owners` and `links`: whose their keys are; `currencies`: of places."""

    orders: Mapping[Any, Changed]
    clicks: Mapping[Any, Changed]
    owners: Mapping[int, Told]
    links: Mapping[int, Told]
    currencies: Mapping[int, str]

    def sold(self, level: str, models: Sequence[str], period: Period) -> dict[Whose, Values]:
        """What orders change the sums of a period by, on a level, in these models."""
        sums: dict[Whose, Values] = {}
        for changed in self.orders.values():
            for sign, order in changed.signed:
                if is_in(order, period):
                    for whose, values in _order(order, level, models, self.owners):
                        so_far = sums.get(whose) or [0] * len(values)
                        sums[whose] = [one + sign * more for one, more in zip(so_far, values, strict=True)]
        return sums

    def clicked(self, level: str, period: Period) -> dict[Whose, int]:
        """How many clicks more there are on a level."""
        sums: dict[Whose, int] = {}
        for changed in self.clicks.values():
            for sign, click in changed.signed:
                link = self.links.get(click["link_key"])
                if link and click["valid"] and period.since <= click["at"] < period.until and self._reports(link, period):
                    whose = _whose(level, link["place"], click["day"], link)
                    sums[whose] = sums.get(whose, 0) + sign
        return sums

    def _reports(self, link: Told, period: Period) -> bool:
        return self.currencies.get(link["place"]) == period.currency

    def touched(self, level: str = "content") -> set[int]:
        """The keys of a level that has floors to which orders add something, or from which they take something away."""
        orders = (order for changed in self.orders.values() for _, order in changed.signed)
        return {part[KEYS[level]] for order in orders for part in order["parts"]}

    def unnamed(self) -> list[int]:
        """The keys of owners that have no name yet."""
        return sorted(self.touched() - self.owners.keys())

    def unknown(self) -> list[int]:
        """The keys of links whose terms are not known yet."""
        clicks = (click for changed in self.clicks.values() for _, click in changed.signed)
        return sorted({click["link_key"] for click in clicks} - self.links.keys())


def changed_with(
    known: Mapping[Any, Changed], rows: Rows, before: Callable[[list[Told]], Rows], key: tuple[str, ...]
) -> Mapping[Any, Changed]:
    """With the newest of the rows of everything that they say something newer of than was known or is in the sums."""
    if not rows:
        return known
    now = _newest(rows, key)
    new = [row for named, row in now.items() if named not in known]
    then = _newest(before(new), key) if new else {}
    changed = dict(known)
    for named, row in now.items():
        first = known[named].before if named in known else then.get(named)
        last = known[named].now if named in known else first
        if last is None or row["version"] > last["version"]:
            changed[named] = Changed(first, row)
    return changed


def _newest(rows: Rows, key: tuple[str, ...]) -> dict[Any, Told]:
    newest: dict[Any, Told] = {}
    for row in rows:
        named = tuple(row[name] for name in key)
        if named not in newest or row["version"] > newest[named]["version"]:
            newest[named] = row
    return newest


def is_in(order: Told, period: Period) -> bool:
    """Whether an order is of a period and its currency."""
    return bool(order["currency"] == period.currency and period.since <= order["at"] < period.until)


def _order(order: Told, level: str, models: Sequence[str], owners: Mapping[int, Told]) -> Iterable[tuple[Whose, Values]]:
    nothing = [0] * len(models)
    if level == "came":  # test orders are counted there: they are a reason
        many = [int(order["counted"] or order["came"] == "test_order")] * len(models)
        yield (0, 0, NO_DAY, "", "", "", order["came"]), [order["net"], 0, 0, *nothing, *nothing, *many, *nothing]
        return
    if level == "day":
        yield (0, 0, order["day"], "", "", "", ""), [order["net"], 0, 0, *nothing, *nothing, *nothing, *nothing]
    for part in order["parts"]:
        owner = owners.get(part["owner"], {})
        yield _whose(level, part["campaign"], order["day"], owner), _of_part(order, part, FIRST[level], models)


def _of_part(order: Told, part: Told, first: str, models: Sequence[str]) -> Values:
    bits = range(len(MODELS)) if len(models) == len(MODELS) else [MODELS.index(model) for model in models]
    firsts, credits, refunded, counted = part[first], part["models"], order["refunded"], int(order["counted"])
    return [
        0, part["commission"], int(part["commission"] != 0),
        *[part[model] for model in models],
        *[refunded * (firsts >> bit & 1) for bit in bits],
        *[counted * (firsts >> bit & 1) for bit in bits],
        *[credits >> bit & 1 for bit in bits],
    ]  # fmt: skip


def _whose(level: str, place: int, day: str, named: Told) -> Whose:
    creator, campaign, content = (named.get(name, "") for name in ("creator", "campaign", "content"))
    match level:
        case "content":
            return key_of(creator, campaign, content), place, NO_DAY, campaign, creator, content, ""
        case "creator":
            return key_of(creator), place, NO_DAY, "", creator, "", ""
        case "creator_total":
            return key_of(creator), 0, NO_DAY, "", creator, "", ""
        case "campaign":
            return 0, place, NO_DAY, campaign, "", "", ""
        case _:
            return 0, place, day, "", "", "", ""
