"""The tables, shaped from the rows of named queries: by campaign, creator, content and day. Pure."""

from collections.abc import Iterable, Sequence
from typing import Any

from dashboards.board.filters import ROWS, Filter
from dashboards.board.formats import UNKNOWN, amount, day, percent, ratio, unit, whole, words
from dashboards.board.headline import TIMES, Row, Shape, raw, revenue_goal, roas_goal

MONEY_OF = {"net": "Net revenue", "cost": "Cost", "refunded": "Refunded"}
COUNT_OF = {"orders": "Orders", "clicks": "Clicks"}


def column(key: str, label: str, its_unit: str = "", *, number: bool = True, wide: bool = False) -> Shape:
    """A column; `wide` lets its words break."""
    return {"key": key, "label": label, "unit": its_unit, "number": number, "wide": wide}


def figures_columns(first: Sequence[Shape], keys: Iterable[str], currency: str) -> list[Shape]:
    """Columns of words, then figures with their units."""
    found = list(first)
    for key in keys:
        if key in MONEY_OF:
            found.append(column(key, MONEY_OF[key], unit(currency)))
        elif key in COUNT_OF:
            found.append(column(key, COUNT_OF[key]))
        else:
            found.append({"roas": column("roas", "ROAS", TIMES), "roi": column("roi", "ROI", "%")}[key])
    return found


def figures(row: Row, keys: Iterable[str], currency: str) -> list[Shape]:
    """The cells of those columns, each with the exact figure behind it."""
    found = []
    for key in keys:
        value = row[key]
        if key in MONEY_OF:
            text = amount(value, currency)
        elif key in COUNT_OF:
            text = whole(value)
        else:
            text = ratio(value) if key == "roas" else percent(value)
        found.append({"text": text, "raw": raw(value)})
    return found


def named(name: str, id: str, href: str = "") -> Shape:
    """A name that leads to the figures of what it names."""
    cell: Shape = {"text": name or id or "unknown"}
    return cell | ({"href": href, "look": ""} if href else {})


CAMPAIGN_KEYS = ("net", "cost", "roas", "roi", "orders", "clicks")


def campaigns(rows: Sequence[Row], chosen: Filter, currency: str) -> Shape:
    """Each campaign against its target."""
    heads = [column("campaign", "Campaign", number=False)]
    told = [
        {
            "id": row["campaign"],
            "cells": [
                named(row["campaign_name"], row["campaign"], narrowed(chosen, campaigns=(row["campaign"],))),
                *figures(row, CAMPAIGN_KEYS, currency),
                _goal(row, currency),
            ],
        }
        for row in rows[: chosen.rows]
    ]
    columns = [*figures_columns(heads, CAMPAIGN_KEYS, currency), column("target", "Against target", number=False, wide=True)]
    return table(columns, told, chosen, len(rows))


def _goal(row: Row, currency: str) -> Shape:
    goal = roas_goal(row) or revenue_goal(row, currency)
    if goal:
        return {
            "text": "ROAS" if roas_goal(row) else "Revenue",
            "note": goal["text"],
            "width": goal["width"],
            "reached": goal["reached"],
        }
    return {"text": UNKNOWN, "note": "nothing spent yet" if row["target_roas"] else "no target"}


def creators(rows: Sequence[Row], chosen: Filter, currency: str) -> Shape:
    """Each creator."""
    heads = [column("creator", "Creator", number=False)]
    told = [
        {
            "id": row["creator"],
            "cells": [
                named(row["creator_name"], row["creator"], narrowed(chosen, creators=(row["creator"],))),
                *figures(row, CAMPAIGN_KEYS, currency),
            ],
        }
        for row in rows[: chosen.rows]
    ]
    return table(figures_columns(heads, CAMPAIGN_KEYS, currency), told, chosen, len(rows))


CONTENT_KEYS = ("net", "cost", "roas", "orders", "clicks")


def contents(rows: Sequence[Row], chosen: Filter, currency: str) -> Shape:
    """Each content. What no content stands for, promo codes and what is paid for a campaign as a whole, is a row of its own."""
    heads = [column("content", "Content", number=False), column("creator", "Creator", number=False)]
    told = [
        {
            "id": f"{row['content']} {row['creator']} {row['campaign']}",
            "cells": [
                {"text": row["content"] or "No content", "note": _made_for(row)},
                named(row["creator_name"], row["creator"], narrowed(chosen, creators=(row["creator"],))),
                *figures(row, CONTENT_KEYS, currency),
            ],
        }
        for row in rows[: chosen.rows]
    ]
    return table(figures_columns(heads, CONTENT_KEYS, currency), told, chosen, len(rows))


def _made_for(row: Row) -> str:
    return f"{words(row['platform'])} {words(row['format'])}" if row["content"] else "promo codes, fees"


def days(rows: Sequence[Row], currency: str) -> Shape:
    """What the chart shows, in figures; the newest day first."""
    keys = ("net", "cost", "roas", "orders", "clicks")
    told = [
        {"id": str(row["day"]), "cells": [{"text": day(row["day"])}, *figures(row, keys, currency)]} for row in reversed(rows)
    ]
    return {"loading": False, "columns": figures_columns([column("day", "Day", number=False)], keys, currency), "rows": told}


def narrowed(chosen: Filter, **narrower: Any) -> str:
    """The address of a filter that is narrower than the chosen one."""
    return chosen._replace(**narrower).address


def table(columns: list[Shape], rows: list[Shape], chosen: Filter, found: int) -> Shape:
    """A table, and a way to more of it where there is more than is shown."""
    more = None
    larger = next((rows for rows in ROWS if rows > chosen.rows), None)
    if found > chosen.rows and larger:
        more = {"text": f"Show up to {larger:,}", "href": chosen._replace(rows=larger).address}
    return {"loading": False, "columns": columns, "rows": rows, "more": more}
