"""Where a decision that came out differs from the one that must."""

from collections.abc import Iterable
from typing import Any

from tests.oracle.attribution import Expected, expect
from tests.oracle.truth import Order, Truth

Decision = dict[str, Any]
WHO = ("creator", "campaign", "collaboration", "content", "placement")


def differences(truth: Truth, decisions: Iterable[Decision]) -> list[str]:
    """Every difference in words, over all orders; empty if the pipeline is right."""
    came_out = {(decision["shop"], decision["order"]): decision for decision in decisions}
    found = observe(truth, came_out.values())
    must = expect(truth)
    found += [f"{_name(order)}: no decision" for order in sorted(must.keys() - came_out.keys())]
    found += [f"{_name(order)}: a decision about an order that nobody placed" for order in sorted(came_out.keys() - must.keys())]
    for order in sorted(must.keys() & came_out.keys()):
        found += [f"{_name(order)}: {why}" for why in _differs(must[order], came_out[order])]
    return found


def observe(truth: Truth, decisions: Iterable[Decision]) -> list[str]:
    """A live click happened at an instant only the server saw: believe it where it lies between request and answer."""
    found = []
    for decision in decisions:
        for candidate in decision["candidates"]:
            click = truth.clicks.get(candidate["touch"]) if candidate["type"] == "click" else None
            if click is None or "between" not in click:
                continue
            first, last = click["between"]
            if first <= candidate["at"] <= last:
                click["at"] = candidate["at"]
            else:
                found.append(f"click {candidate['touch']}: at {candidate['at']}, not within {first}..{last}")
    return found


def _differs(must: Expected, decision: Decision) -> Iterable[str]:
    for field in ("currency", "gross", "refunded", "net", "reason"):
        if getattr(must, field) != decision[field]:
            yield f"{field} is {decision[field]!r}, must be {getattr(must, field)!r}"
    if decision["policy"] != must.policy["ref"]:
        yield f"policy is {decision['policy']}, must be {must.policy['ref']}"
    lists = {(c["type"], c["touch"], c["reason"]) for c in decision["candidates"]}
    wanted = {(c.type, c.id, c.reason) for c in must.candidates}
    if lists != wanted:
        yield f"candidates: too many {sorted(lists - wanted)}, missing {sorted(wanted - lists)}"
    if (paid := sum(each["amount"] for each in decision["commissions"])) != must.commission:
        yield f"commission is {paid}, must be {must.commission}"
    credits = {credit["model"]: credit for credit in decision["credits"]}
    for model, shares in must.credits.items():
        if model not in credits:
            yield f"{model}: absent"
        else:
            yield from _differs_in(model, must.net, shares, credits[model])


def _differs_in(model: str, net: int, shares: dict[Any, int], credit: Decision) -> Iterable[str]:
    amounts = {tuple(share[field] for field in WHO): share["amount"] for share in credit["shares"]}
    came, wanted = ({key: amount for key, amount in some.items() if amount} for some in (amounts, shares))
    if came != wanted:
        yield f"{model}: {came}, must be {wanted}"
    if credit["unattributed"] != net - sum(wanted.values()):
        yield f"{model}: {credit['unattributed']} unattributed, must be {net - sum(wanted.values())}"


def _name(order: Order) -> str:
    return "/".join(order)
