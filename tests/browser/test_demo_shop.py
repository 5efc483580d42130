"""The demo's shop as people see it: light and dark, on a desk and a phone, with a keyboard and a screen reader."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from affluent.local.ports import free_ports
from tests.browser.windows import Theme, Windows, harm
from tests.integration.shop_parts import CLICK_ID, a_house, a_shop, served


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[str]:
    house = a_house(tmp_path)
    with served(house.app) as collector, served(a_shop(tmp_path, collector)) as address:
        yield address
    house.spools.sales.close()
    house.spools.clicks.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_everybody_can_buy(windows: Windows, shop: str, theme: Theme, width: int) -> None:
    page = windows.open(theme, width=width, height=844)
    page.goto(f"{shop}/?afl={CLICK_ID}")
    assert page.get_by_text(CLICK_ID).is_visible()
    assert harm(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Buy Northern light").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="#1001").wait_for()
    assert harm(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_trouble_is_announced_and_can_be_tried_again(windows: Windows, tmp_path: Path) -> None:
    with served(a_shop(tmp_path, f"http://127.0.0.1:{free_ports(1)[0]}")) as address:
        page = windows.open()
        page.goto(address)
        page.get_by_role("button", name="Buy Harbour mug").click()
        assert "Nobody answers" in (page.get_by_role("alert").text_content() or "")
        assert harm(page) == []
        page.get_by_role("button", name="Tell of order #1001 again").click()
        page.get_by_role("alert").wait_for()
