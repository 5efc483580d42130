"""The form that makes a link and a code."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from runtime.settings import Role
from tests.browser.board_parts import Board, board_served
from tests.browser.windows import Windows, harm


@pytest.fixture
def board(migrated: Path, tmp_path: Path) -> Iterator[Board]:
    with board_served(tmp_path, migrated) as served:
        yield served


def fill(page: Page, slug: str, destination: str = "https://shop.example/serum", code: str = "") -> None:
    page.get_by_label("Campaign").select_option("Spring")
    page.get_by_label("Creator").select_option("Ann")
    page.get_by_label("Leads to").fill(destination)
    page.get_by_label("Slug").fill(slug)
    page.get_by_label("Promo code").fill(code)


def make(page: Page) -> None:
    page.get_by_role("button", name="Make link and code").click()


def test_a_link_its_picture_and_a_code_are_made(board: Board, windows: Windows) -> None:
    page = board.look(windows, "/links", width=390)
    fill(page, "ann-serum", code="ANN15")
    make(page)
    made = page.get_by_role("status").filter(has_text="It is made")
    expect(made).to_be_focused()
    link = page.get_by_label("Tracked link", exact=True).input_value()
    assert httpx.get(link).headers["location"] == "https://shop.example/serum"
    expect(made).to_contain_text("ANN15")
    assert harm(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="QR code as PNG").click()
    assert download.value.suggested_filename == "ann-serum.png"
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    expect(page.get_by_role("region", name="Tracked links")).to_contain_text("ann-serum")


def test_every_mistake_stands_at_its_field_and_the_first_is_focused(board: Board, windows: Windows) -> None:
    page = board.look(windows, "/links")
    page.get_by_label("Campaign").select_option("Spring")
    make(page)
    expect(page.get_by_label("Creator")).to_be_focused()
    for label in ("Creator", "Leads to", "Slug"):
        expect(page.get_by_label(label)).to_have_attribute("aria-invalid", "true")
    assert harm(page) == []


def test_what_the_catalog_refuses_is_said_at_the_field(board: Board, windows: Windows) -> None:
    page = board.look(windows, "/links")
    fill(page, "ann-serum", destination="javascript:alert(1)")
    make(page)
    expect(page.get_by_label("Leads to")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Leads to")).to_be_focused()


def test_a_new_link_never_changes_an_old_one(board: Board, windows: Windows) -> None:
    page = board.look(windows, "/links")
    fill(page, "bob-link", code="BOB")
    make(page)
    expect(page.get_by_text("this slug leads somewhere else already")).to_be_visible()
    expect(page.get_by_text("this code is somebody's already")).to_be_visible()


def test_a_reader_is_told_that_a_writer_is_needed(board: Board, windows: Windows) -> None:
    page = board.look(windows, "/links", role=Role.READER)
    fill(page, "ann-serum")
    make(page)
    expect(page.get_by_role("alert")).to_contain_text("Links are made with a writer's")
