"""A run's figures become bench/latest.json, a table and a page; what is met is computed from them."""

import json
from typing import Any

import pytest

from bench.bars import KEYS, Bar, plain
from bench.figures import Curve, Figures, Row
from bench.page import page
from bench.pictures import pictures, wants_log
from bench.report import Run, latest, table, verdicts


def a_run(found: dict[str, Figures], **fields: Any) -> Run:
    about = {"machine": {"CPU": "a fast one"}, "quick": False, "at": "2026-11-24T10:00:00+00:00", "git": "abc"}
    return Run(found, **(about | fields))


def a_row(name: str) -> Row:
    return Row(name, f"what {name} does", lambda place: Figures())


INTAKE = {"intake": Figures({"intake_per_core": 81_234.5, "intake_cpu_us": 12.31})}


def test_a_key_stands_at_the_top_and_its_raw_figures_beside_it() -> None:
    told = latest(a_run(INTAKE))
    assert told["intake_per_core"] == 81_234.5
    assert told["raw"] == {"intake": {"intake_per_core": 81_234.5, "intake_cpu_us": 12.31}}


def test_what_was_not_measured_is_absent() -> None:
    assert {bar.figure for bar in KEYS} & latest(a_run(INTAKE)).keys() == {"intake_per_core"}


def test_all_ten_keys_are_numbers_once_every_row_has_run() -> None:
    told = latest(a_run({"all": Figures({bar.figure: 1.5 for bar in KEYS})}))
    assert len(KEYS) == 11
    assert [told[bar.figure] for bar in KEYS] == [1.5] * 11


def test_intake_is_counted_on_our_side_once_both_rows_have_run() -> None:
    peers = Figures({"worker_per_s": 60_000.0, "quix_per_s": 40_000.0})
    both = latest(a_run({"peers": peers, "intake": Figures({"intake_per_core": 120_000.0})}))
    assert both["raw"]["peers"]["worker_with_intake_vs_quix"] == pytest.approx(1.0)
    assert "worker_with_intake_vs_quix" not in latest(a_run({"peers": peers}))["raw"]["peers"]


def test_two_rows_may_not_claim_one_key() -> None:
    with pytest.raises(ValueError, match="intake_per_core"):
        latest(a_run(INTAKE | {"other": Figures({"intake_per_core": 1.0})}))


def test_the_run_says_where_when_and_of_what_and_survives_json() -> None:
    curve = Curve("growth", "people", "us", ((1, 2.0), (10, 2.5)))
    told = latest(a_run({"growth": Figures({}, [curve], ["a note"])}, quick=True, failed={"sink": "KafkaError: gone"}))
    assert json.loads(json.dumps(told)) == {
        "raw": {"growth": {}},
        "curves": {"growth": [{"name": "growth", "x": "people", "y": "us", "points": [[1, 2.0], [10, 2.5]]}]},
        "notes": {"growth": ["a note"]},
        "failed": {"sink": "KafkaError: gone"},
        "machine": {"CPU": "a fast one"},
        "quick": True,
        "at": "2026-11-24T10:00:00+00:00",
        "git": "abc",
    }


@pytest.mark.parametrize(
    ("bar", "figure", "met"),
    [
        pytest.param(Bar("x", "x", 10), 10.0, True, id="at least: reached"),
        pytest.param(Bar("x", "x", 10), 9.99, False, id="at least: short of it"),
        pytest.param(Bar("x", "x", 10, at_most=True), 10.0, True, id="at most: kept"),
        pytest.param(Bar("x", "x", 10, at_most=True), 10.01, False, id="at most: over it"),
    ],
)
def test_met_is_computed(bar: Bar, figure: float, met: bool) -> None:
    assert bar.met(figure) is met


def test_a_missed_bar_is_called_so_and_nothing_is_said_of_what_was_not_measured() -> None:
    told = latest(a_run({"path": Figures({"whole_path_per_s": 9_876.0, "p95_sale_ms": 250.0})}))
    assert [(wanted, found, verdict) for _, wanted, found, verdict in verdicts(told)] == [
        ("at least 10,000", "9,876", "MISSED"),
        ("at most 300", "250", "met"),
    ]
    assert table(told).row_count == 2


