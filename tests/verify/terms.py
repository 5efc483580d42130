"""What the month has beside the world's own terms: conditions, an exclusive code, insiders who buy, policies that change."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from affluent.world.plot.cast import Cast
from affluent.world.plot.contracts import Document, Telling
from affluent.world.plot.history import Batch
from affluent.world.plot.telling import DAY, Told
from collector.customers import pseudonym

MIDDLE_DAY = 15
NAMES = 40
"""So many customers of each shop are its staff, and so many are creators."""
CODE_ONLY, CLICK_ONLY, LARGE_ORDERS, LARGE_YEN = (1, 9), (2,), (3, 4), 2
"""Collaborations by their place in the cast, and a campaign."""


class Terms:
    """The cast's tellings and orders with these terms; pseudonyms are keyed with the collector's secret."""

    def __init__(self, cast: Cast, secret: bytes) -> None:
        self._cast, self._secret = cast, secret

    def laid_over(self, plot: Iterator[Batch | Telling], start: int) -> Iterator[Batch | Telling]:
        """The plot with these terms, and with what every shop changes in its middle."""
        waiting = [self._middle(start)]
        for one in plot:
            if isinstance(one, Telling):
                yield self._telling(one)
                continue
            if waiting and one.told[0]["received"] >= waiting[0].recorded_at:
                yield waiting.pop()
            yield replace(one, told=tuple(map(self._told, one.told)))

    def _told(self, order: Told) -> Told:
        """One order in a hundred is bought by the staff of its shop, two by a creator, however often it is told."""
        if order["tells"] != "order":
            return order
        number = int(order["order"])
        who = {0: "staff", 1: "creator", 2: "creator"}.get(number % 100)
        return order | {"customer": f"{who}-{number // 100 % NAMES}"} if who and order["customer"] else order

    def _telling(self, one: Telling) -> Telling:
        """A telling, with all that its entries also ask for."""
        also = {"collaborations": self._conditions, "campaigns": self._minimum, "codes": self._exclusive, "policies": self._staff}
        entries: Document = {
            name: [entry | also.get(name, _nothing)(entry) for entry in listed] for name, listed in one.entries.items()
        }
        return replace(one, entries=entries)

    def _middle(self, start: int) -> Telling:
        """Half way every shop arbitrates otherwise, also the one that had no policy."""
        policies: tuple[dict[str, Any], ...] = (
            {"precedence": "code_if_winner"},
            {"precedence": "always_credit_code", "stacked_codes": "last", "duplicate_clicks_s": 7200},
            {"precedence": "click_first", "duplicate_clicks_s": 1800, "position_weights": [30, 40, 30]},
        )
        at = start + MIDDLE_DAY * DAY
        told = [{"shop": shop.id} | policy for shop, policy in zip(self._cast.shops, policies, strict=True)]
        return self._telling(Telling(at, at, {"policies": told}))

    def _conditions(self, entry: dict[str, Any]) -> dict[str, Any]:
        place = [one.id for one in self._cast.collaborations].index(entry["id"])
        asks: dict[str, Any] = {}
        if place in CODE_ONLY + CLICK_ONLY:
            asks["eligible_touches"] = ["code" if place in CODE_ONLY else "click"]
        if place in LARGE_ORDERS:
            asks["minimum_order"] = {"amount": 12_000, "currency": "EUR"}
        if not place % 3:
            asks["own_pseudonyms"] = [name for shop in self._cast.shops for name in self._names(shop.id, "creator")]
        return asks

    def _minimum(self, entry: dict[str, Any]) -> dict[str, Any]:
        yen = {"minimum_order": {"amount": 9_000, "currency": "JPY"}}
        return yen if entry["id"] == self._cast.campaigns[LARGE_YEN].id else {}

    def _exclusive(self, entry: dict[str, Any]) -> dict[str, Any]:
        first = {(shop.id, self._cast.codes_of(shop)[0].code) for shop in self._cast.shops}
        return {"exclusive": True} if (entry["shop"], entry["code"]) in first else {}

    def _staff(self, entry: dict[str, Any]) -> dict[str, Any]:
        return {"staff": self._names(entry["shop"], "staff")}

    def _names(self, shop: str, who: str) -> list[str]:
        return [pseudonym(self._secret, shop, f"{who}-{number}") for number in range(NAMES)]


def _nothing(entry: dict[str, Any]) -> dict[str, Any]:
    return {}
