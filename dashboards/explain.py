"""Why an order is whose: answered from the stored decisions, never worked out again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from dashboards.changes import changes
from dashboards.words import WON_BY, why
from events.decision import Candidate, Decision, Reason, Share, decode_decision, unpack_version
from events.moments import DAY_MS
from warehouse.connect import Warehouse

Names = Mapping[tuple[str, str], str]
Row = Mapping[str, Any]
AFTER_SALE_SHOWN = 20
"""Of the clicks after a sale the newest so many; all are counted."""


class UnknownOrder(LookupError):
    """No shop told of an order of that id, or it has no decision yet."""


class Ambiguous(LookupError):
    """Several shops have an order of that id; the message names them."""


def explain(warehouse: Warehouse, order: str, shop: str, lookback_days: int) -> dict[str, Any]:
    """The winner, every losing touch and why, the policy, all versions with what changed. Raises UnknownOrder, Ambiguous.

    Clicks after the sale are looked for as far as a click before it could count: `lookback_days`.
    """
    rows = warehouse.select("order_versions", order=order, shop=shop)
    shops = sorted({row["shop"] for row in rows})
    if len(shops) > 1:
        raise Ambiguous(f"several shops have an order {order}: say {' or '.join(f'{each}/{order}' for each in shops)}")
    if not rows:
        raise UnknownOrder(_unknown(warehouse, order, shop))
    names = {(row["kind"], row["id"]): row["called"] for row in warehouse.select("names")}
    late = warehouse.select("late_touches", shop=shops[0], order=order)
    told = [(decode_decision(row["document"]), row["stored_at"]) for row in rows]
    decisions = [decision for decision, _ in told]
    after = _after_sale(warehouse, decisions[-1], lookback_days)
    return explanation(decisions, [stored for _, stored in told], late, after, names)


def _after_sale(warehouse: Warehouse, decision: Decision, lookback_days: int) -> list[dict[str, Any]]:
    since, until = decision.ordered_at + 1, decision.ordered_at + lookback_days * DAY_MS
    return warehouse.select(
        "after_sale", shop=decision.shop, order=decision.order, since=since, until=until, limit=AFTER_SALE_SHOWN
    )


def is_known(warehouse: Warehouse, order: str, shop: str) -> bool:
    """Whether anything was told of an order, or decided about it."""
    return any(warehouse.select(question, order=order, shop=shop) for question in ("order_shops", "order_versions"))


def _unknown(warehouse: Warehouse, order: str, shop: str) -> str:
    name = f"{shop}/{order}" if shop else order
    if warehouse.select("order_shops", order=order, shop=shop):
        return f"order {name} is known, but nothing is decided about it yet"
    return f"order {name} is unknown"


def explanation(
    decisions: Sequence[Decision], stored: Sequence[Any], late: Sequence[Row], after: Sequence[Row], names: Names
) -> dict[str, Any]:
    """The newest of an order's decisions (given oldest first) explained, and how it came to be. Several winners share it.

    What came late and what was clicked after the sale was no candidate: it is told beside the decision.
    """
    newest = decisions[-1]
    winners = [each for each in newest.candidates if each.reason == Reason.WON]
    losers = [each for each in newest.candidates if each.reason != Reason.WON]
    fields = ("shop", "order", "currency", "gross", "refunded", "net", "status", "policy", "reason", "flags", "events")
    return {
        **{field: getattr(newest, field) for field in fields},
        "sentence": sentence(newest, winners, names),
        "names": {kind: _named(kind, decisions, after, names) for kind in ("creator", "campaign")},
        "winners": [_touch(each) for each in winners],
        "losers": [_touch(each) for each in losers],
        "credits": msgspec.to_builtins(newest.credits),
        "late": [dict(each) for each in late],
        "after_sale": {"many": after[0]["many"] if after else 0, "clicks": [_clicked(each) for each in after]},
        "versions": versions(decisions, stored),
        "decision": msgspec.to_builtins(newest),
    }


def sentence(decision: Decision, winners: Sequence[Candidate], names: Names) -> str:
    """Who is paid for an order and why, or why nobody is."""
    if not winners:
        return f"Nobody earned it: {why(decision.reason)}."
    earned = " ".join(_earned(each, len(winners) > 1, names) for each in winners)
    return earned if decision.reason == Reason.WON else f"{earned} But {why(decision.reason)}."


def _earned(winner: Candidate, shared: bool, names: Names) -> str:
    creator = _called("creator", winner.creator, names)
    for_what = f" for {_called('campaign', winner.campaign, names)}" if winner.campaign else ""
    with_what = f" with {winner.content}" if winner.content else ""
    touch = f"code {winner.touch}" if winner.type == "code" else f"click {winner.touch}"
    earned = "earned a share of it" if shared else "earned it"
    return f"{creator} {earned}{with_what}{for_what}: {touch} is {WON_BY.get(winner.type, winner.type)}."


def versions(decisions: Sequence[Decision], stored: Sequence[Any]) -> list[dict[str, Any]]:
    """Every version, oldest first, with what changed since the one before."""
    found = []
    for place, decision in enumerate(decisions):
        epoch, offset, index = unpack_version(decision.version)
        found.append(
            {
                "version": decision.version,
                "epoch": epoch,
                "offset": offset,
                "index": index,
                "stored_at": stored[place],
                "net": decision.net,
                "status": decision.status,
                "reason": decision.reason,
                "changes": changes(decisions[place - 1], decision) if place else [],
            }
        )
    return found


def _named(kind: str, decisions: Sequence[Decision], after: Sequence[Row], names: Names) -> dict[str, str]:
    """What people call those of a kind that any version, or a click after the sale, is about: id to name."""
    ids = [getattr(one, kind) for decision in decisions for one in _parties(decision)] + [row[kind] for row in after]
    return {id: names[kind, id] for id in dict.fromkeys(ids) if (kind, id) in names}


def _parties(decision: Decision) -> Iterator[Candidate | Share]:
    yield from decision.candidates
    for credit in decision.credits:
        yield from credit.shares


def _touch(candidate: Candidate) -> dict[str, Any]:
    return {**msgspec.to_builtins(candidate), "why": why(candidate.reason)}


def _clicked(click: Row) -> dict[str, Any]:
    told = {name: told for name, told in click.items() if name != "many"}
    return told | {"type": "click", "reason": Reason.AFTER_SALE.value, "why": why(Reason.AFTER_SALE)}


def _called(kind: str, id: str | None, names: Names) -> str:
    name = names.get((kind, id or ""))
    return f"{name} ({id})" if name and name != id else str(id)
