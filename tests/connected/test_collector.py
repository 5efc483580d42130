"""A real collector and a real Kafka: what was answered arrives, whatever is killed in between."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import psutil
import pytest

from affluent.local.broker import Broker
from affluent.local.child import start_child
from affluent.local.ports import free_ports
from affluent.local.topics import apply_topics
from collector.click_forwarding import GIVES_WAY
from events.topics import CLICKS, COSTS, ENGAGEMENTS, SALES
from runtime.settings import Settings
from tests.connected.collector_parts import CATALOG, FIXTURES, SHOP, TOKEN, Collector, a_collector, reading, told_until

COOKIE = "afl_visitor"


@pytest.fixture
def collector(broker: str, tmp_path: Path) -> Iterator[Collector]:
    with a_collector(broker, tmp_path, free_ports(1)[0]) as started:
        assert started.post("/v1/catalog/apply", CATALOG).status_code == 200
        yield started


def nonce_of(response: httpx.Response) -> str:
    """The id of the click behind a redirect."""
    return parse_qs(urlsplit(response.headers["location"]).query)["afl"][0].split(".")[1]


def an_order(number: int) -> bytes:
    payload = json.loads((FIXTURES / "order_jpy.json").read_bytes())
    return json.dumps(payload | {"id": number}).encode()


def test_clicks_and_a_sale_are_answered_and_reach_their_topics(collector: Collector) -> None:
    with reading(collector.kafka, CLICKS.name, SALES.name) as topics:
        first = collector.click()
        again = collector.click({COOKIE: first.cookies[COOKIE]})
        sale = collector.webhook("orders/create", an_order(4711))
        assert (first.status_code, again.status_code, sale.status_code) == (302, 302, 200)
        told = told_until(topics, {nonce_of(first), nonce_of(again)})
        assert COOKIE not in again.cookies
        assert {told[nonce_of(click)]["visitor_id"] for click in (first, again)} == {first.cookies[COOKIE].split(".")[0]}
        assert told[nonce_of(first)]["_key"] == told[nonce_of(first)]["visitor_id"]


def test_forwarding_gives_way_to_redirects(collector: Collector) -> None:
    with reading(collector.kafka, CLICKS.name) as topics:
        told_until(topics, {nonce_of(collector.click())})
    assert collector.process is not None
    ours = psutil.Process(collector.process.pid)
    [forwarding] = ours.children()
    assert forwarding.nice() == min(ours.nice() + GIVES_WAY, 19)


def test_all_imports_reach_the_topics_of_their_kind(collector: Collector) -> None:
    at = "2026-11-20T10:00:00Z"
    sent = {
        "/v1/events": {"kind": "chargeback", "event_id": "i1", "event_at": at, "shop": SHOP, "order_id": 1, "currency": "EUR"},
        "/v1/engagements": {"event_id": "i2", "event_at": at, "content": "post", "provenance": "public", "views": 5},
        "/v1/costs": {
            "event_id": "i3", "event_at": at, "kind": "fee", "campaign": "summer", "amount": 1, "currency": "EUR",
            "accrues_from": "2026-11-01", "accrues_to": "2026-11-02",
        },
    }  # fmt: skip
    with reading(collector.kafka, SALES.name, ENGAGEMENTS.name, COSTS.name) as topics:
        for path, item in sent.items():
            assert collector.post(path, item).json() == {"accepted": 1, "event_ids": [item["event_id"]]}
        told = told_until(topics, {"i1", "i2", "i3"})
    assert [told[name]["_topic"] for name in ("i1", "i2", "i3")] == [SALES.name, ENGAGEMENTS.name, COSTS.name]


def test_a_catalog_is_known_as_soon_as_applying_it_was_answered(collector: Collector) -> None:
    link = CATALOG["links"][0] | {"id": "second", "slug": "second"}
    for number in range(5):
        applied = collector.post("/v1/catalog/apply", {"links": [link | {"id": f"l{number}", "slug": f"s{number}"}]})
        assert [change["change"] for change in applied.json()] == ["new"]
        assert collector.http.get(f"/r/s{number}").status_code == 302


def test_a_catalog_file_is_applied_after_showing_what_it_changes(collector: Collector, tmp_path: Path) -> None:
    file = tmp_path / "catalog.yaml"
    file.write_text("creators:\n- {id: zoe, name: Zoe, followers: [{on: 2026-11-01, count: 900}]}\n")
    refused = affluent(collector, tmp_path, "catalog", "apply", str(file), answers="n\n")
    applied = affluent(collector, tmp_path, "catalog", "apply", str(file), "--yes")
    again = affluent(collector, tmp_path, "catalog", "apply", str(file))
    assert [run.returncode for run in (refused, applied, again)] == [1, 0, 0]
    assert all("zoe" in run.stdout for run in (refused, applied))
    assert "1 versions applied" in applied.stdout
    assert "Nothing to change" in again.stdout
    assert '"zoe"' in affluent(collector, tmp_path, "catalog", "show", "--json").stdout


def test_a_catalog_file_with_mistakes_is_refused_field_by_field(collector: Collector, tmp_path: Path) -> None:
    file = tmp_path / "catalog.yaml"
    file.write_text("creators: [{id: zoe}]\nlinks: [{id: l, slug: a/b, destination: x, collaboration: lena-summer}]\n")
    refused = affluent(collector, tmp_path, "catalog", "apply", str(file), "--yes")
    assert refused.returncode == 2
    assert "creators.0.name: Field required" in refused.stderr
    assert "links.0.slug" in refused.stderr


def affluent(collector: Collector, folder: Path, *words: str, answers: str = "") -> subprocess.CompletedProcess[str]:
    told = {"AFFLUENT_COLLECTOR_URL": str(collector.http.base_url), "AFFLUENT_TOKEN": TOKEN, "AFFLUENT_DATA": str(folder)}
    command = [sys.executable, "-m", "affluent", *words]
    return subprocess.run(command, env=os.environ | told, input=answers, capture_output=True, text=True, timeout=60, check=False)


def test_a_collector_ends_within_five_seconds_of_sigterm(collector: Collector) -> None:
    started = time.monotonic()
    assert collector.end() == 0
    assert time.monotonic() - started < 5


def test_nothing_that_was_answered_is_lost_when_kafka_is_down_and_the_collector_is_killed(
    tmp_path: Path, class_path: tuple[Path, ...]
) -> None:
    node = Broker(tmp_path / "kafka", class_path, *free_ports(2))
    node.prepare()
    broker = ExitStack()
    broker.enter_context(running(node, tmp_path))
    apply_topics(Settings(kafka=node.address))
    with broker, a_collector(node.address, tmp_path, free_ports(1)[0]) as collector:
        collector.post("/v1/catalog/apply", CATALOG).raise_for_status()
        answered = _traffic(collector, 0)
        broker.close()
        answered |= _traffic(collector, 100)
        collector.kill()
        collector.start()
        answered |= _traffic(collector, 200)
        assert collector.post("/v1/catalog/apply", CATALOG).status_code == 503
        with running(node, tmp_path), reading(node.address, CLICKS.name, SALES.name) as topics:
            topics.seek_to_beginning()
            told = told_until(topics, answered)
    assert len([event for event in told.values() if event["_topic"] == SALES.name]) == 3 * (10 + 10)


def _traffic(collector: Collector, number: int) -> set[str]:
    """30 clicks, 10 webhooks, 10 imports; the ids of the clicks and imports that were answered."""
    clicks = [collector.click() for _ in range(30)]
    for order in range(10):
        assert collector.webhook("orders/create", an_order(number + order)).json() == {"accepted": 1}
    items = [
        {
            "kind": "refund", "event_id": f"r{number + each}", "event_at": "2026-11-20T10:00:00Z", "shop": SHOP,
            "order_id": each, "currency": "EUR", "adjustment": 1,
        }
        for each in range(10)
    ]  # fmt: skip
    imported = collector.post("/v1/events", items).json()["event_ids"]
    return {nonce_of(click) for click in clicks} | set(imported)


@contextmanager
def running(node: Broker, folder: Path) -> Iterator[None]:
    """The broker is up, and then it is killed."""
    process = start_child(node.command, os.environ, folder / "broker.log")
    deadline = time.monotonic() + 60
    try:
        while waits_for := node.waits_for():
            assert time.monotonic() < deadline, waits_for
            time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()
