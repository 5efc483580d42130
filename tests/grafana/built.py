"""The committed dashboards, read: panels, variables, and every statement in them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "deploy" / "grafana" / "dashboards"
FILES = sorted(FOLDER.glob("*.json"))
DASHBOARDS: dict[str, Json] = {file.stem: json.loads(file.read_text()) for file in FILES}


class Asked(NamedTuple):
    """One statement, and where it stands."""

    dashboard: str
    kind: str
    name: str
    sql: str
    format: int

    def __str__(self) -> str:
        return f"{self.dashboard}, {self.kind} {self.name}"


def panels(dashboard: Json) -> list[Json]:
    """All but the headlines."""
    return [panel for panel in dashboard["panels"] if panel["type"] != "row"]


def variables(dashboard: Json) -> list[Json]:
    """In the order in which they are shown."""
    return list(dashboard["templating"]["list"])


def statements() -> list[Asked]:
    """Of every panel, variable and annotation; one that stands on both dashboards in the same words is told once."""
    return list({asked.sql: asked for asked in _every_statement()}.values())


def _every_statement() -> Iterator[Asked]:
    for name, dashboard in DASHBOARDS.items():
        for panel in panels(dashboard):
            for target in panel["targets"]:
                yield Asked(name, "panel", panel["title"], target["rawSql"], target["format"])
        for variable in variables(dashboard):
            if variable["type"] == "query":
                yield Asked(name, "variable", variable["name"], variable["query"]["rawSql"], variable["query"]["format"])
        for marks in dashboard["annotations"]["list"]:
            yield Asked(name, "annotation", marks["name"], marks["target"]["rawSql"], marks["target"]["format"])
