from itertools import islice

import pyarrow as pa  # type: ignore[import-untyped]  # ships no types

from bench.traffic.coming import TURNS, in_turns


def test_each_turn_has_its_own_rows_of_every_kind_and_the_first_follow_the_last() -> None:
    new, changed = pa.table({"n": range(2 * TURNS)}), pa.table({"n": range(-TURNS, 0)})
    clicks = pa.table({"c": range(3 * TURNS)})
    turns = list(islice(in_turns([("credits", 2, new), ("credits", 1, changed), ("clicks", 3, clicks)]), TURNS + 1))
    assert turns[1]["credits"].to_pydict() == {"n": [2, 3, 1 - TURNS]}
    assert turns[1]["clicks"].to_pydict() == {"c": [3, 4, 5]}
    assert sum(turn["credits"].num_rows for turn in turns[:-1]) == 3 * TURNS
    assert turns[-1] == turns[0]
