"""What the demo sums up."""

from affluent.demo.figures import latency_ms, per_second


def test_the_slower_kind_tells_the_latency():
    rows = [{"kind": "click", "p50": 9, "p95": 20, "p99": 70}, {"kind": "decision", "p50": 12, "p95": 15, "p99": 60}]
    assert latency_ms(rows) == {"p50": 12, "p95": 20, "p99": 70}


def test_no_latency_is_known_before_anything_arrived():
    assert latency_ms([]) == {"p50": None, "p95": None, "p99": None}


def test_events_per_second_count_the_silent_seconds_too():
    assert per_second([{"second": 10, "deliveries": 30}, {"second": 13, "deliveries": 10}]) == 10.0
    assert per_second([]) == 0.0
