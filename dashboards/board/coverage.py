"""How orders came: by click, by code, by both, or by neither and why. Pure."""

from collections.abc import Sequence
from decimal import Decimal

from dashboards.board.formats import amount, percent, unit, whole
from dashboards.board.headline import Row, Shape, raw
from dashboards.board.tables import column
from dashboards.words import CAME, why

THOUSAND = 1000


def coverage(rows: Sequence[Row], currency: str) -> Shape:
    """Each class with its part of all orders and of all net revenue."""
    heads = [
        column("class", "Came by", number=False, wide=True), column("orders", "Orders"), column("of_orders", "of orders", "%"),
        column("net", "Net revenue", unit(currency)), column("of_net", "of net revenue", "%"),
    ]  # fmt: skip
    orders, net = sum(row["orders"] for row in rows), sum(row["net"] for row in rows)
    told = [
        {
            "id": f"{row['class']} {row['reason']}".strip(),
            "cells": [
                {"text": CAME[row["class"]], "note": why(row["reason"])},
                {"text": whole(row["orders"]), "raw": raw(row["orders"])},
                {"text": percent(_part(row["orders"], orders))},
                {"text": amount(row["net"], currency), "raw": raw(row["net"])},
                {"text": percent(_part(row["net"], net))},
            ],
        }
        for row in rows
    ]
    return {"loading": False, "columns": heads, "rows": told}


def _part(part: int, of: int) -> Decimal | None:
    """Rounded down to thousandths; None where there is nothing to be a part of."""
    return Decimal(part * THOUSAND // of) / THOUSAND if of > 0 else None
