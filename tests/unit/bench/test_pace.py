"""A point measured while the machine was slow is compared with one measured while it was fast."""

from bench.pace import Paced, at_best_pace, pacing


def test_twice_the_time_at_half_the_pace_is_the_same_cost() -> None:
    assert at_best_pace({"few": [Paced(60, 1000)], "many": [Paced(120, 2000)]}) == {"few": 60, "many": 60}


def test_what_costs_more_at_the_same_pace_costs_more() -> None:
    assert at_best_pace({"few": [Paced(60, 1000)], "many": [Paced(90, 1000)]}) == {"few": 60, "many": 90}


def test_the_median_of_a_points_runs_counts() -> None:
    assert at_best_pace({"few": [Paced(60, 1000), Paced(70, 1000), Paced(500, 1000)]}) == {"few": 70}


def test_the_work_is_done_beside_the_block_and_ends_with_it() -> None:
    with pacing() as pace:
        while len(pace.took) < 3:
            pass
    done = len(pace.took)
    assert pace.us > 0
    assert len(pace.took) == done
