"""The simulated world's history."""

import hashlib
from collections import Counter

import pytest

from affluent.world.plot.cast import cast
from affluent.world.plot.contracts import Telling
from affluent.world.plot.history import SPAN, STORIES, Batch, history

START = 1_790_000_000_000


def told(seed: int = 1, stories: int = 100):
    return [one for batch in history(cast(), seed, START, stories) if isinstance(batch, Batch) for one in batch.told]


def test_the_same_seed_tells_the_same_story_byte_for_byte():
    same, again, other = (repr(list(history(cast(), seed, START, 60))) for seed in (1, 1, 2))
    assert same == again
    assert same != other
    assert hashlib.sha256(same.encode()).hexdigest() == hashlib.sha256(again.encode()).hexdigest()


def test_the_story_is_relative_to_its_start():
    early, late = (list(history(cast(), 1, start, 60)) for start in (START, START + SPAN))
    assert [len(batch.told) for batch in early if isinstance(batch, Batch)] == [
        len(batch.told) for batch in late if isinstance(batch, Batch)
    ]


def test_twelve_creators_work_for_five_campaigns_on_four_platforms_in_four_formats():
    world = cast()
    assert (len(world.creators), len(world.campaigns)) == (12, 5)
    assert len({one.platform for one in world.creators}) == 4
    assert {link.format for link in world.links} == {"post", "reel", "story", "short"}
    followers = sorted(one.followers for one in world.creators)
    assert followers[0] < 10_000
    assert followers[-1] > 1_000_000
    assert {one.code_rule for one in world.collaborations} == {"code_first", "click_first"}
    assert len({one.lookback_days for one in world.collaborations}) > 3


@pytest.mark.parametrize("door", ["events", "engagements", "costs"])
def test_each_door_hears_of_eight_weeks_almost_in_order(door):
    batches = [one for one in history(cast(), 1, START, len(STORIES)) if isinstance(one, Batch) and one.door == door]
    once = [batch for n, batch in enumerate(batches) if batch not in batches[:n]]
    heard = [one["received"] for batch in once for one in batch.told]
    assert min(heard) > START
    assert max(heard) < START + SPAN
    assert all(later > max(heard[:n], default=0) - 3_600_000 for n, later in enumerate(heard))


@pytest.mark.parametrize("seed", range(3))
def test_every_kind_of_trouble_happens_in_every_world(seed):
    all_told = told(seed)
    orders = [one for one in all_told if one["tells"] == "order"]
    refunds = [one for one in all_told if one["tells"] == "refund"]
    clicks = [one for one in all_told if one["tells"] == "click"]
    assert {one["kind"] for one in orders} == {"placed", "paid", "edited", "cancelled"}
    assert {one["currency"] for one in orders} == {"EUR", "USD", "JPY"}
    assert {kind for one in orders for kind in (line["kind"] for line in one["lines"])} >= {"product", "gift_card", "shipping"}
    assert any(one["test"] for one in orders)
    assert any(one["customer"] is None for one in orders)
    assert any(one["visitor"] is None for one in orders)
    assert {one["kind"] for one in refunds} >= {"refund"}
    assert {flag for one in clicks for flag in one["flags"]} == {"bot", "prefetch"}
    assert any(one["at"] > one["received"] for one in clicks)
    assert max(Counter(one["id"] for one in all_told if one["id"]).values()) > 1


def test_the_catalog_is_told_at_its_time():
    telling = [one for one in history(cast(), 1, START, 60) if isinstance(one, Telling)]
    assert [one.recorded_at for one in telling] == sorted(one.recorded_at for one in telling)
    assert any(one.valid_from < one.recorded_at for one in telling)


def test_a_prefix_keeps_worlds_apart():
    one, other = ({told["order"] + told["shop"] for told in _orders(prefix)} for prefix in ("a-", "b-"))
    assert not one & other


def _orders(prefix: str):
    return [
        one for batch in history(cast(prefix), 1, START, 60) if isinstance(batch, Batch) for one in batch.told
        if one["tells"] == "order"
    ]  # fmt: skip
