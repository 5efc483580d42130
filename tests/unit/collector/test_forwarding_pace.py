"""Few events are forwarded at once, many in batches that are worth their price, a backlog without a pause."""

import pytest

from collector.forwarder import BATCH_RECORDS, FEW_S, GATHER_S, MANY, gathering_s


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        pytest.param(1, FEW_S, id="few"),
        pytest.param(MANY, GATHER_S, id="many"),
        pytest.param(BATCH_RECORDS - 1, GATHER_S, id="nearly a full batch"),
        pytest.param(BATCH_RECORDS, 0, id="a full batch"),
    ],
)
def test_the_more_events_come_the_longer_they_gather_until_a_batch_is_full(records: int, expected: float) -> None:
    assert gathering_s(records) == expected
