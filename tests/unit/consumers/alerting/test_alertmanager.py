"""What Alertmanager is told, and that it is what its v2 API takes."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import yaml
from jsonschema import Draft4Validator

from consumers.alerting import patience
from consumers.alerting.alertmanager import KEPT, Alertmanager, is_worth_telling, postable, roas
from domain.performance.standing import Sold
from events.alert import Alert
from runtime.settings import Settings
from tests.contracts import contract
from tests.unit.performance.alert_parts import AT_ONCE, T0, Looking, a_standing

BOARD = "http://127.0.0.1:8610"
VERSIONS = ("0.25.0", "main-2026-08")


def a_life() -> list[Alert]:
    """Opened and resolved."""
    looking = Looking(AT_ONCE)
    looking.at(a_standing())
    looking.at(a_standing(data_at=T0 + 60_000, own=Sold(120_000, 15)))
    return looking.log


OPENED, RESOLVED = a_life()
UNTIL = OPENED.recorded_at + timedelta(minutes=4)


def test_an_alert_is_the_same_one_until_its_end() -> None:
    opened, resolved = postable(OPENED, UNTIL, BOARD), postable(RESOLVED, UNTIL, BOARD)
    assert opened["labels"] == resolved["labels"]
    assert opened["startsAt"] == resolved["startsAt"]


def test_no_number_and_no_time_is_part_of_its_identity() -> None:
    labels = postable(OPENED, UNTIL, BOARD)["labels"]
    assert set(labels) == {"alertname", "severity", "domain", "brand", "campaign", "currency"}
    assert not any(value in {"", "0"} for value in labels.values())


def test_what_is_open_is_vouched_for_and_what_is_over_has_an_end() -> None:
    assert postable(OPENED, UNTIL, BOARD)["endsAt"] == UNTIL.isoformat()
    assert postable(RESOLVED, UNTIL, BOARD)["endsAt"] == RESOLVED.recorded_at.isoformat()


def test_it_says_what_was_expected_what_was_seen_and_what_is_at_stake() -> None:
    said = postable(OPENED, UNTIL, BOARD)["annotations"]
    assert (said["expected_orders"], said["orders"], said["at_stake"]) == ("15", "0", "1200.00 EUR")
    assert "15 expected" in said["description"]


def test_it_leads_to_the_campaign_on_the_board() -> None:
    odd = OPENED.model_copy(update={"campaign": "a&b=c"})
    assert postable(odd, UNTIL, f"{BOARD}")["generatorURL"] == f"{BOARD}/?campaign=a%26b%3Dc&currency=EUR"


def test_the_end_is_told_for_a_while_and_what_is_open_always() -> None:
    late = RESOLVED.recorded_at + KEPT
    assert (is_worth_telling(OPENED, late), is_worth_telling(RESOLVED, late)) == (True, False)
    assert is_worth_telling(RESOLVED, late - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("net", "cost", "told"),
    [(0, 60_000, "0.00"), (74_999, 60_000, "1.24"), (-600, 60_000, "-0.01"), (5, 0, "—")],
)
def test_roas_is_rounded_down(net: int, cost: int, told: str) -> None:
    assert roas(OPENED.model_copy(update={"net": net, "cost": cost})) == told


class Answering:
    """An Alertmanager that answers what it is told to; keeps what it was posted."""

    def __init__(self, *statuses: int, **more: Any) -> None:
        self._statuses = list(statuses)
        self.posted: list[list[dict[str, Any]]] = []
        self.told = Alertmanager(Settings(alertmanager_url="http://user:a-password@alertmanager.example/", **more))
        self.told._client = httpx.Client(transport=httpx.MockTransport(self._answer))

    def _answer(self, request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/api/v2/alerts"
        self.posted.append(json.loads(request.content))
        return httpx.Response(self._statuses.pop(0), text="bad label")


def still_open() -> Alert:
    return OPENED.model_copy(update={"recorded_at": datetime.now(UTC)})


def test_what_is_open_is_told_once_in_its_time_and_at_once_when_there_is_news() -> None:
    it = Answering(200, 200)
    it.told.tell([still_open()])
    it.told.tell([still_open()])
    assert len(it.posted) == 1
    it.told.hurry()
    it.told.tell([still_open()])
    assert len(it.posted) == 2


def test_where_nothing_is_open_nothing_is_told() -> None:
    it = Answering()
    it.told.tell([RESOLVED.model_copy(update={"recorded_at": datetime.now(UTC) - KEPT})])
    assert it.posted == []


@pytest.mark.parametrize("every_s", [2, 60])
def test_a_process_that_takes_over_finds_it_still_open(every_s: int) -> None:
    it = Answering(200, alertmanager_resend_s=every_s)
    it.told.tell([still_open()])
    ends = datetime.fromisoformat(it.posted[0][0]["endsAt"]) - datetime.now(UTC)
    assert timedelta(seconds=59) < ends <= timedelta(seconds=max(60, 4 * every_s))


def test_what_it_refuses_is_logged_without_its_address_and_tried_again(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    it, now = Answering(400, 200), [1_000.0]
    monkeypatch.setattr(patience.time, "monotonic", lambda: now[0])
    it.told.hurry()
    it.told.tell([still_open()])
    assert "400: bad label" in caplog.text
    assert "a-password" not in caplog.text
    now[0] += 1
    it.told.tell([still_open()])
    assert len(it.posted) == 2


@pytest.mark.parametrize("version", VERSIONS)
def test_it_is_what_the_published_api_takes(version: str) -> None:
    api: dict[str, Any] = yaml.safe_load(contract(f"alertmanager/openapi-v2.{version}.yaml").read_text())
    [body] = [one for one in api["paths"]["/alerts"]["post"]["parameters"] if one["in"] == "body"]
    checked = Draft4Validator(body["schema"] | {"definitions": api["definitions"]}, format_checker=Draft4Validator.FORMAT_CHECKER)
    checked.validate([postable(alert, UNTIL, BOARD) for alert in (OPENED, RESOLVED)])
    assert not checked.is_valid([{"labels": "no"}])
