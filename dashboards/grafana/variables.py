"""What can be chosen above a dashboard, and the expressions that links hand on."""

from grafana_foundation_sdk.builders import dashboard as build
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.models import dashboard as model

from dashboards.grafana.panels.target import SOURCE, SOURCE_TYPE
from dashboards.grafana.sql import ALL, asked, chosen, shown

BOARD = "http://127.0.0.1:8610"
MODELS = {
    "payable": "Payable",
    "last_touch": "Last touch",
    "first_touch": "First touch",
    "linear": "Linear",
    "position_based": "Position-based",
    "time_decay": "Time decay",
    "last_non_direct": "Last non-direct",
    "j_shaped": "J-shaped",
    "inverse_j": "Inverse J",
}
FILTERS = ("datasource", "brand", "campaign", "creator", "currency", "model", "board")
"""Every variable, in the order in which it is shown."""

Variable = Builder[model.VariableModel]


def options(kind: str, *conditions: str) -> str:
    """The statement behind a variable: id, then what people call it."""
    columns = ("told.id AS id", "if(told.name = '', told.id, told.name) AS called")
    where = " AND ".join((f"told.kind = '{kind}'", *conditions))
    return shown(columns, asked("options"), rest=f"WHERE {where} ORDER BY called, id")


def variables(one_campaign: bool) -> list[Variable]:
    """Of a dashboard; on one about a campaign exactly one is chosen."""
    campaigns = options("campaign", chosen("brands", "told.parent"))
    return [
        _source(),
        _several("brand", "Brand", options("brand")),
        _one("campaign", "Campaign", campaigns) if one_campaign else _several("campaign", "Campaign", campaigns),
        _several("creator", "Creator", options("creator")),
        _one("currency", "Currency", options("currency")),
        _models(),
        _board(),
    ]


def handed_on(*but: str) -> str:
    """The part of a link that keeps the period and every variable except those it sets itself."""
    return "&".join(("${__url_time_range}", *(f"${{{name}:queryparam}}" for name in FILTERS if name not in but)))


def _source() -> Variable:
    return (
        build.DatasourceVariable("datasource").label("Data source").type(SOURCE_TYPE).current(_option("ClickHouse", "clickhouse"))
    )


def _board() -> Variable:
    about = "Address of the board, where an order is explained."
    return build.TextBoxVariable("board").label("Board").description(about).default_value(BOARD).current(_option(BOARD, BOARD))


def _query(name: str, label: str, sql: str) -> build.QueryVariable:
    query: dict[str, object] = {"editorType": "sql", "format": 1, "queryType": "table", "rawSql": sql, "refId": name}
    return (
        build.QueryVariable(name)
        .label(label)
        .datasource(SOURCE)
        .refresh(model.VariableRefresh.ON_TIME_RANGE_CHANGED)
        .query(query)
    )


def _several(name: str, label: str, sql: str) -> Variable:
    return _query(name, label, sql).multi(True).include_all(True).all_value(ALL).current(_option("All", "$__all"))


def _one(name: str, label: str, sql: str) -> Variable:
    return _query(name, label, sql).multi(False).include_all(False).current(_option("", ""))


def _models() -> Variable:
    values = ",".join(f"{label} : {name}" for name, label in MODELS.items())
    listed = [_option(label, name, name == "payable") for name, label in MODELS.items()]
    return build.CustomVariable("model").label("Model").values(values).options(listed).current(listed[0])


def _option(text: str, value: str, selected: bool = True) -> model.VariableOption:
    return model.VariableOption(selected=selected, text=text, value=value)
