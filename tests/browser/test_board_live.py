"""The board moves by itself, keeps where its reader is, and says when it can't."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.board_parts import NET, SEPTEMBER, WHOLE, Board, board_served, is_filled
from tests.browser.windows import Windows, harm


@pytest.fixture
def board(migrated: Path, tmp_path: Path) -> Iterator[Board]:
    with board_served(tmp_path, migrated) as served:
        yield served


def marked(page: Page) -> None:
    """A page that was loaded again would not remember this."""
    page.evaluate("window.notReloaded = true")


def test_an_empty_board_says_what_to_do_and_fills_by_itself(board: Board, windows: Windows) -> None:
    page = board.look(windows, f"/{SEPTEMBER}")
    expect(page.get_by_role("heading", name="Nothing has arrived yet")).to_be_visible()
    is_filled(page)
    assert harm(page) == []
    marked(page)
    board.let("books")
    expect(page.locator(NET)).to_have_text(re.compile(r"^\s*140\.01\s*$"))
    expect(page.get_by_role("heading", name="Nothing has arrived yet")).to_have_count(0)
    assert page.evaluate("window.notReloaded")


def test_a_sale_appears_in_every_window_without_a_reload(board: Board, windows: Windows) -> None:
    board.let("books")
    pages = [board.look(windows, f"/{SEPTEMBER}") for _ in range(3)]
    for page in pages:
        is_filled(page)
        marked(page)
    board.let("sale", "o77", "5000")
    for page in pages:
        expect(page.get_by_role("link", name="o77")).to_be_visible()
        expect(page.locator(NET)).to_have_text(re.compile("190.01"))
    assert all(page.evaluate("window.notReloaded") for page in pages)


def test_no_two_parts_are_of_two_currencies_when_the_usual_one_changes(board: Board, windows: Windows) -> None:
    board.let("books")
    page = board.look(windows, "/?from=2026-09-01&to=2026-09-10")
    is_filled(page)
    board.let("yen", "30")
    board.let("sale", "o81", "5000")
    expect(page.get_by_role("link", name="o81")).to_be_visible()
    expect(page.locator(NET)).to_have_text(re.compile("190.01"))
    expect(page.get_by_label("Currency")).to_have_value("EUR")
    assert set(page.locator(".unit").all_inner_texts()) - {""} == {"EUR", "×", "%", "UTC"}  # noqa: RUF001 - the sign of ROAS


def test_scroll_and_focus_stay_where_they_are(board: Board, windows: Windows) -> None:
    board.let("books")
    page = board.look(windows, f"/{SEPTEMBER}", width=390)
    is_filled(page)
    link = page.get_by_role("link", name="o3")
    link.focus()
    page.evaluate("scrollTo(0, 700)")
    board.let("sale", "o78", "5000")
    expect(page.get_by_role("link", name="o78")).to_be_attached()
    expect(link).to_be_focused()
    assert page.evaluate("scrollY") == 700


def test_a_warehouse_that_does_not_answer_is_told_and_recovers_by_itself(board: Board, windows: Windows) -> None:
    board.let("books")
    page = board.look(windows, f"/{SEPTEMBER}")
    is_filled(page)
    board.let("broken")
    expect(page.get_by_role("alert")).to_contain_text("It is tried again every second")
    expect(page.locator(NET)).to_contain_text("140.01")
    assert harm(page) == []
    board.let("mended")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("Live")


def test_a_lost_connection_is_told_and_comes_back(board: Board, windows: Windows) -> None:
    board.let("books")
    page = board.look(windows, f"/{SEPTEMBER}")
    is_filled(page)
    marked(page)
    page.evaluate("window.socket.io.engine.close()")
    expect(page.get_by_role("status")).to_contain_text("Connection lost")
    board.let("sale", "o79", "5000")
    expect(page.get_by_role("status")).to_have_text("Live")
    expect(page.get_by_role("link", name="o79")).to_be_visible()
    assert page.evaluate("window.notReloaded")


def test_an_open_explanation_follows_its_order(board: Board, windows: Windows) -> None:
    page = board.look(windows, "/orders/shop/o80")
    expect(page.get_by_text("order shop/o80 is unknown")).to_be_visible()
    board.let("sale", "o80", "5000")
    expect(page.get_by_text("ann earned it")).to_be_visible()
    expect(page.get_by_role("region", name="Versions").get_by_role("row")).to_have_count(2)


def test_it_ends_cleanly_while_somebody_looks(windows: Windows, migrated: Path, tmp_path: Path) -> None:
    with board_served(tmp_path, migrated, WHOLE) as served:
        served.let("books")
        page = served.look(windows, f"/{SEPTEMBER}")
        is_filled(page)
    expect(page.get_by_role("status")).to_contain_text("Connection lost")
