import json
from collections import Counter
from itertools import pairwise

import pytest

from bench.peers.journey import KEPT, WINDOW_MS, last_touch, remember
from bench.traffic.last_touch_work import BUNDLE, PARTITIONS, Answer, Click, Sale, Work, answers, as_bundles, as_json, make_work
from events.addressing import partition_of
from events.facts import Clicked, Ordered
from events.journal import decode_bundle
from events.messages import Touches


@pytest.fixture(scope="module")
def work() -> Work:
    return make_work(people=200, events=20_000, seed=5)


def _told(work: Work) -> list[dict]:
    return [json.loads(value) for _, value in as_json([*work.histories, *work.events])]


def test_the_same_seed_tells_the_same_and_another_tells_other_things(work: Work) -> None:
    assert make_work(200, 20_000, 5) == work
    assert make_work(200, 20_000, 6) != work


def test_nine_events_in_ten_are_clicks_and_some_come_late(work: Work) -> None:
    kinds = Counter(type(event) for event in work.events)
    assert 0.08 < kinds[Sale] / len(work.events) < 0.12
    at = [event.at for event in work.events]
    assert sum(later < earlier for earlier, later in pairwise(at)) > 100


def test_the_rule_of_the_contenders_gives_the_independent_answer(work: Work) -> None:
    journeys: dict[str, list] = {}
    found: Counter[Answer] = Counter()
    for event in _told(work):
        touches = journeys.setdefault(event["person"], [])
        if event["kind"] == "history":
            touches[:] = event["touches"]
        elif event["kind"] == "click":
            remember(touches, [event["at"], event["id"], event["creator"]])
        else:
            found[Answer(event["id"], last_touch(reversed(touches), event["at"]), event["amount"])] += 1
        assert len(touches) == KEPT
        assert touches == sorted(touches)
    assert found == answers(work)


def test_some_sales_are_nobody_s(work: Work) -> None:
    few_clicks = make_work(people=5_000, events=20_000, seed=5)
    nobody = sum(answer.creator is None for answer in answers(few_clicks))
    assert 0.01 < nobody / answers(few_clicks).total() < 0.5


def test_a_touch_counts_up_to_the_end_of_its_window_and_not_after_its_sale() -> None:
    assert last_touch([[20, "b", "bob"], [10, "a", "ann"]], 15) == "ann"
    assert last_touch([[20, "b", "bob"]], 19) is None
    assert last_touch([[20, "b", "bob"]], 20 + WINDOW_MS - 1) == "bob"
    assert last_touch([[20, "b", "bob"]], 20 + WINDOW_MS) is None


def test_the_bundles_say_the_same_in_the_same_order_for_each_person(work: Work) -> None:
    def of(told: list[dict]) -> dict[str, list]:
        journeys: dict[str, list] = {}
        for each in told:
            journeys.setdefault(each["person"], []).append({key: each[key] for key in each if key != "person"})
        return journeys

    bundled = [
        _unpacked(envelope.key, envelope.body)
        for home, raw in as_bundles([*work.histories, *work.events], 7)
        for envelope in decode_bundle(raw)
        if partition_of(envelope.key, PARTITIONS) == home
    ]
    assert of(bundled) == of(_told(work))


def _unpacked(key: str, body: object) -> dict:
    match body:
        case Touches(visitor, touches, _):
            at = _told(make_work(1, 0, 5))[0]["at"]
            return {"kind": "history", "person": visitor, "at": at, "touches": [[t.at, t.id, t.link_version] for t in touches]}
        case Clicked():
            return {"kind": "click", "person": key[2:], "at": body.at, "id": body.id, "creator": body.link_version}
        case Ordered():
            return {"kind": "sale", "person": key[2:], "at": body.at, "id": body.id, "amount": body.lines[0].amount}
    raise AssertionError(body)


def test_bundles_are_as_large_as_under_load(work: Work) -> None:
    sizes = [len(decode_bundle(raw)) for _, raw in as_bundles(work.events, 7)]
    assert max(sizes) <= BUNDLE[1]
    assert len([size for size in sizes if size < BUNDLE[0]]) <= PARTITIONS


def test_a_share_holds_whole_people(work: Work) -> None:
    share = work.of_every(8)
    assert len(share.histories) == 25
    whole = answers(work)
    assert sum(whole[answer] for answer in answers(share)) == answers(share).total()
    assert all(isinstance(event, Click | Sale) for event in share.events)
