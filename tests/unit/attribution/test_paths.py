"""Path transforms, on the example that fractribution's documentation uses."""

import pytest

from domain.attribution.paths import TRANSFORMS


@pytest.mark.parametrize(
    ("transform", "path"),
    [("all", "DABBCDCC"), ("unique", "DABBCDCC"), ("collapse", "DABCDC"), ("first", "DABC"), ("last", "ABDC")],
)
def test_a_transform_keeps_these_channels(transform: str, path: str) -> None:
    assert "".join("DABBCDCC"[place] for place in TRANSFORMS[transform]("DABBCDCC")) == path


@pytest.mark.parametrize("transform", TRANSFORMS)
def test_no_touch_stays_no_touch(transform: str) -> None:
    assert TRANSFORMS[transform]("") == []


def test_of_a_run_the_first_touch_stays() -> None:
    assert TRANSFORMS["collapse"]("AAB") == [0, 2]
