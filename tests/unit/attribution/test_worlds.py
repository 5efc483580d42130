"""The real entities on random worlds: disorder, duplicates, bundles, crashes, codes, lateness, ticks and pruning."""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

import pytest

from domain.attribution import customer, decide, device, entities, heard, order, precedence
from domain.attribution.entity import NOTHING, World
from domain.attribution.models import USUAL
from tests.worlds.run import failures, run

WORLDS = 2000
STEP = 100


def _on_all_cores(seeds: int) -> Counter[str]:
    total: Counter[str] = Counter()
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        for tally in pool.map(run, [range(at, at + STEP) for at in range(0, seeds, STEP)]):
            total += tally
    return total


def test_every_world_comes_out_as_the_oracle_says_and_no_version_has_two_contents() -> None:
    tally = _on_all_cores(WORLDS)
    assert tally["worlds"] == WORLDS
    assert (tally["wrong"], tally["conflicts"], tally["cents"], tally["late untold"]) == (0, 0, 0, 0)
    assert tally["orders closed"] > WORLDS / 2, "pruning must have something to do, or it proves nothing"
    assert tally["rows forgotten"] > WORLDS / 10


def _clicks_not_forwarded(patch: pytest.MonkeyPatch) -> None:
    def clicked(row: object, visitor: str, click: object, world: object) -> object:
        device._kept(row, click)  # type: ignore[arg-type]
        return NOTHING

    patch.setattr(device, "_clicked", clicked)


def _new_devices_not_told(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(customer, "_is_news", lambda before, now: before.firsts != now.firsts)


def _applied_that_falls(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(entities, "max", lambda applied, position: position, raising=False)


def _ids_not_deduplicated(patch: pytest.MonkeyPatch) -> None:
    def give_back(row: order.OrderRow, each: order.Return) -> None:
        row.returns[f"{each.id}#{len(row.returns)}"] = each

    patch.setattr(order, "_give_back", give_back)


def _decisions_not_repeated(patch: pytest.MonkeyPatch) -> None:
    real = order._news
    patch.setattr(order, "_news", lambda row, decision, replayed, world: real(row, decision, False, world))


def _late_touches_not_repeated(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(order, "_unsay", lambda row: setattr(row, "decided", b""))


def _asks_not_repeated(patch: pytest.MonkeyPatch) -> None:
    real = order._unsaid
    patch.setattr(order, "_unsaid", lambda row, asks, replayed: real(row, asks, False))


def _the_policy_told_last(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decide, "pinned_of", lambda row: max(row.tellings.values(), key=lambda each: each.received).policy)


def _no_conditions(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decide, "has_conditions", lambda claims, policy: False)


def _exclusive_codes_ignored(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(precedence, "STAGES", precedence.STAGES[1:])


def _first_orders_not_told_to_later_ones(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(customer, "_is_news", lambda before, now: before.devices != now.devices)


def _mistaken_joins_not_withdrawn(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(order, "withdrawals_of", lambda row, asks, heard: {})


def _what_an_order_said_first_counts(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(customer, "max", lambda body, known, key: known, raising=False)


def _a_time_told_too_late_moves_the_order(patch: pytest.MonkeyPatch) -> None:
    def times(row: order.OrderRow, world: World) -> heard.Heard:
        told = heard.heard_of(row, world)
        at = min(each.ordered_at for each in row.tellings.values())
        return told._replace(at=at, too_late=told.received - at > world.horizons.order_delay)

    for judge in (order, decide):
        patch.setattr(judge, "heard_of", times)


def _usual_weights(patch: pytest.MonkeyPatch) -> None:
    real = decide.credits_of
    patch.setattr(decide, "credits_of", lambda net, at, eligible, winners, weights: real(net, at, eligible, winners, USUAL))


MUTANTS = [
    _clicks_not_forwarded,
    _new_devices_not_told,
    _applied_that_falls,
    _ids_not_deduplicated,
    _decisions_not_repeated,
    _late_touches_not_repeated,
    _asks_not_repeated,
    _the_policy_told_last,
    _no_conditions,
    _exclusive_codes_ignored,
    _first_orders_not_told_to_later_ones,
    _mistaken_joins_not_withdrawn,
    _what_an_order_said_first_counts,
    _a_time_told_too_late_moves_the_order,
    _usual_weights,
]


@contextmanager
def _mutated(mutate: Callable[[pytest.MonkeyPatch], None]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        mutate(patch)
        yield


@pytest.mark.parametrize("mutate", [pytest.param(each, id=each.__name__.strip("_")) for each in MUTANTS])
def test_a_planted_fault_turns_the_worlds_red(mutate: Callable[[pytest.MonkeyPatch], None]) -> None:
    with _mutated(mutate):
        caught = next((seed for seed in range(WORLDS) if failures(run([seed]))), None)
    assert caught is not None, "the worlds do not notice it"
