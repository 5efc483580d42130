"""Grafana's provisioning files, as far as they can be known without a Grafana: users, places, ids."""

import json
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from dashboards.grafana.panels.target import PLUGIN, SOURCE_TYPE
from dashboards.grafana.publisher import FOLDER, TITLE
from tests.contracts import contract
from tests.grafana.built import DASHBOARDS, variables

ROOT = Path(__file__).parents[2]
PROVISIONING = ROOT / "deploy" / "grafana" / "provisioning"


class Strict(BaseModel):
    """What Grafana reads of a provider of dashboards, and no key beside it: it says nothing of one that it does not know."""

    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=to_camel)


class Options(Strict):
    path: str


class Provider(Strict):
    name: str
    org_id: int
    type: str
    folder: str
    folder_uid: str
    disable_deletion: bool
    allow_ui_updates: bool
    update_interval_seconds: int
    options: Options


class Providers(Strict):
    api_version: int
    providers: list[Provider]


@pytest.fixture(scope="module")
def mounted() -> dict[str, Path]:
    """Folder in Grafana's container to folder of ours."""
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    places = [volume.split(":") for volume in compose["services"]["grafana"]["volumes"]]
    return {target: ROOT / source for source, target, *_ in places if source.startswith("./")}


def test_it_reads_with_a_user_that_clickhouse_knows() -> None:
    source = yaml.safe_load((PROVISIONING / "datasources" / "affluent.yml").read_text())["datasources"][0]
    users = (ROOT / "deploy/clickhouse/users.d/reader.xml").read_text()
    assert f"<{source['jsonData']['username']}>" in users
    assert f'from_env="{source["secureJsonData"]["password"].lstrip("$")}"' in users
    assert f"GRANT SELECT ON {source['jsonData']['defaultDatabase']}.*" in users


def test_it_finds_its_files_where_they_are_mounted(mounted: dict[str, Path]) -> None:
    [provider] = Providers.model_validate(yaml.safe_load((PROVISIONING / "dashboards" / "affluent.yml").read_text())).providers
    assert mounted["/etc/grafana/provisioning"] == PROVISIONING
    assert (
        sorted(path.stem for path in mounted[provider.options.path].glob("*.json"))
        == sorted(DASHBOARDS)
        == ["campaign", "overview"]
    )
    assert (provider.type, provider.allow_ui_updates) == ("file", False)


def test_files_and_push_mean_the_same_folder() -> None:
    [provider] = Providers.model_validate(yaml.safe_load((PROVISIONING / "dashboards" / "affluent.yml").read_text())).providers
    assert (provider.folder, provider.folder_uid) == (TITLE, FOLDER)


def test_the_dashboards_begin_with_the_source_that_is_provisioned() -> None:
    source = yaml.safe_load((PROVISIONING / "datasources" / "affluent.yml").read_text())["datasources"][0]
    for dashboard in DASHBOARDS.values():
        first = variables(dashboard)[0]
        assert (first["current"]["value"], first["current"]["text"], first["query"]) == (
            source["uid"],
            source["name"],
            source["type"],
        )


def test_the_plugin_is_installed_that_the_statements_are_written_for() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
    assert compose["services"]["grafana"]["environment"]["GF_PLUGINS_PREINSTALL_SYNC"] == f"{SOURCE_TYPE}@{PLUGIN}"


def test_it_is_the_published_plugin() -> None:
    published = json.loads(contract("clickhouse-datasource/plugin.json").read_text())
    assert (published["id"], published["type"]) == (SOURCE_TYPE, "datasource")
    assert (published["annotations"], published["metrics"]) == (True, True)
