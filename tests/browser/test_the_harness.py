"""What the browser tests stand on: it must see a stranger's address and a page that shuts people out."""

import pytest
from playwright.sync_api import Browser, Error

from tests.browser import chromium
from tests.browser.windows import Windows, harm

UNREADABLE = (
    '<html lang="en"><title>t</title><main><h1>t</h1><p style="color:#ccc;background:#fff">nobody can read this</p></main>'
)
READABLE = '<html lang="en"><title>t</title><main><h1>t</h1><p>everybody can read this</p></main>'


@pytest.fixture
def unwatched(browser: Browser):
    windows = Windows(browser)
    yield windows
    windows.close()


def test_an_address_of_somebody_else_is_seen_and_not_reached(unwatched):
    page = unwatched.open()
    page.set_content(
        '<img alt="" src="http://stranger.example/pixel.png"><img alt="" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
    )
    assert unwatched.strangers() == ["http://stranger.example/pixel.png"]
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://stranger.example/")


def test_a_socket_to_somebody_else_is_seen(unwatched):
    page = unwatched.open()
    with page.expect_event("websocket"):
        page.evaluate("void new WebSocket('ws://stranger.example/live')")
    assert unwatched.strangers() == ["ws://stranger.example/live"]


def test_what_shuts_people_out_is_named_with_its_place(windows):
    page = windows.open()
    page.set_content(UNREADABLE)
    [found] = harm(page)
    assert found.startswith("color-contrast at p: ")
    page.set_content(READABLE)
    assert harm(page) == []


def test_each_window_has_the_theme_and_the_size_that_were_asked_for(windows):
    page = windows.open("dark", width=390, height=844)
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert page.evaluate("innerWidth") == 390


def test_the_variable_wins_over_the_path(monkeypatch, tmp_path):
    program = tmp_path / "my-chromium"
    program.touch(mode=0o755)
    monkeypatch.setenv("CHROMIUM", str(program))
    assert chromium.found() == str(program)
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    assert chromium.found() is None


def test_without_a_chromium_a_test_is_skipped_by_name_and_fails_in_ci(monkeypatch, tmp_path):
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "none"))
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="Chromium"):
        chromium.chromium()
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="Chromium"):
        chromium.chromium()
