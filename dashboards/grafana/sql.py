"""The named queries as Grafana asks them: the one place where parameters become its expressions, and minor units amounts.

Grafana writes its variables into the text of a statement. Lists and texts are put in with `:singlequote`, which quotes each value
and escapes quotes in it. "All" of a list is ALL, which Grafana puts in as it stands: a comment, so an empty list, so every one.
"""

from collections.abc import Iterable, Mapping
from functools import cache

import iso4217

from events.money import BadMoney, exponent
from warehouse.named import COMMENT, PARAMETER, load

ALL = "/* all */"
EXPRESSIONS: Mapping[str, str] = {
    "since": "CAST(${__from}, 'Int64')",
    "until": "CAST(${__to}, 'Int64')",
    "brands": "CAST([${brand:singlequote}], 'Array(String)')",
    "campaigns": "CAST([${campaign:singlequote}], 'Array(String)')",
    "creators": "CAST([${creator:singlequote}], 'Array(String)')",
    "currency": "${currency:singlequote}",
    "model": "${model:singlequote}",
}
PLACES, USUAL = 4, 2
"""No currency has more decimals than PLACES; the ones that have not two are listed."""


def asked(name: str, limit: int | None = None) -> str:
    """A named query with Grafana's expressions in place of its parameters; raises KeyError for a parameter that has none."""
    known = {**EXPRESSIONS, **({} if limit is None else {"limit": str(limit)})}
    return PARAMETER.sub(lambda found: known[found[1]], COMMENT.sub("", load(name).sql)).strip()


def chosen(parameter: str, column: str) -> str:
    """Whether a column is among those chosen, or none is."""
    values = EXPRESSIONS[parameter]
    return f"(empty({values}) OR has({values}, {column}))"


def shown(columns: Iterable[str], query: str, currency: str = EXPRESSIONS["currency"], rest: str = "") -> str:
    """What a panel selects of a query, which it knows as `told`; `rest` filters and sorts."""
    listed = ", ".join(columns)
    unit = f"WITH {one_minor_unit(currency)} AS minor_unit " if "minor_unit" in listed else ""
    return f"{unit}SELECT {listed} FROM ({query}) AS told {rest}".strip()


def amount(column: str) -> str:
    """Minor units as the amount that people write, an exact decimal: a product, so nothing is divided and nothing rounded."""
    return f"CAST(told.{column}, 'Nullable(Decimal(38, 0))') * minor_unit AS {column}"


def part_of(amount: str, whole: str, name: str) -> str:
    """One amount of money as a part of another, to four digits; NULL where the other is not above 0."""
    return _ratio(f"toInt128(told.{amount})", f"told.{whole}", name)


def of_target() -> str:
    """A ROAS as a part of its target, to four digits; NULL without one."""
    return _ratio("toInt128(told.roas * 1000000)", "toInt128(told.target_roas * 1000000)", "of_target")


def _ratio(over: str, under: str, name: str) -> str:
    """By whole numbers alone. A row without a divisor is divided by 1 and forgotten: the engine divides NULLs, too."""
    digits = f"toInt64(intDiv({over} * 10000, greatest(ifNull({under}, 1), 1)))"
    return f"if({under} > 0, CAST({digits}, 'Nullable(Decimal(38, 0))') * toDecimal128('0.0001', 4), NULL) AS {name}"


def one_minor_unit(currency: str) -> str:
    """What one minor unit of a currency is worth in whole ones: EUR 0.01, JPY 1, KWD 0.001."""
    cases = (f"{currency} IN ({', '.join(codes)}), {_worth(places)}" for places, codes in _unusual().items())
    return f"multiIf({', '.join(cases)}, {_worth(USUAL)})"


def _worth(places: int) -> str:
    return f"toDecimal128('{'0.' + '1'.rjust(places, '0') if places else '1'}', {PLACES})"


@cache
def _unusual() -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for code in sorted(currency.code for currency in iso4217.Currency):
        places = _places(code)
        if places != USUAL:
            found.setdefault(places, []).append(f"'{code}'")
    return dict(sorted(found.items()))


def _places(code: str) -> int:
    try:
        return exponent(code)
    except BadMoney:  # gold and its like, which nobody pays with
        return USUAL
