"""docs/alerts.md: its sums are the rule's, and its snippet verifies what is sent."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from consumers.alerting.webhook import headers_of
from domain.performance.standing import at_stake, expected, is_below
from tests.unit.performance.alert_parts import a_standing

PAGE = (Path(__file__).parents[2] / "docs" / "alerts.md").read_text()
SUMS = PAGE.replace("\u00d7", "*").replace("\u2212", "-")
BODY = b'{"type": "alert.opened"}'


@pytest.fixture(scope="module")
def is_ours() -> Callable[[dict[str, str], bytes, str], bool]:
    names: dict[str, Any] = {}
    [snippet] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(snippet, names)
    return names["is_ours"]  # type: ignore[no-any-return]


def test_the_example_by_hand_is_what_the_rule_reckons() -> None:
    reels = a_standing()
    awaited = expected(reels)
    assert awaited
    assert f"600.00 * 2 / {awaited.average / 100:.2f}     = {awaited.orders}" in SUMS
    assert f"600.00 * 2 - 0.00      = {at_stake(reels) / 100:,.2f} EUR" in SUMS
    assert is_below(reels, 900_000)


def test_the_snippet_takes_what_is_ours(is_ours: Callable[[dict[str, str], bytes, str], bool]) -> None:
    headers = headers_of("id", int(time.time()), BODY, [b"another-secret--", b"a-secret-of-ours"])
    assert is_ours(headers, BODY, "a-secret-of-ours")
    assert is_ours(headers, BODY, "whsec_YS1zZWNyZXQtb2Ytb3Vycw==")


@pytest.mark.parametrize(
    ("body", "secret", "age_s"),
    [
        pytest.param(BODY + b" ", "a-secret-of-ours", 0, id="another body"),
        pytest.param(BODY, "a-secret-of-them", 0, id="another secret"),
        pytest.param(BODY, "a-secret-of-ours", 301, id="a replay"),
    ],
)
def test_the_snippet_refuses_what_is_not(
    is_ours: Callable[[dict[str, str], bytes, str], bool], body: bytes, secret: str, age_s: int
) -> None:
    assert not is_ours(headers_of("id", int(time.time()) - age_s, BODY, [b"a-secret-of-ours"]), body, secret)
