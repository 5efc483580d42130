"""The batch comes to what the stream comes to, byte for byte: random worlds, told in any order and crashed at will."""

from collections import Counter
from random import Random

import msgspec
import pytest

from domain.attribution.batch import Facts, orders_of
from domain.attribution.decide import decide
from events.decision import encode_decision
from tests.worlds.log import WORLD, Log
from tests.worlds.scene import Scene, scene

WORLDS = 500


def streamed(a_scene: Scene, seed: int) -> dict[str, bytes]:
    log = Log(a_scene, Random(seed), Counter())
    log.run()
    return {name: encode_decision(msgspec.structs.replace(each, version=0)) for name, each in log.warehouse.items()}


def batched(a_scene: Scene) -> dict[str, bytes]:
    rows = orders_of(Facts(a_scene.sales, a_scene.clicks, a_scene.codes), WORLD)
    return {row.order: encode_decision(decide(row, WORLD)[0]) for row in rows.values()}


@pytest.mark.parametrize("first", range(0, WORLDS, 100))
def test_streamed_and_batch_decisions_are_the_same_bytes(first: int) -> None:
    orders = 0
    for seed in range(first, first + 100):
        a_scene = scene(seed)
        expected = streamed(a_scene, seed)
        assert batched(a_scene) == expected, seed
        orders += len(expected)
    assert orders > 300


def test_the_order_in_which_facts_are_read_does_not_matter() -> None:
    for seed in range(50):
        a_scene = scene(seed)
        before = batched(a_scene)
        for told in (a_scene.sales, a_scene.clicks, a_scene.codes):
            Random(seed).shuffle(told)
        assert batched(a_scene) == before, seed
