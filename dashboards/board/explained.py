"""An order explained, shaped for its view: the sentence, the touches, what each model credits, every version. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from dashboards.board.formats import amount, moment, money, unit, words
from dashboards.board.headline import Shape, raw
from dashboards.board.tables import column
from dashboards.board.verdicts import MODELS
from dashboards.telling import changed
from events.moments import from_ms

Answer = Mapping[str, Any]
ONLY_SAID_AGAIN = "said again after a restart; nothing changed"


class Order(NamedTuple):
    """An order by its shop and its id there."""

    shop: str
    order: str


def unknown(why: str) -> dict[str, Shape]:
    """An order that can't be explained yet."""
    notice = {
        "id": "unknown",
        "tone": "plain",
        "title": "Nothing to explain",
        "text": f"{why}. It appears here when it is decided.",
    }
    tables = {name: {"loading": False, "columns": [], "rows": []} for name in ("touches", "credits", "versions")}
    return {"sentence": {"notices": [notice]}, **tables}


def explained(answer: Answer) -> dict[str, Shape]:
    """The parts of the view."""
    return {
        "sentence": _sentence(answer),
        "touches": _touches(answer),
        "credits": _credits(answer),
        "versions": _versions(answer),
    }


def _sentence(answer: Answer) -> Shape:
    currency = answer["currency"]
    facts = [
        ("Net revenue", money(answer["net"], currency), raw(answer["net"])),
        ("Before refunds", money(answer["gross"], currency), raw(answer["gross"])),
        ("Refunded", money(answer["refunded"], currency), raw(answer["refunded"])),
        ("Status", words(answer["status"]), None),
        ("Placed", f"{moment(from_ms(answer['decision']['ordered_at']))} UTC", None),
        ("Policy", answer["policy"], None),
    ]
    return {
        "notices": [
            {
                "id": "sentence",
                "tone": "good" if answer["winners"] else "plain",
                "title": "Who earned it",
                "text": answer["sentence"],
                "facts": [{"label": label, "value": value, "raw": exact} for label, value, exact in facts],
            }
        ]
    }


def _touches(answer: Answer) -> Shape:
    columns = [
        column(key, label, number=False, wide=True)
        for key, label in (("touch", "Touch"), ("who", "Creator"), ("why", "Verdict"), ("at", "When"))
    ]
    rows = [*(_touch(each, "good") for each in answer["winners"]), *(_touch(each, "") for each in answer["losers"])]
    rows += [_late(each) for each in answer["late"]]
    rows += _after_sale(answer["after_sale"])
    return {
        "loading": False,
        "columns": columns,
        "rows": [{"id": f"{place}", "cells": cells} for place, cells in enumerate(rows)],
    }


def _touch(touch: Answer, tone: str) -> list[Shape]:
    return [
        {"text": words(touch["type"]), "note": touch["touch"]},
        {"text": touch["creator_name"] or touch["creator"] or "nobody", "note": touch["content"] or ""},
        {"text": touch["why"], "tone": tone},
        {"text": f"{moment(from_ms(touch['at']))} UTC"},
    ]


def _late(touch: Answer) -> list[Shape]:
    return [
        {"text": words(touch["type"]), "note": touch["touch"]},
        {"text": "not looked up"},
        {"text": f"too late: it counts until {moment(touch['allowed_until'])} UTC"},
        {"text": f"{moment(touch['received'])} UTC", "note": "received"},
    ]


def _after_sale(told: Answer) -> list[list[Shape]]:
    rows = [_touch(each, "") for each in told["clicks"]]
    if more := told["many"] - len(rows):
        rows.append([{"text": f"{more} more"}, {"text": ""}, {"text": "older ones after the sale, not shown"}, {"text": ""}])
    return rows


def _credits(answer: Answer) -> Shape:
    currency = answer["currency"]
    columns = [
        column("model", "Model", number=False),
        column("who", "Earned by", number=False),
        column("amount", "Credited", unit(currency)),
    ]
    rows = [
        {"id": f"{model} {place}", "cells": [{"text": MODELS.get(model, words(model))}, *cells]}
        for model, place, cells in _shares(answer["credits"], currency)
    ]
    return {"loading": False, "columns": columns, "rows": rows}


def _shares(credits: list[Answer], currency: str) -> Iterator[tuple[Any, int, list[Shape]]]:
    for credit in credits:
        told = [(share["creator"], share["content"] or "", share["amount"]) for share in credit["shares"]]
        if credit["unattributed"] or not told:
            told.append(("nobody", "", credit["unattributed"]))
        for place, (who, what, share) in enumerate(told):
            yield credit["model"], place, [{"text": who, "note": what}, {"text": amount(share, currency), "raw": raw(share)}]


def _versions(answer: Answer) -> Shape:
    currency = answer["currency"]
    columns = [
        column("stored", "Decided", number=False), column("net", "Net revenue", unit(currency)),
        column("status", "Status", number=False), column("changes", "What changed", number=False, wide=True),
    ]  # fmt: skip
    rows = [
        {
            "id": str(version["version"]),
            "cells": [
                {"text": f"{moment(version['stored_at'])} UTC"},
                {"text": amount(version["net"], currency), "raw": raw(version["net"])},
                {"text": words(version["status"])},
                {"text": _changes(version["changes"], currency) or (ONLY_SAID_AGAIN if place else "first decision")},
            ],
        }
        for place, version in enumerate(answer["versions"])
    ]
    return {"loading": False, "columns": columns, "rows": list(reversed(rows))}


def _changes(changes: list[Answer], currency: str) -> str:
    return "\n".join(f"{words(change['what'])}: {changed(dict(change), currency)}" for change in changes)
