"""Decide again under other terms: what would change for each creator, campaign and order."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from affluent.commands.catalog import read_document
from affluent.commands.options import DEFAULT_DATA, Data
from affluent.commands.questions import PANEL, ask
from events.moments import to_ms
from events.money import plain

ANSWER_S = 3600
SHOWN = 20
COLUMNS = (
    "per", "shop", "order", "creator", "campaign", "collaboration", "currency", "revenue_before", "revenue_after",
    "revenue_change", "commission_before", "commission_after", "commission_change", "orders_before", "orders_after",
)  # fmt: skip

Policy = Annotated[
    Path | None,
    typer.Option(exists=True, dir_okay=False, help="A catalog document (YAML or JSON) with the fields that would be otherwise."),
]
Since = Annotated[str, typer.Option("--from", help="First day of the orders, YYYY-MM-DD (UTC).")]
Until = Annotated[str, typer.Option("--to", help="The day after the last one.")]
Late = Annotated[bool, typer.Option("--late", help="Count touches, codes and devices however late they were received.")]

Out = Annotated[Path | None, typer.Option(dir_okay=False, help="Where to write the whole answer: .json or .csv.")]


def register(app: typer.Typer) -> None:
    """replay."""
    app.command("replay", rich_help_panel=PANEL)(replay)


def replay(
    since: Since,
    until: Until,
    policy: Policy = None,
    late: Late = False,
    out: Out = None,
    data: Data = DEFAULT_DATA,
) -> None:
    """Decide the orders of a period again, from the facts, under other terms; changes nothing.

    The document names campaigns, collaborations and codes, with the fields that change; the same question gives the same bytes.
    """
    tell(data, "/v1/replay", question(policy, since, until, late=late), out)


def tell(data: Path, path: str, asked: dict[str, Any], out: Path | None) -> dict[str, Any]:
    """Ask, write the whole answer to a file if one is named, and say the difference; raises typer.BadParameter."""
    if out and out.suffix not in (".json", ".csv"):
        raise typer.BadParameter(f"{out}: write to a file that ends in .json or .csv")
    answer: dict[str, Any] = ask(data, "POST", path, seconds=ANSWER_S, json=asked)
    if out:
        out.write_text(as_csv(answer) if out.suffix == ".csv" else as_json(answer), newline="")
    for line in told(answer):
        typer.echo(line)
    return answer


def question(policy: Path | None, since: str, until: str, *, late: bool) -> dict[str, Any]:
    """The body that asks it; raises typer.BadParameter."""
    document = (read_document(policy) if policy else None) or {}
    if not isinstance(document, dict):
        raise typer.BadParameter(f"{policy} holds no catalog document")
    return {"policy": document, **period(since, until), "late": late}


def period(since: str, until: str) -> dict[str, int]:
    """Two days as the moments that a body names; raises typer.BadParameter."""
    first, end = _moment(since), _moment(until)
    if first >= end:
        raise typer.BadParameter(f"--to {until} does not lie after --from {since}")
    return {"since": first, "until": end}


def as_json(answer: dict[str, Any]) -> str:
    """The whole answer; the same answer is the same text."""
    return json.dumps(answer, indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def as_csv(answer: dict[str, Any]) -> str:
    """One row for each creator, each campaign, and each account of each order that changes; amounts in minor units."""
    text = io.StringIO()
    rows = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\n")
    rows.writeheader()
    rows.writerows({"per": "creator", **row} for row in answer["creators"])
    rows.writerows({"per": "campaign", **row} for row in answer["campaigns"])
    for order in answer["changes"]:
        named = {"per": "order", "shop": order["shop"], "order": order["order"]}
        rows.writerows({**named, **account} for account in order["accounts"])
    return text.getvalue()


def told(answer: dict[str, Any]) -> Iterator[str]:
    """The difference, for a terminal: creators and campaigns that gain or lose, and the first orders."""
    counts = f"{answer['orders']} orders, {answer['decided_otherwise']} decided otherwise"
    yield f"{counts}, {answer['payable_changed']} with another payable share"
    for per in ("creator", "campaign"):
        for row in answer[f"{per}s"]:
            if row["revenue_change"] or row["commission_change"]:
                yield f"{per} {row[per]}: {_change(row)}; orders {row['orders_before']} → {row['orders_after']}"
    for order in answer["changes"][:SHOWN]:
        for account in order["accounts"]:
            yield f"order {order['shop']}/{order['order']}: {account['creator']}, {account['campaign']}: {_change(account)}"
    if len(answer["changes"]) > SHOWN:
        yield f"and {len(answer['changes']) - SHOWN} more orders: --out FILE.csv has them all"


def _change(row: dict[str, Any]) -> str:
    return ", ".join(_money(row, name) for name in ("revenue", "commission"))


def _money(row: dict[str, Any], name: str) -> str:
    before, after = (plain(row[f"{name}_{side}"], row["currency"]) for side in ("before", "after"))
    return f"{name} {before} → {after} {row['currency']}"


def _moment(day: str) -> int:
    try:
        return to_ms(datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC))
    except ValueError:
        raise typer.BadParameter(f"{day!r} is no day; write 2026-09-01") from None
