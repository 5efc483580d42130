"""Settings come from AFFLUENT_ variables, and a missing secret is named."""

import pytest
from pydantic import SecretStr, ValidationError

from runtime.settings import MissingSetting, Role, Settings, secret


def test_a_variable_sets_what_it_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFFLUENT_PARTITIONS", "7")
    monkeypatch.setenv("AFFLUENT_TOKENS", '{"ab": "reader"}')
    settings = Settings()
    assert (settings.partitions, settings.tokens) == (7, {"ab": Role.READER})


@pytest.mark.parametrize(
    ("name", "value"),
    [("PARTITIONS", "0"), ("EPOCH", "4096"), ("LOG_LEVEL", "loud"), ("TOKENS", "{"), ("LINKS_URL", "go.example")],
)
def test_nonsense_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"AFFLUENT_{name}", value)
    with pytest.raises((ValidationError, ValueError), match=name.lower()):
        Settings()


def test_links_begin_with_the_public_address_where_there_is_one() -> None:
    assert Settings(collector_url="http://inside:8600").links_at == "http://inside:8600"
    assert Settings(collector_url="http://inside:8600", links_url="https://go.example").links_at == "https://go.example"


@pytest.mark.parametrize("value", ["", "fifteen letters"])
def test_a_missing_or_short_secret_is_named(value: str) -> None:
    with pytest.raises(MissingSetting, match="AFFLUENT_CLICK_SECRET"):
        secret(Settings(click_secret=SecretStr(value)), "click_secret")


def test_a_secret_is_not_shown() -> None:
    settings = Settings(click_secret=SecretStr("a secret of some length"))
    assert "of some length" not in repr(settings)
    assert secret(settings, "click_secret") == b"a secret of some length"
