"""Whether the books balance, and which alerts are open."""

from grafana_foundation_sdk.builders import common as part
from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.builders import stat, table
from grafana_foundation_sdk.models import common as model

from dashboards.grafana.panels.look import BAD, COUNT, FAIR, GOOD, amount_of, count, ratio, steps, wide, words
from dashboards.grafana.panels.tables import TO_CAMPAIGN, rows
from dashboards.grafana.panels.target import SOURCE, Ask
from dashboards.grafana.sql import EXPRESSIONS, amount, asked, chosen, part_of, shown

MOST_ALERTS = 1000
ZERO_OR_WRONG = steps((None, BAD), (0.0, GOOD), (1.0, BAD))
NONE_IS_BEST = steps((None, GOOD), (1.0, FAIR))
START, END = (f"fromUnixTimestamp64Milli({EXPRESSIONS[end]})" for end in ("since", "until"))
ALWAYS = "Over everything stored: no filter and no period applies."


def deliveries() -> stat.Panel:
    """Deliveries = facts + duplicates + dead letters."""
    homeless = (
        "toInt64(told.deliveries) - toInt64(told.facts) - toInt64(told.duplicates) - toInt64(told.dead_letters) AS difference"
    )
    about = (
        "Deliveries less facts, duplicates and dead letters: 0, or something was lost or counted twice. While a batch is being "
        f"written it may differ for a moment; `affluent reconcile` waits for that and names each difference. {ALWAYS}"
    )
    return _whole("Deliveries without a home", about, shown((homeless,), asked("conservation")), ZERO_OR_WRONG)


def undecided() -> stat.Panel:
    """Orders = decisions."""
    waiting = "toInt64(told.orders) - toInt64(told.decided) AS undecided"
    about = f"Orders less orders with a decision: 0, apart from the seconds in which a new order is being decided. {ALWAYS}"
    return _whole("Orders without a decision", about, shown((waiting,), asked("counts")), ZERO_OR_WRONG)


def unbalanced() -> stat.Panel:
    """Net = credited + unattributed, in each model and currency."""
    off = "countIf(told.net != told.credited + told.unattributed) AS unbalanced"
    about = f"Pairs of a model and a currency whose net revenue is not what it credits plus what nobody earned: 0. {ALWAYS}"
    return _whole("Models that do not add up", about, shown((off,), asked("totals")), ZERO_OR_WRONG)


def dead_letters() -> stat.Panel:
    """What was refused."""
    about = (
        f"Records that were refused; `affluent dead-letters list` tells each with its reason, `replay` sends it again. {ALWAYS}"
    )
    return _whole("Dead letters", about, shown(("told.dead_letters AS dead_letters",), asked("conservation")), NONE_IS_BEST)


def open_alerts() -> table.Panel:
    """Campaigns under their target, with the money at stake."""
    columns = {
        "campaign": words("Campaign id", TO_CAMPAIGN),
        "since": words("Open since", wide(180)),
        "at_stake": amount_of("At stake"),
        "currency": words("Currency"),
        "roas": ratio("ROAS (times)"),
        "target_roas": ratio("Target ROAS (times)"),
        "expected_orders": count("Orders expected"),
        "orders": count("Orders seen"),
        "net": amount_of("Net revenue"),
        "cost": amount_of("Cost"),
        "brand": words("Brand"),
    }
    selected = ("told.campaign AS campaign", "told.since AS since", amount("at_stake"), "told.currency AS currency",
                part_of("net", "cost", "roas"), "told.target_roas AS target_roas", "told.expected_orders AS expected_orders",
                "told.orders AS orders", amount("net"), amount("cost"), "told.brand AS brand")  # fmt: skip
    about = (
        "Campaigns under their target ROAS now, whatever the period and the currency, of the brands and campaigns chosen. "
        "Amounts are in the currency of their line, over the window that was judged. The campaign's id opens it."
    )
    where = f"WHERE told.is_open AND {_of_the_filter()} ORDER BY told.since, told.alert"
    return rows("Open alerts", about, shown(selected, asked("alerts", MOST_ALERTS), "told.currency", where), columns)


def alert_marks() -> build.AnnotationQuery:
    """Alerts on the time series, from their opening to their end."""
    selected = (
        "told.since AS time",
        f"coalesce(told.resolved_at, {END}) AS timeEnd",
        "concat('ROAS under target: ', told.campaign) AS text",
        "told.brand AS tags",
    )
    where = f"WHERE time < {END} AND timeEnd >= {START} AND {_of_the_filter()} ORDER BY time"
    sql = shown(selected, asked("alerts", MOST_ALERTS), rest=where)
    return (
        build.AnnotationQuery().name("Alerts").enable(True).icon_color(FAIR).datasource(SOURCE).target(Ask(sql, ref_id="Alerts"))
    )


def _of_the_filter() -> str:
    return f"{chosen('brands', 'told.brand')} AND {chosen('campaigns', 'told.campaign')}"


def _whole(title: str, about: str, sql: str, colours: build.ThresholdsConfig) -> stat.Panel:
    return (
        stat.Panel()
        .title(title)
        .description(about)
        .datasource(SOURCE)
        .with_target(Ask(sql))
        .unit(COUNT)
        .decimals(0)
        .thresholds(colours)
        .color_mode(model.BigValueColorMode.VALUE)
        .graph_mode(model.BigValueGraphMode.NONE)
        .reduce_options(part.ReduceDataOptions().calcs(["lastNotNull"]).fields("/.*/").values(False))
    )
