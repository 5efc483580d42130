"""What came in, what it cost, what came back for it: in one number each, and day by day."""

from grafana_foundation_sdk.builders import common as part
from grafana_foundation_sdk.builders import stat, timeseries
from grafana_foundation_sdk.models import common as model

from dashboards.grafana.panels.look import (
    BAD,
    COUNT,
    FAIR,
    GOOD,
    MONEY,
    MONEY_DECIMALS,
    PLAIN,
    RATIO,
    Properties,
    coloured,
    count,
    money,
    on_the_right,
    ratio,
    share,
    steps,
)  # fmt: skip
from dashboards.grafana.panels.target import SOURCE, TIME_SERIES, Ask
from dashboards.grafana.sql import amount, asked, of_target, part_of, shown

EARNS_ITS_COST = ((None, BAD), (1.0, GOOD))
LOSES_NOTHING = ((None, BAD), (0.0, GOOD))
AT_TARGET = ((None, BAD), (0.8, FAIR), (1.0, GOOD))
"""Of a target that is reached: below four fifths red, below all of it orange."""

DAY = "toDateTime(told.day, 'UTC') AS time"

NET = "Net revenue: what was paid for goods, without tax, shipping and refunds, as the chosen model credits it. By time of order."
COST = "Cost: fees, products, shipping, paid media and agency, accrued day by day over the days they are for, and commission."


def revenue() -> stat.Panel:
    """Net revenue, and what is not in it."""
    columns = {"net": money("Net revenue"), "unattributed": money("To nobody"), "refunded": money("Refunded")}
    about = f"{NET} To nobody: what no creator earned; 0 if campaigns or creators are chosen. Refunded: left out already."
    return _numbers("Revenue (${currency})", about, columns, *map(amount, columns))


def cost() -> stat.Panel:
    """What was spent."""
    columns = {"cost": money("Cost"), "commission": money("of it commission")}
    about = f"{COST} Commission is owed on what the payable model credits, whichever model is chosen; refunds reduce it."
    return _numbers("Cost (${currency})", about, columns, *map(amount, columns))


def returns() -> stat.Panel:
    """Whether it paid."""
    columns = {
        "roas": ratio("ROAS (times)", *coloured(*EARNS_ITS_COST)),
        "of_target": share("of target ROAS", *coloured(*AT_TARGET)),
        "roi": share("ROI", *coloured(*LOSES_NOTHING)),
    }
    about = (
        "ROAS: net revenue / cost; red below 1. Of target: ROAS / target ROAS, where exactly one campaign is chosen. "
        "ROI: (net revenue x margin - cost) / cost; n/a without the campaign's margin or without cost."
    )
    return _numbers("Return", about, columns, "roas", of_target(), "roi")


def traffic() -> stat.Panel:
    """Clicks and orders."""
    columns = {"clicks": count("Clicks"), "orders": count("Orders")}
    about = (
        "Clicks on tracked links without invalid traffic, by time of click. Orders with a share of the filter, by time of order."
    )
    return _numbers("Traffic", about, columns, *columns)


def target() -> stat.Panel:
    """How far a campaign is towards its revenue."""
    columns = {"target_revenue": money("Target revenue"), "reached": share("reached", *coloured(*AT_TARGET))}
    about = (
        "The campaign's target revenue and how much of it the period's net revenue reaches; n/a where it has none in the chosen "
        "currency, or where creators are chosen: the target is the campaign's."
    )
    reached = part_of("net", "target_revenue", "reached")
    return _numbers("Target (${currency})", about, columns, amount("target_revenue"), reached)


def money_over_time() -> timeseries.Panel:
    """Net revenue and cost as bars, ROAS as a line over them."""
    sql = shown((DAY, amount("net"), amount("cost"), "told.roas AS roas"), asked("over_time"), rest="ORDER BY time")
    return (
        _bars("Net revenue, cost and ROAS by day (${currency})", sql)
        .description(f"{NET} {COST} ROAS: net revenue / cost of the day; no line on days without cost. Days are UTC.")
        .unit(MONEY)
        .decimals(MONEY_DECIMALS)
        .override_by_name("net", money("Net revenue"))
        .override_by_name("cost", money("Cost"))
        .override_by_name("roas", ratio("ROAS (times)", *on_the_right("ROAS (times)")))
    )


def traffic_over_time() -> timeseries.Panel:
    """Clicks as bars, orders as a line over them."""
    sql = shown((DAY, "told.clicks AS clicks", "told.orders AS orders"), asked("over_time"), rest="ORDER BY time")
    return (
        _bars("Clicks and orders by day", sql)
        .description("Valid clicks by time of click, orders by time of order. Days are UTC.")
        .unit(COUNT)
        .decimals(0)
        .override_by_name("clicks", count("Clicks"))
        .override_by_name("orders", count("Orders", *on_the_right("Orders")))
    )


def _numbers(title: str, about: str, columns: dict[str, Properties], *selected: str) -> stat.Panel:
    """Columns of the overview as numbers beside each other."""
    panel = (
        stat.Panel()
        .title(title)
        .description(about)
        .datasource(SOURCE)
        .with_target(Ask(shown(selected, asked("overview"))))
        .unit(RATIO)
        .thresholds(steps((None, PLAIN)))
        .no_value("n/a")
        .color_mode(model.BigValueColorMode.VALUE)
        .graph_mode(model.BigValueGraphMode.NONE)
        .text_mode(model.BigValueTextMode.VALUE_AND_NAME)
        .reduce_options(part.ReduceDataOptions().calcs(["lastNotNull"]).fields("/.*/").values(False))
    )
    for name, properties in columns.items():
        panel.override_by_name(name, properties)
    return panel


def _bars(title: str, sql: str) -> timeseries.Panel:
    return (
        timeseries.Panel()
        .title(title)
        .datasource(SOURCE)
        .with_target(Ask(sql, TIME_SERIES))
        .draw_style(model.GraphDrawStyle.BARS)
        .fill_opacity(60)
        .line_width(0)
        .show_points(model.VisibilityMode.NEVER)
        .legend(
            part.VizLegendOptions()
            .display_mode(model.LegendDisplayMode.LIST)
            .placement(model.LegendPlacement.BOTTOM)
            .show_legend(True)
        )
        .tooltip(part.VizTooltipOptions().mode(model.TooltipDisplayMode.MULTI).sort(model.SortOrder.NONE))
    )
