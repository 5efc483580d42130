"""Every process of a stack can be started from settings.env alone."""

import os
import subprocess
from pathlib import Path

import pytest

from affluent.local.credentials import Credentials
from affluent.local.environment import load_settings, of_worker, save_settings, stack_settings
from runtime.settings import Role, Settings
from runtime.tokens import role_of

PORTS = {"broker": 21001, "controller": 21002, "warehouse": 21003, "streams": 21004, "intake": 21005, "collector": 21006}


@pytest.fixture
def credentials() -> Credentials:
    return Credentials(shopify={"7": ("it's a $ecret",)})


@pytest.fixture
def settings(tmp_path: Path, credentials: Credentials) -> dict[str, str]:
    return stack_settings(tmp_path, PORTS, credentials, {})


def test_the_settings_are_those_that_processes_read(settings, credentials, tmp_path, monkeypatch):
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    read = Settings()
    assert read.kafka == "127.0.0.1:21001"
    assert read.warehouse == f"chdb://{tmp_path}/warehouse"
    assert (read.warehouse_port, read.streams_port, read.intake_port, read.collector_port) == (21003, 21004, 21005, 21006)
    assert read.api_url == "http://127.0.0.1:21003"
    assert role_of(credentials.token, read) is Role.SERVICE
    assert read.shopify_secrets["7"][0].get_secret_value() == "it's a $ecret"


def test_the_public_address_of_links_is_the_operators(tmp_path, credentials, monkeypatch):
    monkeypatch.setenv("AFFLUENT_LINKS_URL", "https://go.example")
    for name, value in stack_settings(tmp_path, PORTS, credentials, {}).items():
        monkeypatch.setenv(name, value)
    assert Settings().links_at == "https://go.example"


def test_every_name_is_a_setting_that_exists(settings):
    assert {name.removeprefix("AFFLUENT_").lower() for name in settings} <= set(Settings.model_fields)


def test_what_the_operator_sets_is_kept_unless_the_stack_decides_it(tmp_path, credentials, monkeypatch):
    monkeypatch.setenv("AFFLUENT_PARTITIONS", "8")
    monkeypatch.setenv("AFFLUENT_KAFKA", "elsewhere:9092")
    settings = stack_settings(tmp_path, PORTS, credentials, {})
    assert (settings["AFFLUENT_PARTITIONS"], settings["AFFLUENT_KAFKA"]) == ("8", "127.0.0.1:21001")


def test_what_the_stack_is_told_wins(tmp_path, credentials):
    assert stack_settings(tmp_path, PORTS, credentials, {"AFFLUENT_IDLE_S": "2"})["AFFLUENT_IDLE_S"] == "2"


def test_a_second_worker_has_a_port_and_a_folder_of_its_own(settings):
    second = of_worker(settings, 2, 21044)
    assert second["AFFLUENT_STREAMS_PORT"] == "21044"
    assert second["AFFLUENT_STREAMS_DIR"] != of_worker(settings, 1, 21004)["AFFLUENT_STREAMS_DIR"]


def test_settings_env_is_private_and_reads_back(settings, tmp_path):
    save_settings(tmp_path, settings)
    assert load_settings(tmp_path) == settings
    assert (tmp_path / "settings.env").stat().st_mode & 0o777 == 0o600


def test_a_shell_reads_settings_env_too(settings, tmp_path):
    save_settings(tmp_path, settings)
    script = f'set -a; . {tmp_path}/settings.env; printf %s "$AFFLUENT_SHOPIFY_SECRETS"'
    said = subprocess.run(["/bin/sh", "-c", script], capture_output=True, text=True, check=True, env={"PATH": os.defpath})
    assert said.stdout == settings["AFFLUENT_SHOPIFY_SECRETS"]
