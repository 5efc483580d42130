import os

import pytest

from collector.giving_way import STEP, giving_way


@pytest.mark.parametrize(("count", "ways"), [(0, 0), (1, 1), (STEP, 1), (STEP + 1, 2), (10 * STEP, 10)])
def test_a_step_begins_when_others_have_had_their_turn(count: int, ways: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it in its order, and the CPU offered before each step."""
    offered: list[int] = []
    taken: list[int] = []
    monkeypatch.setattr(os, "sched_yield", lambda: offered.append(len(taken)))
    for one in giving_way(range(count)):
        taken.append(one)  # noqa: PERF402 - what is taken when the CPU is offered is the question
    assert taken == list(range(count))
    assert offered == [STEP * way for way in range(ways)]
