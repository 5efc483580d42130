"""Trained models beside what is payable of the same orders. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

from dashboards.board.filters import Filter
from dashboards.board.formats import amount, day, moment, unit, whole
from dashboards.board.headline import Row, Shape, raw
from dashboards.board.tables import column

KINDS = {"markov": "Markov", "shapley": "Shapley"}
MONEY = {"net": "Credited", "payable": "Payable, same orders", "unattributed": "To nobody"}
NEVER_PAYS = "analytic, never pays"
BY_CREATOR_ONLY = "Trained models credit creators, not campaigns: choose no campaign to see them."
MOMENT = timedelta(milliseconds=1)


def trained(rows: Sequence[Row], chosen: Filter, today: date, currency: str) -> Shape:
    """The newest of each kind with its window. Without one, how to train it; `today` is a day, UTC."""
    heads = [
        column("model", "Model", number=False),
        *(column(key, label, unit(currency)) for key, label in MONEY.items()),
        column("orders", "Orders"),
        column("window", "Window", number=False, wide=True),
        column("version", "Version", number=False),
    ]
    told = [
        {
            "id": row["model"],
            "cells": [
                {"text": KINDS.get(row["model"], row["model"]), "note": NEVER_PAYS},
                *({"text": amount(row[key], currency), "raw": raw(row[key])} for key in MONEY),
                {"text": whole(row["orders"]), "raw": raw(row["orders"])},
                {"text": _window(row), "note": f"trained {moment(row['trained_at'])} UTC"},
                {"text": row["version"]},
            ],
        }
        for row in rows
    ]
    return {"loading": False, "columns": heads, "rows": told, "empty": _nothing(chosen, today)}


def _window(row: Row) -> str:
    """First and last day, both inside."""
    return f"{day(row['since'])} to {day(row['until'] - MOMENT)}"


def _nothing(chosen: Filter, today: date) -> str:
    """Whole days are learned from, where the period has any that is over."""
    if chosen.campaigns:
        return BY_CREATOR_ONLY
    first, last = chosen.days(today)
    after = last + timedelta(days=1)
    until = after if first >= today else min(after, today)
    return f"No model was trained for this period. To train one: affluent models train --from {first} --to {until}"
