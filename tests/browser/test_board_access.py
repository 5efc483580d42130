"""Everybody can use the board: light and dark, on a desk and a phone, with a keyboard and a screen reader."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.board_parts import SEPTEMBER, VIEWS, Board, board_served, is_filled
from tests.browser.windows import Theme, Windows, harm

SIZES = [("light", 390), ("dark", 390), ("light", 768), ("light", 1440), ("dark", 1440)]


@pytest.fixture(scope="module")
def board(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    with board_served(tmp_path_factory.mktemp("board"), migrated) as served:
        served.let("books")
        served.let("alert")
        served.let("trained")
        yield served


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("theme", "width"), SIZES)
def test_nobody_is_shut_out_and_nothing_is_cut_off(board: Board, windows: Windows, view: str, theme: Theme, width: int) -> None:
    page = board.look(windows, VIEWS[view], theme, width)
    is_filled(page)
    assert harm(page) == []
    assert fits(page)


def test_the_headings_lead_through_the_page_in_order(board: Board, windows: Windows) -> None:
    page = board.look(windows, VIEWS["overview"])
    is_filled(page)
    levels = page.eval_on_selector_all("h1,h2,h3", "all => all.filter(h => h.offsetParent).map(h => Number(h.tagName[1]))")
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.locator("main").count() == 1
    assert page.locator("header").count() == 1


def test_the_keyboard_alone_changes_a_filter_and_skips_to_the_figures(board: Board, windows: Windows) -> None:
    page = board.look(windows, VIEWS["overview"])
    is_filled(page)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.get_by_label("Attribution model").focus()
    page.keyboard.type("Linear")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("model=linear"))
    expect(page.get_by_label("Attribution model")).to_be_focused()


def test_light_and_dark_can_be_switched_and_are_remembered(board: Board, windows: Windows) -> None:
    page = board.look(windows, VIEWS["overview"], "light")
    is_filled(page)
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Switch to dark").click()
    dark = page.evaluate(ground)
    assert light != dark
    assert harm(page) == []
    page.reload()
    is_filled(page)
    assert page.evaluate(ground) == dark
    page.get_by_role("button", name="Switch to light").click()
    assert page.evaluate(ground) == light
    expect(page.get_by_role("button", name="Switch to dark")).to_be_visible()


def test_the_chart_can_be_read_as_a_table(board: Board, windows: Windows) -> None:
    page = board.look(windows, f"/{SEPTEMBER}")
    is_filled(page)
    expect(page.get_by_role("img", name="Net revenue and cost by day")).to_be_visible()
    page.get_by_text("The same as a table").click()
    days = page.get_by_role("region", name="By day")
    expect(days.get_by_role("row")).to_have_count(11)
    expect(days).to_contain_text("100.01")
    assert harm(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_who_may_not_look_is_told_how_to_in_a_page_with_its_own_style(board: Board, windows: Windows, theme: Theme) -> None:
    page = windows.open(theme, width=390, height=844)
    page.goto(f"{board.address}/?token=of-yesterday")
    expect(page.get_by_role("main")).to_contain_text("is not accepted, or not any more")
    grounds = {"light": "rgb(245, 247, 249)", "dark": "rgb(15, 20, 25)"}
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == grounds[theme]
    assert harm(page) == []
    assert fits(page)


def test_a_page_that_is_not_there_leads_back(board: Board, windows: Windows) -> None:
    page = board.look(windows, VIEWS["missing"])
    expect(page.get_by_text("This board has no page at /nothing/at/all.")).to_be_visible()
    page.get_by_role("link", name="Go to the overview").click()
    is_filled(page)
    assert page.url == f"{board.address}/"


def test_a_mistake_in_the_address_is_told_and_leads_back(board: Board, windows: Windows) -> None:
    page = board.look(windows, VIEWS["mistaken"])
    expect(page.get_by_role("alert")).to_contain_text("'forever' is no period")
    page.get_by_role("link", name="Show the usual figures").click()
    is_filled(page)
    assert page.url == f"{board.address}/"
