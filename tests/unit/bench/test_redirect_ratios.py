"""The collector's ratios compare runs of one round, and tell the worse of Kafka up and Kafka down."""

import pytest

from bench.redirect_ratios import BARE, DOWN, UP, Run, figures_of, fixed_rate
from bench.traffic.load import Load


def a_run(rate: int, p99_ms: float, *, cpu_s: float = 0.1, behind_s: float = 0.0) -> Run:
    return Run(Load(rate, 1.0, 0.25, p99_ms / 2, p99_ms, ("id",) * rate), cpu_s, 0.01, behind_s)


CLOSED = {
    BARE: [a_run(1000, 2.0), a_run(100, 20.0), a_run(1000, 2.0)],
    UP: [a_run(500, 4.0, behind_s=1), a_run(60, 30.0, behind_s=3), a_run(300, 4.0, behind_s=2)],
    DOWN: [a_run(800, 3.0), a_run(80, 30.0), a_run(800, 3.0)],
}
FIXED = {BARE: [a_run(120, 1.0)], UP: [a_run(120, 3.0)], DOWN: [a_run(120, 4.0)]}
FOUND = figures_of(CLOSED, FIXED)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        pytest.param("redirect_vs_bare_rate_kafka_up", 0.5, id="rate with Kafka up"),
        pytest.param("redirect_vs_bare_rate_kafka_down", 0.8, id="rate with Kafka down"),
        pytest.param("redirect_vs_bare_rate", 0.5, id="the bar's rate is the lower one"),
        pytest.param("redirect_vs_bare_p99_kafka_up", 2.0, id="p99 with Kafka up"),
        pytest.param("redirect_vs_bare_p99", 2.0, id="the bar's p99 is the higher one, of the same runs"),
        pytest.param("redirect_vs_bare_p99_at_fixed_rate", 4.0, id="p99 at a rate that all hold"),
        pytest.param("kafka_up_behind_s", 2, id="how long clicks were behind"),
        pytest.param("bare_client_busy", 0.25, id="the client's share of its core"),
        pytest.param("kafka_down_cpu_us", 125.0, id="CPU a redirect"),
    ],
)
def test_a_figure_is_the_median_of_its_rounds(figure: str, expected: float) -> None:
    assert FOUND[figure] == pytest.approx(expected)


def test_the_rate_offered_to_all_is_one_that_the_slowest_holds() -> None:
    assert fixed_rate(CLOSED) == pytest.approx(0.4 * 300)
