"""The page as HTML: totals, homes of deliveries, latest decisions. No script; everything from outside is escaped."""

from collections.abc import Iterable
from html import escape
from typing import Any

from dashboards.shown import Shown
from dashboards.words import why
from events.decision import Model, Reason
from events.money import BadMoney, plain

REFRESH_S = 5
MODELS = {
    Model.PAYABLE: "Payable",
    Model.LAST_TOUCH: "Last touch",
    Model.FIRST_TOUCH: "First touch",
    Model.LINEAR: "Linear",
    Model.POSITION_BASED: "Position-based",
    Model.TIME_DECAY: "Time decay",
}
COUNTED = {
    "clicks": "Clicks", "orders": "Orders", "decided": "Decided", "refunds": "Refunds",
    "engagements": "Engagements", "costs": "Costs", "late": "Late touches",
}  # fmt: skip


def page(shown: Shown) -> str:
    """The whole page."""
    return _document(
        _header(shown), _numbers(shown), _totals(shown), _decisions(shown), f'<meta http-equiv="refresh" content="{REFRESH_S}">'
    )


def locked() -> str:
    """What a stranger sees."""
    return _document("<h1>affluent</h1>", "<p>A token is needed: open the address that <code>affluent up</code> printed.</p>")


def _document(*parts: str) -> str:
    head = "".join(part for part in parts if part.startswith("<meta"))
    body = "\n".join(part for part in parts if not part.startswith("<meta"))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f'{head}<title>affluent</title><link rel="stylesheet" href="/page.css"></head>\n<body><main>{body}</main></body></html>\n'
    )


def _header(shown: Shown) -> str:
    homes = shown.homes
    adds_up = homes["facts"] + homes["duplicates"] + homes["dead_letters"] == homes["deliveries"]
    line = (
        f"{_whole(homes['deliveries'])} deliveries {'=' if adds_up else '≠'} {_whole(homes['facts'])} facts + "
        f"{_whole(homes['duplicates'])} duplicates + {_whole(homes['dead_letters'])} dead letters"
    )
    at = shown.at.strftime("%Y-%m-%d %H:%M:%S UTC")
    kind = "good" if adds_up else "bad"
    return f'<header><h1>affluent</h1><p class="at">as of {at}</p></header>\n<p class="homes {kind}">{line}</p>'


def _numbers(shown: Shown) -> str:
    numbers = [(name, _whole(shown.counts[key])) for key, name in COUNTED.items()]
    numbers += [(f"p95 {row['kind']}", f"{_whole(row['p95'])} ms") for row in shown.latency]
    return "<dl>" + "".join(f"<div><dt>{escape(name)}</dt><dd>{value}</dd></div>" for name, value in numbers) + "</dl>"


def _totals(shown: Shown) -> str:
    order = list(MODELS)
    rows = sorted(shown.totals, key=lambda row: (row["currency"], order.index(row["model"]) if row["model"] in order else 99))
    cells = ((MODELS.get(row["model"], row["model"]), row["currency"], _whole(row["orders"]), *_money(row)) for row in rows)
    heads = ("Model", "Currency", "Orders", "Net", "Credited", "Unattributed")
    return _table("Revenue by model", heads, cells, numeric=3, empty="No order has been decided yet.")


def _money(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(_amount(row[name], row["currency"]) for name in ("net", "credited", "unattributed"))


def _decisions(shown: Shown) -> str:
    heads = ("Order", "Creator", "Why", "Stored", "Net")
    cells = (
        (
            f"{row['shop']}/{row['order_id']}",
            _creators(row, shown.names),
            _because(row),
            row["stored_at"].strftime("%H:%M:%S"),
            _amount(row["net"], row["currency"]),
        )
        for row in shown.decisions
    )
    return _table("Latest decisions", heads, cells, numeric=1, empty="Nothing yet: a sale appears here within a second.")


def _creators(row: dict[str, Any], names: dict[tuple[str, str], str]) -> str:
    return ", ".join(names.get(("creator", id), id) for id in dict.fromkeys(row["creators"])) or "nobody"


def _because(row: dict[str, Any]) -> str:
    if row["reason"] == Reason.WON:
        contents = ", ".join(content for content in row["contents"] if content)
        return f"earned{f' with {contents}' if contents else ''} ({row['status']})"
    return f"{why(row['reason'])} ({row['status']})"


def _table(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], numeric: int, empty: str) -> str:
    """A table whose last `numeric` columns are numbers; in its place a sentence if there are no rows."""
    words = len(heads) - numeric
    body = "".join(
        "<tr>"
        + "".join(
            f'<td{_right(place, words)} data-head="{escape(heads[place])}">{escape(str(cell))}</td>'
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    if not body:
        return f'<section><h2>{escape(title)}</h2><p class="empty">{escape(empty)}</p></section>'
    head = "".join(f'<th scope="col"{_right(place, words)}>{escape(name)}</th>' for place, name in enumerate(heads))
    return f"<section><h2>{escape(title)}</h2><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></section>"


def _right(place: int, words: int) -> str:
    return ' class="number"' if place >= words else ""


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _amount(amount: int, currency: str) -> str:
    try:
        return f"{plain(amount, currency)} {currency}"
    except BadMoney:
        return f"{amount} minor units of {currency}"
