"""What was decided: the models side by side, and the latest decisions with their reasons. Pure."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from dashboards.board.filters import Filter
from dashboards.board.formats import amount, day, second, unit, whole, words
from dashboards.board.headline import Row, Shape, raw
from dashboards.board.tables import column, named, narrowed, table
from dashboards.words import why
from events.decision import Model, Reason

MODELS = {
    Model.PAYABLE: "Payable",
    Model.LAST_TOUCH: "Last touch",
    Model.FIRST_TOUCH: "First touch",
    Model.LINEAR: "Linear",
    Model.POSITION_BASED: "Position-based",
    Model.TIME_DECAY: "Time decay",
    Model.LAST_NON_DIRECT: "Last non-direct",
    Model.J_SHAPED: "J-shaped",
    Model.INVERSE_J: "Inverse J",
}
KNOWN_MODELS = tuple(MODELS)
BY_NO_CONTENT = "earned with a promo code, or a link that belongs to no content"


def models(rows: Sequence[Row], currency: str) -> Shape:
    """Every model's answer to the same orders."""
    heads = [
        column("model", "Model", number=False), column("net", "Credited", unit(currency)),
        column("unattributed", "To nobody", unit(currency)), column("orders", "Orders"),
    ]  # fmt: skip
    by_model = {row["model"]: row for row in rows}
    told = [
        {
            "id": model,
            "cells": [
                {"text": MODELS[model]},
                *({"text": amount(row[key], currency), "raw": raw(row[key])} for key in ("net", "unattributed")),
                {"text": whole(row["orders"]), "raw": raw(row["orders"])},
            ],
        }
        for model in KNOWN_MODELS
        if (row := by_model.get(model))
    ]
    return {"loading": False, "columns": heads, "rows": told}


def models_by_creator(rows: Sequence[Row], chosen: Filter, currency: str) -> Shape:
    """Creators down, models across: what each would be credited."""
    heads = [
        column("creator", "Creator", number=False),
        *(column(model, MODELS[model]) for model in KNOWN_MODELS),
    ]
    by_creator: dict[str, dict[str, Row]] = {}
    for row in rows:
        by_creator.setdefault(row["creator"], {})[row["model"]] = row
    told = []
    for creator, answers in sorted(by_creator.items(), key=lambda one: (-_credited(one[1], chosen.model), one[0])):
        cells = [_credit(answers.get(model), currency) for model in KNOWN_MODELS]
        name = next(iter(answers.values()))["creator_name"]
        told.append({"id": creator, "cells": [named(name, creator, narrowed(chosen, creators=(creator,))), *cells]})
    return table(heads, told[: chosen.rows], chosen, len(told)) | {"note": f"What each model would credit, in {unit(currency)}."}


def _credited(answers: Mapping[str, Row], model: str) -> int:
    return int(answers[model]["net"]) if model in answers else 0


def _credit(row: Row | None, currency: str) -> Shape:
    net = row["net"] if row else 0
    return {"text": amount(net, currency), "raw": raw(net)}


def decisions(rows: Sequence[Row], chosen: Filter) -> Shape:
    """The orders decided last, each with who earned it and why, and a way to its explanation."""
    heads = [
        column("order", "Order", number=False), column("who", "Earned by", number=False), column("net", "Net revenue"),
        column("why", "Why", number=False, wide=True), column("stored", "Decided", "UTC"),
    ]  # fmt: skip
    told = [
        {
            "id": f"{row['shop']}/{row['order_id']}",
            "cells": [
                {"text": row["order_id"], "href": order_address(row["shop"], row["order_id"]), "note": row["shop"]},
                {"text": ", ".join(dict.fromkeys(row["creator_names"])) or "nobody"},
                {"text": amount(row["net"], row["currency"]), "note": unit(row["currency"]), "raw": raw(row["net"])},
                {"text": because(row), "note": words(row["status"])},
                {"text": second(row["stored_at"]), "note": day(row["stored_at"])},
            ],
        }
        for row in sorted(rows[: chosen.rows], key=lambda row: row["stored_at"], reverse=True)
    ]
    return table(heads, told, chosen, len(rows))


def because(row: Row) -> str:
    """Why an order is whose, in words."""
    if row["reason"] != Reason.WON:
        return why(row["reason"])
    contents = ", ".join(dict.fromkeys(content for content in row["contents"] if content))
    return f"earned with {contents}" if contents else BY_NO_CONTENT


def order_address(shop: str, order: str) -> str:
    """Where an order is explained."""
    return f"/orders/{quote(shop, safe='')}/{quote(order, safe='')}"
