"""Answers of the API as lines of text, for a terminal."""

from collections.abc import Iterator, Mapping
from typing import Any

from events.moments import from_ms
from events.money import BadMoney, plain

MONEY = ("net", "gross", "refunded")
Called = Mapping[str, str]
"""A creator's id to what people call him."""


def explanation_told(answer: dict[str, Any]) -> list[str]:
    """An order explained."""
    currency, called = answer["currency"], answer["names"]["creator"]
    return [
        f"Order {answer['shop']}/{answer['order']}: net {_money(answer['net'], currency)}, {answer['status']}",
        answer["sentence"],
        *(["Losing touches:"] if answer["losers"] else []),
        *(f"  {_touch(each, called)}: {each['why']}" for each in answer["losers"]),
        *(["Too late to count:"] if answer["late"] else []),
        *(
            f"  {each['type']} {each['touch']}, received {each['received']}, allowed until {each['allowed_until']}"
            for each in answer["late"]
        ),
        *_after_sale(answer["after_sale"], called),
        "Credits:",
        *(f"  {line}" for line in _credits(answer["credits"], currency, called)),
        f"Policy {answer['policy']}" + (f", flags {', '.join(answer['flags'])}" if answer["flags"] else ""),
        f"Versions: {len(answer['versions'])}",
        *(f"  {line}" for line in _versions(answer["versions"], currency, called)),
    ]


def books_told(books: dict[str, Any]) -> list[str]:
    """The books, and every difference."""
    homes = f"{books['facts']} facts + {books['duplicates']} duplicates + {books['dead_letters']} dead letters"
    lines = [f"{books['deliveries']} deliveries = {homes}", f"{books['orders']} orders, {books['decided']} decided"]
    for model, by_currency in books["models"].items():
        for currency, sums in by_currency.items():
            money = {name: _money(amount, currency) for name, amount in sums.items()}
            lines.append(f"{model}: net {money['net']} = credited {money['credited']} + unattributed {money['unattributed']}")
    lines += [f"{each['what']}: {each['where']}: {each['cause']} ({each['detail']})" for each in books["differences"]]
    if books["pending"]:
        lines.append(f"{books['pending']} still in flight")
    return [*lines, _verdict(books)]


def _verdict(books: dict[str, Any]) -> str:
    differences = len(books["differences"])
    if differences:
        return f"{differences} difference{'s' if differences > 1 else ''}"
    return "balanced" if books["settled"] else "no difference so far"


def _touch(touch: dict[str, Any], called: Called) -> str:
    who = called.get(touch["creator"], touch["creator"]) or "nobody"
    content = f", {touch['content']}" if touch["content"] else ""
    return f"{touch['type']} {touch['touch']} at {from_ms(touch['at']).isoformat(timespec='milliseconds')} ({who}{content})"


def _after_sale(told: dict[str, Any], called: Called) -> Iterator[str]:
    if told["clicks"]:
        shown = f", the newest {len(told['clicks'])}" if told["many"] > len(told["clicks"]) else ""
        yield f"Clicks after the sale ({told['many']}{shown}):"
        yield from (f"  {_touch(each, called)}: {each['why']}" for each in told["clicks"])


def _credits(credits: list[dict[str, Any]], currency: str, called: Called) -> Iterator[str]:
    for credit in credits:
        told = [(share["creator"], _money(share["amount"], currency)) for share in credit["shares"]]
        shares = [f"{called.get(who, who)} {amount}" for who, amount in told]
        yield f"{credit['model']}: {', '.join([*shares, 'unattributed ' + _money(credit['unattributed'], currency)])}"


def _versions(versions: list[dict[str, Any]], currency: str, called: Called) -> Iterator[str]:
    for version in versions:
        yield f"{version['version']} stored {version['stored_at']}: net {_money(version['net'], currency)}, {version['status']}"
        for change in version["changes"]:
            yield f"  {change['what']}: {changed(change, currency, called)}"


def changed(change: dict[str, Any], currency: str, called: Called) -> str:
    """What a version changed, before and after."""
    if change["what"] == "events":
        return f"told {', '.join(event for event in change['after'] if event not in change['before'])}"
    return f"{_value(change, 'before', currency, called)} → {_value(change, 'after', currency, called)}"


def _value(change: dict[str, Any], side: str, currency: str, called: Called) -> str:
    value = change[side]
    if change["what"] in MONEY:
        return _money(value, currency)
    if isinstance(value, dict):
        return ", ".join(f"{called.get(who, who)} {_money(amount, currency)}" for who, amount in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value)) or "none"
    return "none" if value is None else str(value)


def _money(amount: int, currency: str) -> str:
    try:
        return f"{plain(amount, currency)} {currency}"
    except BadMoney:
        return f"{amount} minor units of {currency}"


def rows_told(rows: list[dict[str, Any]]) -> list[str]:
    """The rows of a named query in columns; amounts are minor units, as the query answers."""
    if not rows:
        return ["no rows"]
    cells = [list(rows[0]), *([_cell(value) for value in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]


def queries_told(queries: dict[str, dict[str, str]]) -> list[str]:
    """Every named query and what it takes."""
    return [f"{name}  {' '.join(f'{key}:{kind}' for key, kind in taken.items())}".rstrip() for name, taken in queries.items()]


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(str, value))
    return "—" if value is None else str(value)
