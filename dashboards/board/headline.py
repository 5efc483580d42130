"""The headline, the targets and the chart, shaped from the rows of named queries. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from dashboards.board.formats import amount, money, percent, ratio, short_day, unit, whole
from events.money import BadMoney, exponent

Row = Mapping[str, Any]
Shape = dict[str, Any]
FULL = 100
TIMES = "\u00d7"
MONEY = ("net", "cost")

LABELS = (("net", "Net revenue"), ("cost", "Cost"), ("roas", "ROAS"), ("roi", "ROI"), ("orders", "Orders"), ("clicks", "Clicks"))


def awaited_cards() -> Shape:
    """The headline before its figures are there."""
    return {"loading": True, "cards": [{"key": key, "label": label, "note": "\u00a0"} for key, label in LABELS]}


def cards(row: Row, currency: str) -> Shape:
    """Six figures with their units and what they are made of."""
    shown = {
        "net": (amount(row["net"], currency), "", _net_note(row, currency)),
        "cost": (amount(row["cost"], currency), "", f"of it {money(row['commission'], currency)} commission"),
        "roas": (ratio(row["roas"]), "" if row["roas"] is None else TIMES, _roas_note(row)),
        "roi": (percent(row["roi"]), "" if row["roi"] is None else "%", _roi_note(row)),
        "orders": (whole(row["orders"]), "", f"{money(row['refunded'], currency)} refunded"),
        "clicks": (whole(row["clicks"]), "", "on tracked links, bots left out"),
    }
    goals = {"net": revenue_goal(row, currency), "roas": roas_goal(row)}
    found = []
    for key, label in LABELS:
        value, its_unit, note = shown[key]
        found.append(
            {
                "key": key,
                "label": label,
                "of": unit(currency) if key in MONEY else "",
                "value": value,
                "unit": its_unit,
                "note": note,
                "raw": raw(row[key]),
                "target": goals.get(key),
            }
        )
    return {"loading": False, "cards": found}


def raw(value: Any) -> str | None:
    """The exact figure behind what is shown, as the query told it."""
    return None if value is None else str(value)


def _net_note(row: Row, currency: str) -> str:
    nobody = row["unattributed"]
    return f"and {money(nobody, currency)} earned by nobody" if nobody else "credited to creators"


def _roas_note(row: Row) -> str:
    return "unknown: nothing was spent" if row["roas"] is None else "net revenue for each unit of cost"


def _roi_note(row: Row) -> str:
    if row["roi"] is not None:
        return "gain after product cost, on cost"
    return "unknown: nothing was spent" if row["roas"] is None else "unknown: a campaign here has no margin rate"


def revenue_goal(row: Row, currency: str) -> Shape | None:
    """How much of the target revenue is reached; None without a target."""
    target = row["target_revenue"]
    if not target:
        return None
    done = _part(row["net"], target)
    return {
        "width": done,
        "reached": row["net"] >= target,
        "text": f"{_part_of(row['net'], target)} of the target {money(target, currency)}",
    }


def roas_goal(row: Row) -> Shape | None:
    """How far ROAS is towards its target; None without a target or where ROAS is unknown."""
    target, reached = row["target_roas"], row["roas"]
    if not target or reached is None:
        return None
    told = f"{_part_of(reached, target)} of the target {ratio(Decimal(target))}"
    return {"width": _part(reached, target), "reached": reached >= target, "text": told}


def _part(reached: Decimal | int, target: Decimal | int) -> int:
    return int(max(0, min(FULL, reached * FULL // target)))


def _part_of(reached: Decimal | int, target: Decimal | int) -> str:
    return f"{whole(int(reached * FULL // target))} %"


def chart(rows: Sequence[Row], currency: str) -> Shape:
    """Net revenue and cost by day, as ECharts takes it; colours are those of the style sheet, so they follow light and dark."""
    axis: Shape = {"axisLabel": {"color": "var(--soft)", "fontSize": 12}, "axisTick": {"show": False}}
    return {
        "animation": False,
        "aria": {"enabled": False},
        "textStyle": {"fontFamily": "inherit"},
        "grid": {"left": 8, "right": 24, "top": 44, "bottom": 4, "containLabel": True},
        "legend": {"top": 0, "left": 0, "itemWidth": 16, "itemHeight": 8, "textStyle": {"color": "var(--ink)", "fontSize": 13}},
        "tooltip": {"trigger": "axis", "className": "tip", ":valueFormatter": _in_words(currency), "confine": True},
        "xAxis": {
            **axis, "type": "category", "data": [short_day(row["day"]) for row in rows],
            "axisLine": {"lineStyle": {"color": "var(--line)"}},
        },
        "yAxis": {
            **axis, "type": "value", "name": unit(currency), "nameTextStyle": {"color": "var(--soft)", "align": "right"},
            "splitLine": {"lineStyle": {"color": "var(--line)"}},
        },
        "series": [
            _series("Net revenue", "bar", "var(--net)", [_plotted(row["net"], currency) for row in rows]),
            _series("Cost", "line", "var(--cost)", [_plotted(row["cost"], currency) for row in rows]),
        ],
    }  # fmt: skip


def _series(name: str, kind: str, colour: str, points: list[float]) -> Shape:
    shape: Shape = {"name": name, "type": kind, "color": colour, "itemStyle": {"color": colour}, "data": points}
    shape |= {"emphasis": {"disabled": True}, "showSymbol": False}
    return shape | ({"lineStyle": {"color": colour, "width": 2}, "step": "middle"} if kind == "line" else {"barMaxWidth": 22})


def _plotted(minor: int, currency: str) -> float:
    """A place on a picture; the exact figure stands in the table."""
    return float(Decimal(minor).scaleb(-_places(currency)))


def _in_words(currency: str) -> str:
    places = _places(currency)
    digits = f"{{minimumFractionDigits: {places}, maximumFractionDigits: {places}}}"
    return f"value => value.toLocaleString('en-US', {digits}) + '\\u00a0{unit(currency)}'"


def _places(currency: str) -> int:
    try:
        return exponent(currency)
    except BadMoney:
        return 0
