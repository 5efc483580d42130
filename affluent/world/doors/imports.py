"""The world's own words as bodies of the import doors."""

from typing import Any

from affluent.world.plot.moments import iso
from affluent.world.plot.telling import Told


def item(told: Told) -> dict[str, Any]:
    """One object of /v1/events, /v1/engagements or /v1/costs; what is unknown is left out."""
    body = BODIES[told["tells"]](told) | {
        "event_id": told["id"],
        "event_at": iso(told["at"]),
        "received_at": iso(told["received"]),
    }
    return {name: value for name, value in body.items() if value is not None}


def _click(told: Told) -> dict[str, Any]:
    return {"kind": "click", "slug": told["slug"], "visitor_id": told["visitor"], "flags": told["flags"]}


def _order(told: Told) -> dict[str, Any]:
    return {
        "kind": told["kind"], "shop": told["shop"], "order_id": told["order"], "ordered_at": iso(told["ordered_at"]),
        "currency": told["currency"], "lines": [_line(line) for line in told["lines"]], "codes": told["codes"],
        "customer_id": told["customer"], "visitor_id": told["visitor"], "test": told["test"],
    }  # fmt: skip


def _line(line: Told) -> dict[str, Any]:
    return {"line_id": line["line"], **{name: value for name, value in line.items() if name != "line"}}


def _refund(told: Told) -> dict[str, Any]:
    return {
        "kind": told["kind"], "shop": told["shop"], "order_id": told["order"], "currency": told["currency"],
        "lines": [_line(line) for line in told["lines"]], "adjustment": told["adjustment"],
    }  # fmt: skip


def _engagement(told: Told) -> dict[str, Any]:
    return {"content": told["content"], "provenance": told["provenance"], **told["counters"]}


def _cost(told: Told) -> dict[str, Any]:
    names = ("kind", "campaign", "collaboration", "amount", "currency", "accrues_from", "accrues_to")
    return {name: told[name] for name in names}


BODIES = {"click": _click, "order": _order, "refund": _refund, "engagement": _engagement, "cost": _cost}
