"""Who and what earned it: campaigns, creators, contents, models side by side, and the latest orders."""

from grafana_foundation_sdk.builders import table

from dashboards.grafana.panels.figures import AT_TARGET, COST, EARNS_ITS_COST, LOSES_NOTHING, NET
from dashboards.grafana.panels.look import PLAIN, Properties, coloured, count, link, money, ratio, share, steps, wide, words
from dashboards.grafana.panels.target import SOURCE, Ask
from dashboards.grafana.sql import EXPRESSIONS, amount, asked, of_target, part_of, shown
from dashboards.grafana.variables import MODELS, handed_on

MOST = 100
"""Rows of a table of creators, contents or orders."""
CAMPAIGN, OVERVIEW = "affluent-campaign", "affluent-overview"
FIELD = "${{__data.fields.{}:percentencode}}"

TO_CAMPAIGN = link("Open the campaign", f"/d/{CAMPAIGN}?{handed_on('campaign')}&var-campaign={FIELD.format('campaign')}")
TO_EXPLANATION = link(
    "Who earned it, and why", f"${{board:raw}}/orders/{FIELD.format('shop')}/{FIELD.format('order_id')}", new_tab=True
)
RATIOS: dict[str, Properties] = {
    "roas": ratio("ROAS (times)", *coloured(*EARNS_ITS_COST, cell=True)),
    "roi": share("ROI", *coloured(*LOSES_NOTHING, cell=True)),
}
FIGURES: dict[str, Properties] = {
    "net": money("Net revenue"),
    "cost": money("Cost"),
    **RATIOS,
    "orders": count("Orders"),
    "clicks": count("Clicks"),
    "refunded": money("Refunded"),
    "commission": money("Commission"),
}
TRAINED = {"markov": "Markov", "shapley": "Shapley"}
NONE_TRAINED = "No model was trained for this period (affluent models train --from DAY --to DAY), or a campaign is chosen."
MONEY = ("net", "cost", "refunded", "commission", "target_revenue", "gross", "unattributed")


def campaigns() -> table.Panel:
    """A line for each, against its target."""
    columns = {
        "campaign_name": words("Campaign", TO_CAMPAIGN, wide(220)),
        "brand": words("Brand"),
        **FIGURES,
        "of_target": share("of target ROAS", *coloured(*AT_TARGET, cell=True)),
        "target_revenue": money("Target revenue"),
        "campaign": words("Campaign id", TO_CAMPAIGN),
    }
    about = f"Each campaign with any figure in the period, the highest net revenue first; its name opens it. {NET} {COST}"
    return _table("Campaigns", about, "by_campaign", columns)


def creators(uid: str) -> table.Panel:
    """A line for each; a click stays on the dashboard and chooses the creator."""
    chooses = link("Only this creator", f"/d/{uid}?{handed_on('creator')}&var-creator={FIELD.format('creator')}")
    columns = {"creator_name": words("Creator", chooses, wide(220)), **FIGURES, "creator": words("Creator id", chooses)}
    about = f"The {MOST} creators with the highest net revenue; no name: what campaigns cost beside their creators. {NET} {COST}"
    return _table("Creators", about, "by_creator", columns, MOST)


def contents() -> table.Panel:
    """A line for each content."""
    named = {name: words(name.capitalize()) for name in ("content", "platform", "format")}
    figures = {name: FIGURES[name] for name in ("net", "cost", "roas", "orders", "clicks", "refunded")}
    columns = {**named, "creator_name": words("Creator"), **figures, "campaign": words("Campaign id")}
    about = f"The {MOST} contents with the highest net revenue; no content: codes, and what was paid for none alone. {NET} {COST}"
    return _table("Contents", about, "by_content", columns, MOST)


def models() -> table.Panel:
    """What each model says of the whole filter."""
    called = ", ".join(f"'{name}', '{label}'" for name, label in MODELS.items())
    selected = (f"map({called})[told.model] AS called", amount("net"), amount("unattributed"), "told.orders AS orders")
    columns = {
        "called": words("Model"),
        "net": money("Net revenue"),
        "unattributed": money("To nobody"),
        "orders": count("Orders"),
    }
    about = "Net revenue as each model credits it; without chosen campaigns and creators both amounts sum to the same everywhere."
    return rows("Models side by side", about, shown(selected, asked("by_model")), columns)


