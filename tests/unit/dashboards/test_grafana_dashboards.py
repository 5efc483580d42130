"""The committed Grafana dashboards: built from the code as it is, and as Grafana's linter and schemas would have them."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft7Validator

from dashboards.grafana.build import texts
from tests.contracts import contract
from tests.grafana.built import DASHBOARDS, FILES, panels, statements, variables

KNOWN = {"__from", "__to", "__url_time_range"}
OF_A_ROW = re.compile(r"__data\.fields\.(\w+):percentencode")
SCHEMAS = "grafana-foundation-sdk"
BOTH = pytest.mark.parametrize("dashboard", DASHBOARDS.values(), ids=DASHBOARDS)


def test_they_are_what_the_code_builds_byte_for_byte() -> None:
    assert {file.name: file.read_bytes() for file in FILES} == {name: text.encode() for name, text in texts().items()}


@BOTH
def test_they_have_a_place_and_can_be_linked_to(dashboard: Any) -> None:
    assert re.fullmatch(r"affluent-[a-z]{1,30}", dashboard["uid"])
    assert dashboard["editable"] is False
    assert dashboard["timezone"] == "utc"
    assert [link["tags"] for link in dashboard["links"]] == [dashboard["tags"]]
    assert [(link["includeVars"], link["keepTime"]) for link in dashboard["links"]] == [(True, True)]
    assert "placement" not in json.dumps(dashboard["links"] + dashboard["annotations"]["list"])


@BOTH
def test_every_variable_says_what_is_chosen_at_first(dashboard: Any) -> None:
    source, *others = variables(dashboard)
    assert (source["name"], source["label"], source["type"]) == ("datasource", "Data source", "datasource")
    assert [one["name"] for one in others] == ["brand", "campaign", "creator", "currency", "model", "board"]
    assert [one["name"] for one in (source, *others) if "current" not in one or not one["label"]] == []
    assert {one["refresh"] for one in others if one["type"] == "query"} == {2}
    assert {one["name"] for one in others if one["multi"]} == {"brand", "creator"} | (
        {"campaign"} if "overview" in dashboard["uid"] else set()
    )
    for one in others:
        assert one["includeAll"] == one["multi"] == ("allValue" in one)


@BOTH
def test_every_panel_says_what_it_shows(dashboard: Any) -> None:
    found = panels(dashboard)
    assert [panel["title"] for panel in found if len(panel["description"]) < 40 or not panel["title"]] == []
    assert [
        panel["title"] for panel in found if panel["type"] == "stat" and not panel["fieldConfig"]["defaults"]["thresholds"]
    ] == []
    for panel in found:
        [target] = panel["targets"]
        assert panel["datasource"]["uid"] == target["datasource"]["uid"] == "${datasource}"
        assert target["format"] == (0 if panel["type"] == "timeseries" else 1)


@BOTH
def test_every_panel_has_its_number_and_its_place(dashboard: Any) -> None:
    ids = [panel["id"] for panel in dashboard["panels"]]
    assert ids == list(range(1, len(ids) + 1))
    taken: set[tuple[int, int]] = set()
    for panel in dashboard["panels"]:
        place = panel["gridPos"]
        cells = {(place["x"] + x, place["y"] + y) for x in range(place["w"]) for y in range(place["h"])}
        assert not cells & taken, panel["title"]
        assert max(x for x, _ in cells) < 24
        taken |= cells


@BOTH
def test_every_variable_that_is_used_exists(dashboard: Any) -> None:
    names = {one["name"] for one in variables(dashboard)} | KNOWN
    for text in texts_of(dashboard):
        rest = OF_A_ROW.sub("__url_time_range", text)
        used = re.findall(r"\$\{?(\w+)", rest.replace("$__all", ""))
        assert set(used) <= names, text[:200]


@BOTH
def test_every_link_leads_to_a_dashboard_or_the_board_with_columns_of_its_table(dashboard: Any) -> None:
    uids = {one["uid"] for one in DASHBOARDS.values()}
    links = [(panel, link) for panel in panels(dashboard) for link in links_of(panel)]
    for panel, link in links:
        sql = panel["targets"][0]["rawSql"]
        assert [field for field in OF_A_ROW.findall(link["url"]) if f" AS {field}" not in sql] == []
        found = re.match(r"/d/([\w-]+)\?(.*)", link["url"])
        if found is None:
            assert link["url"].startswith("${board:raw}/orders/")
            continue
        assert found[1] in uids
        handed_on = {*re.findall(r"\$\{(\w+):queryparam\}", found[2]), *re.findall(r"var-(\w+)=", found[2])}
        assert "${__url_time_range}" in found[2]
        assert handed_on == {one["name"] for one in variables(dashboard)}
    assert len(links) >= 4


@BOTH
def test_it_fits_grafana_s_schema(dashboard: Any) -> None:
    assert faults("dashboard", "Dashboard", dashboard) == []


@BOTH
def test_every_panel_s_options_fit_the_schema_of_its_type(dashboard: Any) -> None:
    for panel in panels(dashboard):
        assert faults(panel["type"], "Options", panel["options"]) == [], panel["title"]
        custom = panel["fieldConfig"]["defaults"].get("custom")
        assert custom is None or faults(panel["type"], "FieldConfig", custom) == [], panel["title"]


@BOTH
def test_every_unit_is_one_of_grafana_s(dashboard: Any) -> None:
    listed = json.loads(contract(f"{SCHEMAS}/units.jsonschema.json").read_text())["definitions"].values()
    known = {unit["const"] for unit in listed if "const" in unit}
    assert units_of(dashboard) <= known
    assert units_of(dashboard) == {"none", "locale", "percentunit"}


def test_a_fault_would_be_seen() -> None:
    broken = {**DASHBOARDS["overview"], "panles": [], "refresh": 5}
    assert len(faults("dashboard", "Dashboard", broken)) == 2


def test_no_statement_divides_money_or_adds_currencies_up() -> None:
    for one in statements():
        assert " / " not in one.sql
        assert "avg(" not in one.sql
        assert "Float" not in one.sql


def faults(file: str, definition: str, value: Any) -> list[str]:
    """Why a value is not as the schema says; the schemas' "any" is rendered as an object, which it need not be."""
    schema = json.loads(contract(f"{SCHEMAS}/{file}.jsonschema.json").read_text())
    rules = _with_any(schema) | {"$ref": f"#/definitions/{definition}"}
    return [f"{'/'.join(map(str, error.path))}: {error.message[:300]}" for error in Draft7Validator(rules).iter_errors(value)]


def _with_any(schema: Any) -> Any:
    if isinstance(schema, dict):
        if schema.get("additionalProperties") == {}:
            return {}
        return {name: _with_any(value) for name, value in schema.items()}
    return [_with_any(one) for one in schema] if isinstance(schema, list) else schema


def texts_of(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts_of(one)


def links_of(panel: Any) -> list[Any]:
    properties = (one for override in panel["fieldConfig"]["overrides"] for one in override["properties"])
    return [link for one in properties if one["id"] == "links" for link in one["value"]]


def units_of(dashboard: Any) -> set[str]:
    found = set()
    for panel in panels(dashboard):
        found.add(panel["fieldConfig"]["defaults"]["unit"])
        for override in panel["fieldConfig"]["overrides"]:
            found |= {one["value"] for one in override["properties"] if one["id"] == "unit"}
    return found
