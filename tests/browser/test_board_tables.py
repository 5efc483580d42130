"""No table ends in half a row, and on a phone nothing of a link or an order is behind the edge."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from runtime.settings import Role
from tests.browser.board_parts import SEPTEMBER, VIEWS, Board, board_served, is_filled
from tests.browser.board_process import TOKENS
from tests.browser.windows import Windows, harm

MANY = 30
YEN = f"/{SEPTEMBER.replace('EUR', 'JPY')}"
CUT_BELOW = """[...document.querySelectorAll(".scroll")].flatMap(box => {
    const end = Math.min(box.getBoundingClientRect().bottom, box.closest("section").getBoundingClientRect().bottom);
    const rows = [...box.querySelectorAll("tbody tr")].map(row => [row.innerText, row.getBoundingClientRect()]);
    return rows.filter(([_, at]) => at.top < end - 1 && at.bottom > end + 1).map(([text]) => text);
})"""
BEHIND_THE_EDGE = """[...document.querySelectorAll("tbody th, tbody td")].filter(cell => {
    const text = document.createRange();
    text.selectNodeContents(cell);
    return text.getBoundingClientRect().right > cell.closest(".panel").getBoundingClientRect().right;
}).map(cell => cell.innerText)"""


@pytest.fixture(scope="module")
def board(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    with board_served(tmp_path_factory.mktemp("board"), migrated) as served:
        served.let("books")
        served.let("yen", str(MANY))
        yield served


def links_page(board: Board, windows: Windows, width: int) -> Page:
    page = board.look(windows, VIEWS["links"], width=width)
    expect(page.get_by_role("link", name="ann-link")).to_be_visible()
    return page


def many_links(page: Page) -> None:
    """Made at the collector, where the page's own links lead."""
    collector = str(page.get_by_role("link", name="ann-link").get_attribute("href")).partition("/r/")[0]
    links = [
        {
            "id": f"ann-{n}",
            "slug": f"ann-{n}",
            "destination": f"https://shop.example/{'serum-' * 9}{n}",
            "collaboration": "ann-spring",
        }
        for n in range(MANY)
    ]
    codes = [{"shop": "shop", "code": f"ANN-AND-A-LONG-WORD-{n}", "collaboration": "ann-spring"} for n in range(3)]
    bearer = {"Authorization": f"Bearer {TOKENS[Role.SERVICE]}"}
    httpx.post(f"{collector}/v1/catalog/apply", json={"links": links, "codes": codes}, headers=bearer).raise_for_status()
    page.reload()
    expect(page.get_by_role("row")).to_have_count(MANY + 3)


@pytest.mark.parametrize("width", [1440, 390])
def test_no_table_of_the_overview_ends_in_half_a_row(board: Board, windows: Windows, width: int) -> None:
    page = board.look(windows, YEN, width=width)
    is_filled(page)
    expect(page.get_by_role("region", name="Latest decisions").get_by_role("row")).to_have_count(MANY + 2)
    assert page.evaluate(CUT_BELOW) == []


def test_a_box_says_that_there_is_more_below_until_its_end_is_seen(board: Board, windows: Windows) -> None:
    page = board.look(windows, YEN)
    is_filled(page)
    box = page.locator(".table-decisions .scroll")
    expect(box).to_have_attribute("data-more", "")
    box.evaluate("box => box.scrollTo(0, box.scrollHeight)")
    expect(box).not_to_have_attribute("data-more", "")
    expect(page.locator(".table-campaigns .scroll")).not_to_have_attribute("data-more", "")


def test_links_are_whole_on_a_desk_and_on_a_phone(board: Board, windows: Windows) -> None:
    desk = links_page(board, windows, 1440)
    many_links(desk)
    assert desk.evaluate(CUT_BELOW) == desk.evaluate(BEHIND_THE_EDGE) == []
    phone = links_page(board, windows, 390)
    assert phone.evaluate(CUT_BELOW) == phone.evaluate(BEHIND_THE_EDGE) == []
    expect(phone.get_by_role("cell", name="ANN-AND-A-LONG-WORD-2").first).to_be_visible()
    assert harm(phone) == []


def test_nothing_of_an_order_is_behind_the_edge_of_a_phone(board: Board, windows: Windows) -> None:
    page = board.look(windows, VIEWS["order"], width=390)
    is_filled(page)
    expect(page.get_by_role("region", name="Versions").get_by_role("row")).to_have_count(3)
    assert page.evaluate(BEHIND_THE_EDGE) == []
