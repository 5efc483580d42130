"""What is looked at stands in the address: it can be shared, and back goes back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.board_parts import NET, SEPTEMBER, Board, board_served, is_filled
from tests.browser.windows import Windows


@pytest.fixture(scope="module")
def board(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    with board_served(tmp_path_factory.mktemp("board"), migrated) as served:
        served.let("books")
        yield served


@pytest.fixture
def page(board: Board, windows: Windows) -> Page:
    opened = board.look(windows, f"/{SEPTEMBER}")
    is_filled(opened)
    return opened


def shows(page: Page, net: str) -> None:
    expect(page.locator(NET)).to_have_text(re.compile(rf"^\s*{re.escape(net)}\s*$"))


def test_choices_go_into_the_address_and_back_goes_back(page: Page) -> None:
    shows(page, "140.01")
    page.get_by_label("Campaign", exact=True).select_option("Quiet")
    page.wait_for_url(re.compile("campaign=quiet"))
    shows(page, "0.00")
    page.get_by_label("Campaign", exact=True).select_option("All campaigns")
    page.get_by_role("combobox", name="Creator").fill("Bob (bob)")
    page.wait_for_url(re.compile("creator=bob"))
    shows(page, "40.00")
    page.go_back()
    page.go_back()
    page.wait_for_url(re.compile("campaign=quiet"))
    shows(page, "0.00")
    expect(page.get_by_label("Campaign", exact=True)).to_have_value("quiet")


def test_a_shared_address_shows_the_same(page: Page, board: Board, windows: Windows) -> None:
    page.get_by_label("Attribution model").select_option("Linear")
    page.wait_for_url(re.compile("model=linear"))
    page.get_by_label("Campaign", exact=True).select_option("Spring")
    page.wait_for_url(re.compile("campaign=spring"))
    other = board.look(windows, page.url.removeprefix(board.address))
    is_filled(other)
    assert other.url == page.url
    assert other.locator(NET).text_content() == page.locator(NET).text_content()


def test_one_currency_at_a_time(page: Page) -> None:
    page.get_by_label("Currency").select_option("JPY")
    shows(page, "900")
    expect(page.locator(".card").first).to_contain_text("JPY")
    expect(page.locator("body")).not_to_contain_text("140.01")


def test_a_row_leads_to_its_figures(page: Page) -> None:
    page.get_by_role("region", name="By creator", exact=True).get_by_role("link", name="Bob").click()
    page.wait_for_url(re.compile("creator=bob"))
    shows(page, "40.00")
    page.get_by_role("link", name="Show everything").click()
    expect(page).to_have_url(re.compile(r"/$"))


def test_a_campaign_is_held_against_its_target(page: Page) -> None:
    page.get_by_label("Campaign", exact=True).select_option("Spring")
    expect(page.locator(".cards")).to_contain_text("151 % of the target 2.50")
    expect(page.locator(".cards")).to_contain_text("1 % of the target 10,000.00")


def test_an_unknown_creator_is_said_to_be_unknown(page: Page) -> None:
    page.get_by_role("combobox", name="Creator").fill("Nobody at all")
    page.get_by_role("combobox", name="Creator").press("Enter")
    expect(page.get_by_text("There is no creator 'Nobody at all'.")).to_be_visible()


def test_an_order_opens_its_explanation(page: Page) -> None:
    page.get_by_role("link", name="o2").click()
    expect(page.get_by_role("heading", name="Order o2")).to_be_visible()
    expect(page.get_by_text("Bob (bob) earned it")).to_be_visible()
    expect(page.get_by_role("region", name="Touches").get_by_role("rowheader", name="Winner")).to_be_visible()
    expect(page.get_by_role("region", name="Credits by model")).to_contain_text("Bobbob · bob-story")
    expect(page.get_by_role("region", name="Versions")).to_contain_text("60.00")
