"""The figures added up the plain way: views over all decisions, which read every document anew. The fast ones must equal them."""

import re
from pathlib import Path
from typing import Any

from warehouse.connect import Warehouse
from warehouse.migrate import Migration

PLAIN = [Path(__file__).parent / "plain" / name for name in ("figures.sql", "cost.sql")]
MADE = re.compile(r"CREATE VIEW IF NOT EXISTS (\w+)")
FILTER = """since = {since:Int64}, until = {until:Int64}, brands = {brands:Array(String)}, campaigns = {campaigns:Array(String)},
    creators = {creators:Array(String)}, currency = {currency:String}"""


def make_plain(warehouse: Warehouse) -> None:
    """The views under names of their own."""
    statements = [each for path in PLAIN for each in Migration(path.stem, path.read_text()).statements()]
    names = "|".join(found[1] for each in statements if (found := MADE.match(each)))
    for each in statements:
        called = re.sub(rf"(?<!ARRAY )\b(FROM|JOIN) ({names})\b(?! AS|\()", r"\1 \2 AS \2", each)
        warehouse.run(re.sub(rf"(?<!ARRAY )\b(EXISTS|FROM|JOIN) ({names})\b", r"\1 plain_\2", called))


def plain_figures(warehouse: Warehouse, per: list[str], **asked: Any) -> list[dict[str, Any]]:
    """What every figure is, for each of `per`."""
    asked = {name: value for name, value in asked.items() if name != "limit"} | {"per": per}
    return warehouse.rows(f"SELECT * FROM plain_figures(per = {{per:Array(String)}}, model = {{model:String}}, {FILTER})", asked)


def plain_models(warehouse: Warehouse, per: list[str], **asked: Any) -> dict[tuple[str, str], tuple[int, int]]:
    """(model, creator) → net and orders."""
    sql = f"SELECT * FROM plain_sold(per = {{per:Array(String)}}, models = [], {FILTER})"
    rows = warehouse.rows(sql, without_model(asked) | {"per": per})
    return {(row["model"], row["creator"]): (row["net"], row["orders"]) for row in rows}


def plain_unattributed(warehouse: Warehouse, **asked: Any) -> dict[str, int]:
    """Model → what it credits to nobody."""
    rows = warehouse.rows(f"SELECT * FROM plain_uncredited({FILTER})", without_model(asked))
    return {row["model"]: row["unattributed"] for row in rows}


def without_model(asked: dict[str, Any]) -> dict[str, Any]:
    """The filter alone."""
    return {name: value for name, value in asked.items() if name not in ("model", "limit")}
