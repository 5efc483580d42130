"""An order explained, shaped for its view: the sentence, the touches, what each model credits, every version. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from dashboards.board.formats import amount, day, moment, money, second, unit, words
from dashboards.board.headline import Shape, raw
from dashboards.board.tables import column
from dashboards.board.verdicts import MODELS
from dashboards.telling import Called, changed
from events.decision import Reason
from events.moments import from_ms, to_ms

Answer = Mapping[str, Any]
WINNER = "Winner"
NO_TOUCH = "No click and no code leads to this order."
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
        "text": f"{why[:1].upper()}{why[1:]}. It appears here when it is decided.",
        "href": "/",
        "link": "Go to the overview",
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
    """In the order in which they happened; what was only clicked after the sale comes last."""
    columns = [
        column(key, label, number=False, wide=True)
        for key, label in (("touch", "Touch"), ("who", "Creator"), ("why", "Verdict"), ("at", "When"))
    ]
    called = answer["names"]["creator"]
    told = [(each["at"], _touch(each, called)) for each in answer["losers"]]
    told += [(each["at"], {**_touch(each, called), "mark": WINNER}) for each in answer["winners"]]
    told += [(to_ms(each["touched_at"]), _late(each)) for each in answer["late"]]
    rows = [row for _, row in sorted(told, key=lambda one: one[0])] + _after_sale(answer["after_sale"], called)
    numbered = [{"id": f"{place}", **row} for place, row in enumerate(rows)]
    return {"loading": False, "columns": columns, "rows": numbered, "empty": NO_TOUCH}


def _touch(touch: Answer, called: Called) -> Shape:
    return {
        "cells": [
            {"text": words(touch["type"]), "note": touch["touch"]},
            _who(touch, called) if touch["creator"] else {"text": "nobody", "note": touch["content"] or ""},
            {"text": touch["why"], "tone": "good" if touch["reason"] == Reason.WON else ""},
            _when(from_ms(touch["at"])),
        ]
    }


def _who(earner: Answer, called: Called) -> Shape:
    """A creator by name, and beneath it the id that filters and the catalog know, and the content."""
    id = earner["creator"]
    name = called.get(id, id)
    return {"text": name, "note": " · ".join(filter(None, (id if name != id else "", earner["content"])))}


def _when(at: datetime) -> Shape:
    """To the second: touches of one visit, and versions of one minute, are told apart by it."""
    return {"text": f"{second(at)} UTC", "note": day(at)}


def _late(touch: Answer) -> Shape:
    why = f"too late: received {moment(touch['received'])}, it counts until {moment(touch['allowed_until'])} UTC"
    cells = [
        {"text": words(touch["type"]), "note": touch["touch"]},
        {"text": "not looked up"},
        {"text": why},
        _when(touch["touched_at"]),
    ]
    return {"cells": cells}


def _after_sale(told: Answer, called: Called) -> list[Shape]:
    rows = [_touch(each, called) for each in reversed(told["clicks"])]
    if more := told["many"] - len(rows):
        blank = {"text": "", "tone": "blank"}
        cells = [{"text": f"{more} more"}, blank, {"text": "after the sale too, before those below: not shown"}, blank]
        rows.insert(0, {"cells": cells})
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
        for model, place, cells in _shares(answer, currency)
    ]
    return {"loading": False, "columns": columns, "rows": rows}


def _shares(answer: Answer, currency: str) -> Iterator[tuple[Any, int, list[Shape]]]:
    called = answer["names"]["creator"]
    for credit in answer["credits"]:
        told: list[tuple[Shape, int]] = [(_who(share, called), share["amount"]) for share in credit["shares"]]
        if credit["unattributed"] or not told:
            told.append(({"text": "nobody", "note": ""}, credit["unattributed"]))
        for place, (who, share) in enumerate(told):
            yield credit["model"], place, [who, {"text": amount(share, currency), "raw": raw(share)}]


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
                _when(version["stored_at"]),
                {"text": amount(version["net"], currency), "raw": raw(version["net"])},
                {"text": words(version["status"])},
                {"text": _changes(version["changes"], answer) or (ONLY_SAID_AGAIN if place else "first decision")},
            ],
        }
        for place, version in enumerate(answer["versions"])
    ]
    return {"loading": False, "columns": columns, "rows": list(reversed(rows))}


def _changes(changes: list[Answer], answer: Answer) -> str:
    currency, called = answer["currency"], answer["names"]["creator"]
    return "\n".join(f"{words(change['what'])}: {changed(dict(change), currency, called)}" for change in changes)
