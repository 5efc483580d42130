"""docker-compose.yml as far as it can be known without a Docker engine: shape, files, settings, secrets."""

import re
import tomllib
from pathlib import Path
from typing import Literal

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field

import deploy.ready
from affluent.commands.docs import metrics_page
from runtime.settings import Settings

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text()
OURS = {"collector", "intake", "streams", "warehouse"}
ONCE = {"topics", "migrate"}
VARIABLE = re.compile(r"\$\{(\w+)(?::([?-])([^}]*))?\}")
SECRET = re.compile(r"PASSWORD|SECRET|TOKEN", re.IGNORECASE)
Duration = Field(pattern=r"^\d+s$")


class Strict(BaseModel):
    """What we use of the compose specification, and no key beside it."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Healthcheck(Strict):
    test: list[str] = []
    interval: str = Duration
    timeout: str = Duration
    retries: int = 0
    start_period: str | None = None


class NoHealthcheck(Strict):
    disable: Literal[True]


class Awaited(Strict):
    condition: Literal["service_healthy", "service_completed_successfully"]


class Service(Strict):
    image: str = Field(pattern=r"^[a-z0-9./-]+:[\w.]+$")
    build: str | None = None
    command: list[str] | None = None
    init: bool = False
    restart: Literal["unless-stopped", "on-failure"]
    read_only: bool = False
    tmpfs: list[str] = []
    cap_drop: list[str] = []
    security_opt: list[str] = []
    environment: dict[str, str | int | None] = {}
    ports: list[str] = []
    volumes: list[str] = []
    ulimits: dict[str, int] = {}
    secrets: list[str] = []
    healthcheck: Healthcheck | NoHealthcheck | None = None
    depends_on: dict[str, Awaited] = {}


class FromFile(Strict):
    file: str


class Compose(Strict):
    services: dict[str, Service]
    secrets: dict[str, FromFile]
    volumes: dict[str, None]


@pytest.fixture(scope="module")
def compose() -> Compose:
    return Compose.model_validate({key: value for key, value in yaml.safe_load(TEXT).items() if not key.startswith("x-")})


def test_it_has_every_part_of_the_system(compose: Compose) -> None:
    bought = {"kafka", "clickhouse", "grafana", "prometheus", "alertmanager"}
    assert set(compose.services) == OURS | ONCE | bought


def test_every_reference_leads_somewhere(compose: Compose) -> None:
    for service in compose.services.values():
        assert set(service.depends_on) <= set(compose.services)
        assert set(service.secrets) <= set(compose.secrets)
        for volume in service.volumes:
            source = volume.split(":")[0]
            assert (ROOT / source).exists() if source.startswith("./") else source in compose.volumes, volume


def test_every_variable_of_ours_is_a_setting_that_exists() -> None:
    known = {f"AFFLUENT_{name.upper()}" for name in Settings.model_fields}
    texts = [(ROOT / name).read_text() for name in ("docker-compose.yml", "Dockerfile", "deploy/env.example")]
    named = set(re.findall(r"AFFLUENT_\w+", "\n".join(texts)))
    assert named - known == set()
    assert {"AFFLUENT_CLICK_SECRET", "AFFLUENT_TOKENS"} <= named


def test_nothing_starts_without_its_secrets_and_none_is_written_down(compose: Compose) -> None:
    for service in compose.services.values():
        for name, value in service.environment.items():
            if SECRET.search(name) and value is not None:
                found = VARIABLE.fullmatch(str(value))
                assert found, name
                assert found.group(2) == "?", name
    assert {found.group(2) for found in VARIABLE.finditer(TEXT) if SECRET.search(found.group(1))} == {"?"}


def test_a_secret_s_file_is_made_by_the_operator_and_kept_out_of_git(compose: Compose) -> None:
    files = [Path(secret.file) for secret in compose.secrets.values()]
    assert {file.parent for file in files} == {Path("deploy")}
    assert {file.name for file in files} <= set((ROOT / "deploy" / ".gitignore").read_text().split())
    assert [file for file in files if str(file) not in (ROOT / "deploy" / "env.example").read_text()] == []


def test_every_variable_an_operator_must_give_is_in_the_example() -> None:
    example = (ROOT / "deploy" / "env.example").read_text()
    asked = {found.group(1) for found in VARIABLE.finditer(TEXT) if found.group(2) == "?"}
    assert {name for name in asked if not re.search(rf"^{name}=$", example, re.MULTILINE)} == set()


def test_no_port_is_open_beyond_this_machine(compose: Compose) -> None:
    open_ports = [port for service in compose.services.values() for port in service.ports]
    assert [port for port in open_ports if not port.startswith("127.0.0.1:")] == []


def test_images_are_pinned_and_ours_run_with_no_more_rights_than_they_need(compose: Compose) -> None:
    for name, service in compose.services.items():
        assert not service.image.endswith(":latest")
        if name in OURS | ONCE:
            assert (service.read_only, service.cap_drop) == (True, ["ALL"])
            assert service.security_opt == ["no-new-privileges:true"]


def test_every_service_that_stays_says_whether_it_is_well(compose: Compose) -> None:
    for name, service in compose.services.items():
        if name in ONCE:
            assert isinstance(service.healthcheck, NoHealthcheck)
        else:  # the image's own HEALTHCHECK, for ours
            assert service.healthcheck is None if name in OURS else isinstance(service.healthcheck, Healthcheck)


def test_no_process_starts_before_the_topics_exist(compose: Compose) -> None:
    for name in OURS:
        assert compose.services[name].depends_on["topics"].condition == "service_completed_successfully"
    assert compose.services["warehouse"].depends_on["migrate"].condition == "service_completed_successfully"


def test_the_image_is_built_from_hashes_and_runs_as_nobody_in_particular() -> None:
    text = (ROOT / "Dockerfile").read_text()
    assert "--require-hashes -r requirements.lock" in text
    assert re.search(r"^USER affluent$", text, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK .* CMD \[", text, re.MULTILINE)
    assert [line for line in text.splitlines() if re.match(r"\s*(ARG|ENV)?\s*\w*(PASSWORD|SECRET|TOKEN)\w*=", line)] == []


def test_the_image_is_given_every_package_and_nothing_else() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert kept == {*packages, "deploy/ready.py", "pyproject.toml", "README.md", "requirements.lock"}


def test_health_is_asked_where_the_processes_listen() -> None:
    ports = [Settings.model_fields[f"{name}_port"].default for name in ("collector", "warehouse", "intake", "streams")]
    assert list(deploy.ready.PORTS) == ports


def test_the_board_finds_the_collector_where_it_listens(compose: Compose) -> None:
    port = Settings.model_fields["collector_port"].default
    assert compose.services["warehouse"].environment["AFFLUENT_COLLECTOR_URL"] == f"http://collector:{port}"


def test_prometheus_asks_every_process_with_a_token_from_a_file(compose: Compose) -> None:
    told = yaml.safe_load((ROOT / "deploy" / "prometheus" / "prometheus.yml").read_text())
    [job] = told["scrape_configs"]
    expected = {f"{name}:{Settings.model_fields[f'{name}_port'].default}" for name in OURS}
    assert set(job["static_configs"][0]["targets"]) == expected
    assert job["authorization"]["credentials_file"] == f"/run/secrets/{compose.services['prometheus'].secrets[0]}"


def test_every_rule_asks_for_metrics_that_exist() -> None:
    rules = (ROOT / "deploy" / "prometheus" / "rules.yml").read_text()
    asked = set(re.findall(r"affluent_[a-z_]+", "\n".join(re.findall(r"expr: (.*)", rules))))
    page = metrics_page()
    assert {name for name in asked if f"`{name.removesuffix('_bucket')}`" not in page} == set()
    assert asked


def test_every_alert_says_what_happened_and_what_to_do() -> None:
    for rule in yaml.safe_load((ROOT / "deploy" / "prometheus" / "rules.yml").read_text())["groups"][0]["rules"]:
        assert set(rule["annotations"]) == {"summary", "description"}, rule["alert"]
        assert rule["labels"]["severity"] in {"warning", "critical"}
