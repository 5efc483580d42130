"""The shops' tills: an act of the story becomes a webhook of this moment, with the browser's click id in it."""

import time
from typing import Any

from affluent.world.doors.browsers import Browsers
from affluent.world.doors.shopify import TOPICS, payload
from affluent.world.doors.shops import Shops
from affluent.world.plot.acts import Webhook
from affluent.world.plot.cast import Cast
from affluent.world.plot.telling import Told


class Tills:
    """Keeps what each order was first told with: its time, its browser, its customer."""

    def __init__(self, cast: Cast, shops: Shops, browsers: Browsers) -> None:
        self.shops = shops
        self._browsers = browsers
        self._shops = {shop.id: shop for shop in cast.shops}
        self._first: dict[str, dict[str, Any]] = {}
        self._refunds: dict[str, Told] = {}
        self._users: dict[str, set[str]] = {}
        self._renamed: dict[str, str] = {}

    def tell(self, act: Webhook) -> None:
        """Deliver it, told now."""
        told = self._now(act)
        again = tuple(self._refunds[one["id"]] for one in act.refunds)
        first = self._first[told["order"]]
        body = payload(told, self._shops[told["shop"]], first["click_id"], first["carries"], again)
        self.shops.deliver(told["shop"], TOPICS[told["kind"]], body, (told, *again))

    def forget(self, browser: str) -> None:
        """Nobody knows whether its last click was recorded: who bought with it is somebody new from now on."""
        for customer in self._users.pop(browser, ()):
            self._renamed[customer] = f"{self._renamed.get(customer, customer)}1"

    def _now(self, act: Webhook) -> Told:
        """The story's words at this moment; a shop writes whole seconds."""
        now = time.time_ns() // 1_000_000
        told = act.told | {"at": now // 1000 * 1000, "received": now}
        if told["tells"] == "refund":
            self._refunds[told["id"]] = told
            return told
        if told["order"] not in self._first:
            self._first[told["order"]] = self._opened(act, told)
        first = self._first[told["order"]]
        return told | {name: first[name] for name in ("ordered_at", "customer", "visitor")}

    def _opened(self, act: Webhook, told: Told) -> dict[str, Any]:
        browser = self._browsers.of(act.browser or "")
        carried = act.carries != "nothing"
        customer = told["customer"] and self._renamed.get(told["customer"], told["customer"])
        if told["customer"]:
            self._users.setdefault(act.browser or "", set()).add(told["customer"])
        return {
            "ordered_at": told["at"], "customer": customer, "carries": act.carries,
            "visitor": browser.visitor if carried else None, "click_id": browser.click_id if carried else None,
        }  # fmt: skip
