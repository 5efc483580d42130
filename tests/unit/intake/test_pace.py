"""The further streams is behind, the longer a bundle waits for company."""

import pytest

from intake.pace import FAR_BEHIND, linger_for


@pytest.mark.parametrize(
    ("lag", "seconds"),
    [(-5, 0.02), (0, 0.02), (FAR_BEHIND // 2, 0.11), (FAR_BEHIND, 0.2), (10 * FAR_BEHIND, 0.2)],
)
def test_the_linger_grows_from_20_to_200_ms(lag: int, seconds: float) -> None:
    assert linger_for(lag) == pytest.approx(seconds)
