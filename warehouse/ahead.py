"""What a question needs to go on from sums made ahead: their ids, and what was stored since, which is read once for all."""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from warehouse.handed import as_text
from warehouse.named import UNSETTLED, Query
from warehouse.period import Period
from warehouse.settled import NO_FLOOR, RANK, Generation, Reach, Settled, Sums
from warehouse.since import KEYS, MODELS, Changed, Rows, Since, Told, changed_with

Select = Callable[..., Rows]
STORED = ("credits", "owners", "clicks")
"""The tables whose new rows are added in an answer."""
TELLING = ("costs", "catalog", "newest")
"""The tables that say what sums of costs and clicks are made of: with new rows in them such sums are made again."""
MOST = 1000
"""So many orders, or twice as many clicks, are added in an answer; of more, every order is added up until the next step."""
READ = 4 * MOST
"""So many rows are read at once."""
LATEST = "since_latest"
KNOWN = 200_000
"""So many owners and links are remembered."""


class Ahead(NamedTuple):
    """Which cases of a statement were made ahead, and what it needs in order to go on from them."""

    cases: frozenset[str] = frozenset()
    parameters: Mapping[str, Any] = {}


class Reading(NamedTuple):
    """What was stored since a generation. `blocks`: the last one of each table then; `over`: another epoch has begun."""

    made: Generation
    reach: Reach
    clicked: Reach
    blocks: Mapping[str, int]
    since: Since
    over: bool = False
    whole: bool = True

    @property
    def told(self) -> dict[str, int]:
        """What is told of costs and in the catalog."""
        return told_of(self.blocks)

    @property
    def adds_up(self) -> bool:
        """Whether the sums and this are everything."""
        few = len(self.since.orders) <= MOST and len(self.since.clicks) <= 2 * MOST
        return few and self.whole and not self.over and self.told == self.made.told


def told_of(blocks: Mapping[str, int]) -> dict[str, int]:
    """Of these blocks what is told of costs and in the catalog."""
    return {table: block for table, block in blocks.items() if table in TELLING}


