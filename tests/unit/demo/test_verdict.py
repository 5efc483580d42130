"""How a demo ends."""

import pytest

from affluent.commands.demo import verdict
from affluent.demo.run import End


@pytest.mark.parametrize(
    ("balanced", "differences", "hurried", "good"),
    [
        pytest.param(True, [], False, True, id="balanced"),
        pytest.param(False, [], False, False, id="something never arrived"),
        pytest.param(False, [], True, True, id="something was in flight at Ctrl-C"),
        pytest.param(False, [{"rule": "gaps"}], True, False, id="a difference is a difference"),
    ],
)
def test_only_what_is_in_flight_at_ctrl_c_is_forgiven(balanced, differences, hurried, good):
    end = End({"balanced": balanced, "differences": differences, "pending": 3}, {}, hurried)
    assert end.is_good is good
    assert ("do not balance" in verdict(end)) is not good