def trained() -> table.Panel:
    """What the newest trained models say, beside what is payable of the same orders."""
    called = ", ".join(f"'{name}', '{label}'" for name, label in TRAINED.items())
    days = "concat(toString(toDate(told.since)), ' to ', toString(toDate(subtractMilliseconds(told.until, 1))))"
    selected = (
        f"map({called})[told.model] AS called", f"{days} AS days", *map(amount, ("net", "unattributed", "payable")),
        *(f"told.{name} AS {name}" for name in ("orders", "trained_at", "version")),
    )  # fmt: skip
    columns = {
        "called": words("Model (analytic, never pays)", wide(220)),
        "days": words("Window (UTC)", wide(220)),
        "net": money("Net revenue"),
        "unattributed": money("To nobody"),
        "payable": money("Payable, same orders"),
        "orders": count("Orders"),
        "trained_at": words("Trained", wide(180)),
        "version": words("Version"),
    }
    about = (
        "The newest trained model of each kind whose window meets the period: of the orders in both, as they were when it was "
    )
    about += "trained, what it credits and what is payable. It knows creators, no campaigns."
    return rows("Trained models", about, shown(selected, asked("by_trained")), columns).no_value(NONE_TRAINED)


def coverage() -> table.Panel:
    """What led to the orders, and why nothing did."""
    wholes = f"SELECT *, sum(one.orders) OVER () AS all_orders, sum(one.net) OVER () AS all_net FROM ({asked('coverage')}) AS one"
    plain = ("told.class AS class", "told.reason AS reason", "told.orders AS orders")
    parts = (part_of("orders", "all_orders", "of_orders"), amount("net"), part_of("net", "all_net", "of_net"))
    columns = {
        "class": words("Came by"),
        "reason": words("Why by neither"),
        "orders": count("Orders"),
        "of_orders": share("of orders"),
        "net": money("Net revenue"),
        "of_net": share("of net revenue"),
    }
    about = (
        "What led to each order, an eligible click, an eligible promo code or both; or neither, and why. Test orders count here."
    )
    return rows("How orders came", about, shown((*plain, *parts), wholes), columns)


def models_by_creator() -> table.Panel:
    """The same creators under each model."""
    net = ", ".join(f"sumIf(one.net, one.model = '{name}') AS {name}" for name in MODELS)
    creators = f"SELECT one.creator AS creator, any(one.creator_name) AS creator_name, {net}"
    side_by_side = f"{creators} FROM ({asked('by_model_creator', MOST)}) AS one GROUP BY one.creator"
    order = ", ".join(f"{EXPRESSIONS['model']} = '{name}', told.{name}" for name in MODELS)
    sql = shown(
        ("told.creator_name AS creator_name", *map(amount, MODELS), "told.creator AS creator"),
        side_by_side,
        rest=f"ORDER BY multiIf({order}, told.payable) DESC, told.creator",
    )
    columns = {
        "creator_name": words("Creator"),
        **{name: money(label) for name, label in MODELS.items()},
        "creator": words("Creator id"),
    }
    about = f"Net revenue of the {MOST} creators that the chosen model credits most, as every model credits them."
    return rows("Creators under each model", about, sql, columns)


def latest_orders() -> table.Panel:
    """The newest decisions; each leads to its explanation on the board."""
    columns = {
        "order_id": words("Order", TO_EXPLANATION),
        "ordered_at": words("Ordered", wide(180)),
        "earned_by": words("Earned by", wide(220)),
        "net": money("Net revenue"),
        "unattributed": money("To nobody"),
        "refunded": money("Refunded"),
        "status": words("Status"),
        "reason": words("Reason"),
        "stored_at": words("Decided", wide(180)),
        "shop": words("Shop"),
    }
    about = f"The {MOST} orders decided last, newest first, as the chosen model credits them. The number of an order explains it."
    return _table("Latest orders", about, "latest_orders", columns, MOST)


SELECTED = {"of_target": of_target(), "earned_by": "arrayStringConcat(arrayDistinct(told.creator_names), ', ') AS earned_by"}


def _table(title: str, about: str, query: str, columns: dict[str, Properties], limit: int | None = None) -> table.Panel:
    selected = (amount(name) if name in MONEY else SELECTED.get(name, f"told.{name} AS {name}") for name in columns)
    return rows(title, about, shown(selected, asked(query, limit)), columns)


def rows(title: str, about: str, sql: str, columns: dict[str, Properties]) -> table.Panel:
    """A table of what a statement answers, each column under its heading."""
    panel = table.Panel().title(title).description(about).datasource(SOURCE).with_target(Ask(sql))
    panel.unit("none").thresholds(steps((None, PLAIN))).filterable(True)
    for name, properties in columns.items():
        panel.override_by_name(name, properties)
    return panel
