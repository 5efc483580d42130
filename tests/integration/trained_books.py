"""What models were trained on the September of the books, by hand."""

import json
from collections.abc import Mapping
from typing import Any

from events.moments import DAY_MS
from tests.integration.campaign_books import SEPTEMBER, the_september
from warehouse.connect import Warehouse
from warehouse.tables import TRAINED_CREDITS, TRAINED_MODELS


def a_model(warehouse: Warehouse, version: str, window: tuple[int, int], trained: int) -> None:
    """From one day to another and its training, in days since the first of September."""
    since, until, at = (SEPTEMBER + day * DAY_MS for day in (*window, trained))
    warehouse.insert(TRAINED_MODELS, [(version, version.partition("@")[0], since, until, at, json.dumps({}), at)])


def an_order(
    warehouse: Warehouse, version: str, order: str, day: int, net: int, shares: Mapping[str, tuple[int, int]], **more: Any
) -> None:
    """What a model credits of an order of a day of September. Shares: creator to what the model credits and what is payable."""
    told = {"shop": "shop", "currency": "EUR", "counted": True, **more}
    amounts, paid = ([share[which] for share in shares.values()] for which in (0, 1))
    at = SEPTEMBER + (day - 1) * DAY_MS + 5
    row = (told["shop"], order, at, 1, told["currency"], net, told["counted"], list(shares), amounts, paid, at)
    warehouse.insert(TRAINED_CREDITS, [(version, *row)])


def trained_september(warehouse: Warehouse) -> None:
    """Two Markov models, the newer one of the first eight days, and a Shapley one of two days."""
    a_model(warehouse, "markov@old", (-10, 2), trained=12)
    a_model(warehouse, "markov@new", (0, 8), trained=9)
    a_model(warehouse, "shapley@one", (0, 3), trained=9)
    an_order(warehouse, "markov@old", "o0", -2, 777, {"ann": (777, 0)})
    an_order(warehouse, "markov@new", "o1", 2, 10_001, {"ann": (8_001, 10_001), "bob": (2_000, 0)})
    an_order(warehouse, "markov@new", "o2", 3, 4_000, {"bob": (2_000, 4_000)})
    an_order(warehouse, "markov@new", "o3", 4, 3_000, {"ann": (0, 0)})
    an_order(warehouse, "markov@new", "o4", 4, 900, {"ann": (900, 900)}, shop="kyoto", currency="JPY")
    an_order(warehouse, "markov@new", "o6", 5, 0, {"ann": (0, 0)}, counted=False)
    an_order(warehouse, "shapley@one", "o1", 2, 10_001, {"ann": (5_001, 10_001), "bob": (5_000, 0)})


def the_september_and_its_models(warehouse: Warehouse) -> None:
    """Fill a warehouse with both."""
    the_september(warehouse)
    trained_september(warehouse)