class Reader:
    """Reads what was stored since, and only what is new of it. Of any thread: others wait for who reads."""

    def __init__(self, select: Select, settled: Settled) -> None:
        self._select, self._settled = select, settled
        self._reading = threading.Lock()
        self._beside = ThreadPoolExecutor(2, "since")
        self._last: Reading | None = None
        self._owners: dict[int, Told] = {}
        self._links: dict[int, Told] = {}
        self._currencies: dict[int, str] = {}
        self._known_of: Mapping[str, int] | None = None

    def ahead(self, query: Query, given: Mapping[str, Any]) -> Ahead:
        """What was made ahead of a question, and came since."""
        if not query.since or not (found := self._settled.made_for(given)):
            return Ahead()
        made, period = found
        reading, limit = self.read(made), _limit(given)
        if limit is None or not reading.adds_up:
            return Ahead()
        [name], sums = query.since, made.sums[period]
        if name == LATEST:
            since = made.latest[period].with_changes(reading.since, period).first(limit)
            return Ahead(frozenset({UNSETTLED}), {name: since}) if since is not None else Ahead()
        return Ahead(frozenset({UNSETTLED}), _added(name, given["model"], limit, reading.since, sums, period))

    def blocks(self) -> dict[str, int]:
        """The last block of each table that answers are made of."""
        found = self._select("settle/blocks", tables=[*STORED, *TELLING])
        return {row["table"]: row["block"] for row in found}

    def read(self, made: Generation) -> Reading:
        """What was stored since a generation, as it is now."""
        with self._reading:
            blocks, last = self.blocks(), self._last
            if last is None or last.made != made:
                last = Reading(made, made.reach, made.clicked, _nothing_since(made, last), Since({}, {}, {}, {}, {}))
            self._last = last if last.blocks == blocks and last.whole else self._go_on(last, blocks)
            return self._last

    def close(self) -> None:
        """Nothing is read any more."""
        self._beside.shutdown()

    def _go_on(self, last: Reading, blocks: Mapping[str, int]) -> Reading:
        new = {table for table, block in blocks.items() if not last.whole or block != last.blocks.get(table)}
        self._forget_what_is_told_anew(told_of(blocks))
        beside = self._beside.submit(self._clicks, last, "clicks" in new)
        orders, changed = self._orders(last, "credits" in new)
        clicks, clicked = beside.result()
        since = Since(changed, clicked, self._owners, self._links, self._currencies)
        reach, clicked_to = last.reach.beyond(orders), last.clicked.beyond(clicks)
        epochs = {(row["epoch"], last.reach.epoch) for row in orders} | {(row["epoch"], last.clicked.epoch) for row in clicks}
        over = last.over or any(now != then for now, then in epochs)
        return Reading(last.made, reach, clicked_to, blocks, since, over, max(len(orders), len(clicks)) < READ)

    def _orders(self, last: Reading, some: bool) -> tuple[Rows, Mapping[Any, Changed]]:
        """The new rows, and everything that changed with them; whose its parts are is known afterwards."""
        rows = self._select("settle/orders_since", most=READ, **last.reach.told_as("settled")) if some else []
        naming = self._beside.submit(self._name, {part["owner"] for row in rows for part in row["parts"]})
        changed = changed_with(last.since.orders, rows, lambda new: self._orders_before(last.made, new), ("shop", "order_id"))
        naming.result()
        self._name(set(last.since._replace(orders=changed, owners=self._owners).unnamed()))
        return rows, changed

    def _name(self, owners: set[int]) -> None:
        if unnamed := sorted(owners - self._owners.keys()):
            self._owners |= {row["owner"]: row for row in self._select("settle/owners", owners=unnamed)}

    def _clicks(self, last: Reading, some: bool) -> tuple[Rows, Mapping[Any, Changed]]:
        """The same of clicks; what their links stand for is known afterwards."""
        rows = self._select("settle/clicks_since", most=READ, **last.clicked.told_as("clicked")) if some else []
        changed = changed_with(last.since.clicks, rows, lambda new: self._clicks_before(last.made, new), ("event_id",))
        if unknown := last.since._replace(clicks=changed, links=self._links).unknown():
            self._links |= {row["link_key"]: row for row in self._select("settle/links", links=unknown)}
        return rows, changed

    def _orders_before(self, made: Generation, new: list[Told]) -> Rows:
        return self._select("settle/orders_before", settled=made.id, order_keys=[row["order_key"] for row in new])

    def _clicks_before(self, made: Generation, new: list[Told]) -> Rows:
        return self._select("settle/clicks_before", clicks=[row["event_id"] for row in new], **made.clicked.told_as("clicked"))

    def _forget_what_is_told_anew(self, told: Mapping[str, int]) -> None:
        if len(self._owners) > KNOWN:
            self._owners = {}
        if told != self._known_of or len(self._links) > KNOWN:
            self._links, self._known_of = {}, told
            self._currencies = {row["place"]: row["reports_in"] for row in self._select("settle/currencies")}


def _nothing_since(made: Generation, last: Reading | None) -> Mapping[str, int]:
    """The blocks of the last reading if a step has just gone as far as that."""
    a_step = last and last.made.id == made.id and (last.reach, last.clicked) == (made.reach, made.clicked)
    return last.blocks if last and a_step and last.whole else {}


def _added(name: str, model: str, limit: int, since: Since, sums: Sums, period: Period) -> dict[str, Any]:
    """What a statement needs that is told by a parameter of that name: the level, and `_models` if it is of all models."""
    level, of_all = name.removeprefix("since_").removesuffix("_models"), name.endswith("_models")
    models, only = MODELS if of_all else (model,), None
    added: dict[str, Any] = {"settled_sums": sums.whole}
    if level in KEYS:
        contents = since.touched()
        floor = sums.floor(level, model, len(contents), limit)
        added |= {"settled_merged": sums.merged, "settled_steps": list(sums.sold), "settled_floor": floor}
        added |= {"settled_touched": sorted(since.touched(level))}
        only = sums.above | sums.touched | contents if level == "content" and floor > NO_FLOOR else None
    return added | {name: as_text(since, level, models, period, of_all, only)}


def _limit(given: Mapping[str, Any]) -> int | None:
    """How many are asked for, which the API says as text; None if it is no such number: the engine says so."""
    try:
        limit = int(given.get("limit", RANK))
    except ValueError:
        return None
    return limit if limit >= 0 else None
