"""Streamed, batch and SQL side by side: what differs, by order; and which rules decided."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from affluent.replay.decisions import decide_again
from affluent.replay.facts import Period
from domain.attribution.horizons import Horizons
from events.decision import Credit, Decision, Model, decode_decision, encode_decision
from warehouse.connect import Warehouse

WINNERS = Path(__file__).with_name("winners.sql")
ALWAYS = Period(0, 2**43)
NEWEST = "SELECT shop, order_id, version, document FROM decisions_latest"

Name = tuple[str, str]
"""(shop, order)"""
Owner = tuple[str, ...]
"""Creator, campaign, collaboration, content, placement; all empty: nobody"""
Streamed = dict[Name, tuple[int, str]]
"""→ (version, document) of the newest decision"""


class Found(NamedTuple):
    """How many orders there are, and each that differs, in words."""

    orders: int
    differences: list[str]


def newest_of(warehouse: Warehouse) -> Streamed:
    """What the stream has decided."""
    return {(row["shop"], row["order_id"]): (row["version"], row["document"]) for row in warehouse.rows(NEWEST)}


def rules_of(streamed: Streamed) -> Counter[str]:
    """Type and reason → how many candidates have them; policy → how many orders were decided by it."""
    decisions = [decode_decision(document) for _, document in streamed.values()]
    reasons = Counter(f"{each.type} {each.reason}" for decision in decisions for each in decision.candidates)
    return reasons + Counter(decision.policy for decision in decisions)


def against_batch(streamed: Streamed, warehouse: Warehouse, horizons: Horizons) -> Found:
    """Byte for byte, under the version of the streamed decision."""
    made = {(each.shop, each.order): each for each in decide_again(warehouse, ALWAYS, horizons)}
    names = sorted(made.keys() | streamed.keys())
    return Found(len(names), [told for name in names for told in _document_differs(name, streamed.get(name), made.get(name))])


def against_sql(streamed: Streamed, warehouse: Warehouse, horizons: Horizons) -> Found:
    """Who has the last touch, who is paid, and what of the order's net revenue."""
    asked = {"lateness": horizons.lateness, "order_delay": horizons.order_delay}
    rows = warehouse.rows(WINNERS.read_text(), asked)
    told = {(row["shop"], row["order_id"]): (tuple(row["last_touch"]), tuple(row["paid"]), row["net"]) for row in rows}
    seen = {name: _winners(decode_decision(document)) for name, (_, document) in streamed.items()}
    names = sorted(told.keys() | seen.keys())
    return Found(
        len(names),
        [
            f"{'/'.join(name)}: SQL {told.get(name)}, streamed {seen.get(name)}"
            for name in names
            if told.get(name) != seen.get(name)
        ],
    )


def _document_differs(name: Name, streamed: tuple[int, str] | None, made: Decision | None) -> Iterator[str]:
    if streamed is None or made is None:
        yield f"{'/'.join(name)}: decided only {'in the batch' if made else 'in the stream'}"
        return
    version, document = streamed
    again = encode_decision(msgspec.structs.replace(made, version=version)).decode()
    if again != document:
        place = next((at for at, pair in enumerate(zip(again, document, strict=False)) if len(set(pair)) > 1), 0)
        around = slice(max(0, place - 80), place + 80)
        yield f"{'/'.join(name)}: streamed …{document[around]}…, batch …{again[around]}…"


def _winners(decision: Decision) -> tuple[Owner, Owner, int]:
    credits = {each.model: each for each in decision.credits}
    return _owner(credits[Model.LAST_TOUCH], decision.net), _owner(credits[Model.PAYABLE], decision.net), decision.net


def _owner(credit: Credit, net: int) -> Owner:
    assert sum(share.amount for share in credit.shares) + credit.unattributed == net
    if not credit.shares:
        return ("",) * 5
    [one] = credit.shares
    return one.creator, one.campaign, one.collaboration, one.content or "", one.placement or ""
