"""What is said of the whole path follows from what was offered when, what was done when, and what it cost."""

from typing import Any

import pytest

from bench.ages import Way, rank
from bench.done import Done
from bench.measures.latency import found as ages_found
from bench.measures.latency import mean_write_ms
from bench.measures.whole_path import found
from bench.traffic.offering import Told
from bench.window import Window
from consumers.half import FACTS

BOOKS: dict[str, Any] = {"deliveries": 40, "orders": 4}


def test_what_was_done_is_counted_within_the_window_alone() -> None:
    told = Told([(100.0 + second, 10 * second) for second in range(5)], cpu_s=0.4)
    rows = Done([50.0, 101.5, 102.5, 103.5, 110.0], [5, 13, 21, 35, 45])
    said = found(Window(101.0, 103.5, {"intake": 0.11, "broker": 0.22}, 1.0, {}), told, rows, 5, BOOKS)
    assert said.values["whole_path_per_s"] == 30 / 2.5
    assert said.values["offered_per_s"] == 20 / 2.5
    assert (said.values["behind_at_start"], said.values["behind_at_end"]) == (10, 0)
    assert said.values["intake_cpu_us"] == pytest.approx(0.11 / 30 * 1e6)
    assert said.values["producer_cpu_us"] == pytest.approx(0.4 / 40 * 1e6)
    assert said.values["broker_cores"] == pytest.approx(0.22 / 2.5)
    assert said.values["machine_cores"] == pytest.approx(1.0 / 2.5)
    assert [curve.points for curve in said.curves] == [((1, 10.0), (2, 10.0), (3, 10.0)), ((1, 0.0), (2, 8.0), (3, 8.0))]


@pytest.mark.parametrize(
    ("share", "age"),
    [pytest.param(0.5, 10, id="half"), pytest.param(0.95, 19, id="one of twenty is left out"), pytest.param(1, 20, id="all")],
)
def test_a_rank_is_an_age_that_was_seen(share: float, age: int) -> None:
    assert rank(list(range(20, 0, -1)), share) == age


def test_a_stretch_in_which_nothing_came_has_no_age() -> None:
    with pytest.raises(ValueError, match="nothing was received"):
        rank([], 0.95)


def test_the_time_that_writing_takes_is_part_of_an_age() -> None:
    sale, click = Way(1_000, 1_020, 1_050, 1_150), Way(1_000, 1_030, 1_030, 1_100)
    said = ages_found([sale], [click], decided_ms=15.0, facts_ms=40.0)
    assert (said["p95_sale_ms"], said["p95_click_ms"]) == (165.0, 140.0)
    assert said["p95_sale_to_journal_ms"] == 20
    assert said["p95_sale_journal_to_decision_ms"] == 30
    assert said["p95_sale_decision_to_row_ms"] == 100


def test_how_long_a_batch_took_is_told_by_what_the_sink_added_up_in_the_window() -> None:
    grown = {"affluent_sink_batch_seconds_sum/facts": 0.3, "affluent_sink_batch_seconds_count/facts": 20.0}
    assert mean_write_ms(Window(0, 1, {}, 0, grown), FACTS) == pytest.approx(15)