def test_what_is_work_is_told_at_the_pace_of_the_bars_and_nothing_else_is() -> None:
    loop = {"peers": Figures({"aiokafka_per_s": 70_000.0, "worker_vs_quix": 2.5})}
    slow = {"overview": Figures({"overview_slowest_ms": 300.0}), "path": Figures({"p95_sale_ms": 400.0})}
    said = page(latest(a_run(INTAKE | loop | slow)), [], [])
    assert "| at least 80,000 | 81,234 | met | 162,469 |" in said
    assert "| at most 200 | 300 | **missed** | 150 |" in said
    assert "| at most 300 | 400 | **missed** |  |" in said
    assert "| at least 1.2 | 2.5 | met |  |" in said


def test_the_page_has_machine_bars_commands_notes_figures_and_pictures() -> None:
    curve = Curve("rate", "time, s", "events/s", ((0, 1.0), (1, 2.0)))
    found = INTAKE | {"path": Figures({"whole_path_per_s": 9_876.0}, [curve], ["It was hot."])}
    said = page(latest(a_run(found)), [a_row("intake"), a_row("path"), a_row("never")], ["bench-path-events-s-over-time-s.svg"])
    assert "| CPU | a fast one |" in said
    assert "| at least 80,000 | 81,234 | met |  | `python -m bench intake` |" in said
    assert "| at least 10,000 | 9,876 | **missed** |  | `python -m bench path` |" in said
    assert "| at least 12 | - | not measured | - | - |" in said
    assert "What path does. `python -m bench path`" in said
    assert "It was hot." in said
    assert "| `intake_cpu_us` | 12.3 |" in said
    assert "![events/s over time, s](images/bench-path-events-s-over-time-s.svg)" in said
    assert "never" not in said


def test_the_page_shows_no_picture_that_was_not_drawn() -> None:
    curve = Curve("rate", "time, s", "events/s", ((0, 1.0), (1, 2.0)))
    assert "images/" not in page(latest(a_run({"path": Figures({}, [curve])})), [a_row("path")], [])


def test_curves_with_the_same_axes_share_a_picture() -> None:
    ours = {"name": "Ours, all models", "x": "people", "y": "us", "points": [[1, 1]]}
    told = {"growth": [ours, ours | {"name": "theirs"}, ours | {"x": "partitions"}], "path": [ours]}
    assert [(picture.file, len(picture.curves)) for picture in pictures(told)] == [
        ("bench-growth-us-over-people.svg", 2),
        ("bench-growth-us-over-partitions.svg", 1),
        ("bench-path-us-over-people.svg", 1),
    ]


@pytest.mark.parametrize(
    ("points", "log"),
    [
        pytest.param([(10_000, 1), (1_000_000, 1)], True, id="people from ten thousand to a million"),
        pytest.param([(1, 1), (16, 1)], True, id="partitions that double"),
        pytest.param([(1, 1), (10, 1)], False, id="a short way"),
        pytest.param([(0, 1), (120, 1)], False, id="a time that begins at nothing"),
        pytest.param([(second, 1) for second in range(1, 131)], False, id="second by second"),
    ],
)
def test_x_is_logarithmic_where_equal_steps_would_hide_the_small(points: list[tuple[float, float]], log: bool) -> None:
    assert wants_log(points) is log


@pytest.mark.parametrize(
    ("figure", "shown"), [(61_234.4, "61,234"), (12.0, "12"), (1.2345, "1.23"), (0.04567, "0.0457"), (99.96, "100")]
)
def test_three_digits_are_enough(figure: float, shown: str) -> None:
    assert plain(figure) == shown


@pytest.mark.parametrize(
    ("figure", "shown"),
    [(0.49978, "0.4998"), (0.5, "0.5"), (0.50021, "0.5"), (0.4, "0.4")],
    ids=["just missed", "met", "just met", "missed"],
)
def test_a_figure_that_missed_does_not_look_like_its_limit(figure: float, shown: str) -> None:
    assert Bar("rate", "times", 0.5).found(figure) == shown
