"""A refund in a running demo: one signed webhook, and what it changes to the cent."""

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from affluent.demo.figures import Accounts
from affluent.demo.shop.goods import SHOP
from affluent.demo.shop.ledger import Ledger
from affluent.demo.shop.till import TIMEOUT_S, tell
from affluent.local.endpoints import Endpoints
from affluent.local.environment import load_settings
from affluent.world.doors.shopify import REFUND_IDS, TOPICS, payload
from affluent.world.doors.shops import sign, webhook, written
from affluent.world.plot.cast import cast
from affluent.world.plot.telling import Told
from events.ids import derived_id

DECIDED_S, PAUSE_S = 60.0, 0.2
LATEST = 200


class CannotRefund(Exception):
    """An order that nothing can be given back of; the message says why."""


@dataclass(frozen=True)
class Worth:
    """What an order is worth and what it costs in commission, minor units; `creator` "" is nobody."""

    shop: str
    order: str
    currency: str
    net: int
    commission: int
    creator: str
    sentence: str
    events: tuple[str, ...]


class Clerk:
    """Gives money back, as a shop does."""

    def __init__(self, data: Path, endpoints: Endpoints, accounts: Accounts) -> None:
        self._data, self._collector, self._accounts = data, endpoints.collector, accounts

    def newest(self) -> str:
        """SHOP/ORDER of the order bought last in the demo's shop, else of the last one that a creator earned; worth something."""
        mine = [f"{SHOP.id}/{purchase.id}" for purchase in Ledger(self._data).told()]
        others = [row for row in self._accounts.ask("latest_decisions", limit=LATEST) if row["creators"] and row["net"] > 0]
        candidates = [*mine, *(f"{row['shop']}/{row['order_id']}" for row in others)]
        found = next((order for order in candidates if (told := self._accounts.explanation(order)) and told["net"] > 0), None)
        if found is None:
            raise CannotRefund("no order is worth anything yet: buy something first")
        return found

    def worth(self, order: str) -> Worth:
        """An order as it is now; raises CannotRefund if nobody knows it."""
        told = self._accounts.explanation(order)
        if told is None:
            raise CannotRefund(f"nothing is decided about an order {order}")
        shares = next(credit["shares"] for credit in told["credits"] if credit["model"] == "payable")
        name = told["names"]["creator"].get(told["winners"][0]["creator"], "") if shares else ""
        events = tuple(told["events"])
        return Worth(told["shop"], told["order"], told["currency"], told["net"], self._commission(told, shares), name,
                     told["sentence"], events)  # fmt: skip

    def give_back(self, worth: Worth, amount: int) -> str:
        """Tell of a refund of so much net revenue (without VAT); its event id. Raises CannotRefund or NotTold."""
        shop = next((shop for shop in cast().shops if shop.id == worth.shop), None)
        secrets = json.loads(load_settings(self._data)["AFFLUENT_SHOPIFY_SECRETS"]).get(worth.shop)
        if shop is None or not secrets:
            raise CannotRefund(f"{worth.shop} is no shop of the demo")
        body = written(payload(told_of(worth, amount, _now()), shop))
        with httpx.Client(trust_env=False, timeout=TIMEOUT_S) as client:
            tell(client, webhook(self._collector, worth.shop, TOPICS["refund"], body, sign(secrets[0], body)))
        return derived_id("shopify", worth.shop, "refund", str(REFUND_IDS + number_of(worth)))

    def await_decision(self, order: str, event: str) -> Worth:
        """The order once its decision rests on an event; raises CannotRefund if that takes too long."""
        until = time.monotonic() + DECIDED_S
        while event not in (now := self.worth(order)).events:
            if time.monotonic() > until:
                raise CannotRefund(f"the refund of {order} was told, but is not decided after {DECIDED_S:.0f} s")
            time.sleep(PAUSE_S)
        return now

    def _commission(self, told: dict[str, Any], shares: list[dict[str, Any]]) -> int:
        """By the query that the board asks, over the moment at which the order was placed."""
        at = told["decision"]["ordered_at"]
        about = {"since": at, "until": at + 1, "currency": told["currency"], "model": "payable", "limit": LATEST}
        creators = {share["creator"] for share in shares}
        return sum(row["commission"] for row in self._accounts.ask("by_creator", **about) if row["creator"] in creators)


def told_of(worth: Worth, amount: int, now: int) -> Told:
    """A refund of an amount without lines, in the simulated world's words."""
    return {
        "tells": "refund", "kind": "refund", "id": f"refund-{number_of(worth)}", "shop": worth.shop, "order": worth.order,
        "at": now, "lines": [], "adjustment": amount,
    }  # fmt: skip


def number_of(worth: Worth) -> int:
    """The refund's number: another one once anything else was told of the order; beyond those of the simulated world."""
    return int(worth.order) * 100 + len(worth.events) % 100


def _now() -> int:
    return time.time_ns() // 1_000_000
