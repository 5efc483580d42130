"""Three worlds through the real command line and a real Kafka, while every process is killed in turn: the oracle must agree."""

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from affluent.world.plot.cast import cast
from tests.connected.waiting import eventually
from tests.connected.whole_path_parts import AFFLUENT, running_stack
from tests.connected.whole_path_worlds import SECRET, SEEDS, STORIES, act_and_reap, prefix
from tests.oracle.attribution import Expected, expect
from tests.oracle.compare import differences
from tests.oracle.truth import Order, Truth, read

SETTLE_S = 120


@dataclass(frozen=True)
class Outcome:
    """What the worlds told and what came out; the stack still runs."""

    data: Path
    truth: Truth
    must: dict[Order, Expected]
    books: dict[str, Any]
    answers: dict[Order, dict[str, Any]]
    """The explanation of each order."""


@pytest.fixture(scope="module")
def outcome(class_path: tuple[Path, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    folder = tmp_path_factory.mktemp("whole-path")
    secrets = {shop.id: SECRET for seed in SEEDS for shop in cast(prefix(seed)).shops}
    data = folder / "data"
    with running_stack(data, secrets) as endpoints:
        truth = read(*act_and_reap(endpoints, data, folder))
        headers = {"Authorization": f"Bearer {endpoints.token}"}
        with httpx.Client(base_url=endpoints.api, headers=headers, timeout=SETTLE_S + 30) as api:
            books = settled_books(api, truth)
            answers = {order: explained(api, order) for order in sorted(truth.orders)}
        found = Outcome(data, truth, {}, books, answers)
        found.must.update(expect_as_observed(found))
        yield found


def settled_books(api: httpx.Client, truth: Truth) -> dict[str, Any]:
    """The books once all that was promised has arrived: before, they may balance over what has."""
    books: dict[str, Any] = {}

    def all_is_in() -> bool:
        books.update(api.get("/v1/reconcile", params={"wait": SETTLE_S}).raise_for_status().json())
        counts = {"facts": truth.facts, "deliveries": truth.deliveries, "dead_letters": truth.dead}
        arrived = all(books[what] >= told for what, told in counts.items())
        return bool(arrived and books["balanced"])

    eventually(all_is_in, SETTLE_S)
    return books


def explained(api: httpx.Client, order: Order) -> dict[str, Any]:
    answer = api.get("/v1/explain/" + "/".join(order))
    return dict(answer.json()) if answer.status_code == httpx.codes.OK else {}


def expect_as_observed(outcome: Outcome) -> dict[Order, Expected]:
    """The oracle's decisions; comparing first lets it see when live clicks happened."""
    differences(outcome.truth, decisions(outcome))
    return expect(outcome.truth)


def decisions(outcome: Outcome) -> list[dict[str, Any]]:
    return [answer["decision"] for answer in outcome.answers.values() if answer]


@pytest.mark.timeout(600)
def test_every_decision_is_what_the_oracle_says(outcome: Outcome) -> None:
    found = differences(outcome.truth, decisions(outcome))
    assert not found, "\n".join(found[:50])
    assert len(outcome.answers) > len(SEEDS) * STORIES


def test_the_books_balance_after_every_process_was_killed(outcome: Outcome) -> None:
    assert outcome.books["differences"] == []
    assert outcome.books["balanced"]
    for by_currency in outcome.books["models"].values():
        assert set(by_currency) == {"EUR", "USD", "JPY"}
        for sums in by_currency.values():
            assert sums["credited"] + sums["unattributed"] == sums["net"]


def test_no_fact_is_lost_or_invented(outcome: Outcome) -> None:
    books, truth = outcome.books, outcome.truth
    assert truth.facts <= books["facts"] <= truth.facts + truth.lost_clicks
    assert truth.deliveries <= books["deliveries"]
    assert truth.dead <= books["dead_letters"]
    assert books["deliveries"] == books["facts"] + books["duplicates"] + books["dead_letters"]
    assert books["orders"] == len(truth.orders)


def one_where(outcome: Outcome, holds: Callable[[Order, Expected], bool]) -> tuple[Order, Expected, dict[str, Any]]:
    order = next(order for order, must in sorted(outcome.must.items()) if holds(order, must))
    return order, outcome.must[order], outcome.answers[order]


def reasons(answer: dict[str, Any]) -> dict[tuple[str, str], str]:
    told = [*answer["losers"], *answer["winners"]]
    return {(touch["type"], touch["touch"]): touch["reason"] for touch in told}


def wanted(must: Expected) -> dict[tuple[str, str], str]:
    return {(touch.type, touch.id): touch.reason for touch in must.candidates}


@pytest.mark.parametrize("loses_by", ["code_precedence", "click_precedence"])
def test_explain_says_who_is_paid_when_a_code_contradicts_a_click(outcome: Outcome, loses_by: str) -> None:
    _, must, answer = one_where(outcome, lambda _, must: any(touch.reason == loses_by for touch in must.candidates))
    assert reasons(answer) == wanted(must)
    assert answer["winners"][0]["type"] == ("code" if loses_by == "code_precedence" else "click")
    assert all(loser["why"] for loser in answer["losers"])


def test_explain_finds_the_click_on_the_other_device(outcome: Outcome) -> None:
    def by_another_device(order: Order, must: Expected) -> bool:
        own = {told.get("visitor") for told in outcome.truth.orders[order].values()}
        won = [touch.id for touch in must.candidates if touch.reason == "won" and touch.type == "click"]
        return any(outcome.truth.clicks[click]["visitor"] not in own for click in won)

    _, must, answer = one_where(outcome, by_another_device)
    assert reasons(answer) == wanted(must)
    assert answer["winners"][0]["visitor"] is not None


def test_explain_takes_refunds_back_at_the_original_shares(outcome: Outcome) -> None:
    _, must, answer = one_where(outcome, lambda _, must: 0 < must.refunded < must.gross and must.reason == "won")
    assert (answer["gross"], answer["refunded"], answer["net"]) == (must.gross, must.refunded, must.net)
    paid = next(credit for credit in answer["credits"] if credit["model"] == "payable")
    assert [share["amount"] for share in paid["shares"]] == [must.net]
    assert answer["versions"][-1]["net"] == must.net


def test_explain_says_so_when_nobody_earned_it(outcome: Outcome) -> None:
    order, _, answer = one_where(outcome, lambda _, must: must.reason == "no_touch" and must.net > 0)
    assert (answer["winners"], answer["losers"], answer["reason"]) == ([], [], "no_touch")
    assert all(credit["unattributed"] == answer["net"] for credit in answer["credits"])
    command = [*AFFLUENT, "explain", "/".join(order), "--json", "--data", str(outcome.data)]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert json.loads(said)["reason"] == "no_touch"


def test_what_somebody_elses_client_wrote_is_attributed(outcome: Outcome) -> None:
    answer = outcome.answers[cast(prefix(SEEDS[0])).shops[0].id, "F-1"]
    assert (answer["net"], answer["winners"][0]["touch"]) == (4_000 - 1_001, "foreign-click")
