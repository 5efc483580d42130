"""A program: serve the board over a filled warehouse, open it in a headless Chromium, print milliseconds as JSON."""

import json
import sys
from datetime import UTC, datetime, timedelta
from statistics import median
from urllib.parse import urlencode

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from affluent.local.ports import free_ports
from bench.asking import START_S
from bench.traffic.big_warehouse import DAYS
from dashboards.api.access import COOKIE
from dashboards.api.app import build
from runtime.ops import Serving
from runtime.settings import Role, Settings
from runtime.tokens import fingerprint
from warehouse.connect import connect

FLAGS = ("--no-sandbox", "--disable-dev-shm-usage", "--no-proxy-server")
TOKEN = "reader-of-the-bench"  # noqa: S105  nothing of it is a secret
UP_S, THERE_MS = 60, 60_000
THERE = """() => document.querySelector('.cards .figure') && !document.querySelector('%s') ? performance.now() : 0"""
CARDS, PAGE = THERE % '.cards[aria-busy="true"]', THERE % '[aria-busy="true"]'
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"
Times = dict[str, float]


def main() -> None:
    """Arguments: directory of the warehouse, a Chromium, rounds. Every round looks at a period that nobody asked for before."""
    folder, chromium, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    warehouse, [port] = connect(f"chdb://{folder}"), free_ports(1)
    app = build(warehouse, Settings(tokens={fingerprint(TOKEN): Role.READER}), lambda *_: None, lambda: "")
    serving = Serving(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"), "board").start()
    serving.wait_until_up(UP_S)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        times = [_opened(browser, f"http://127.0.0.1:{port}/?{_period(number)}") for number in range(rounds)]
        browser.close()
    serving.close()
    warehouse.close()
    print(json.dumps(_told(times)))  # noqa: T201  this is its answer


def _opened(browser: Browser, address: str) -> Times:
    """Milliseconds from the request to the first words, to the headline's numbers and to all of the page; nothing is cached."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        context.add_cookies([{"name": COOKIE, "value": TOKEN, "url": address}])
        page = context.new_page()
        page.goto(address, wait_until="commit")
        cards = page.wait_for_function(CARDS, timeout=THERE_MS, polling="raf").json_value()
        whole = page.wait_for_function(PAGE, timeout=THERE_MS, polling="raf").json_value()
        return {"first_paint": page.evaluate(PAINT), "numbers": cards, "whole_page": whole}


def _period(number: int) -> str:
    first = datetime.fromtimestamp(START_S, UTC).date()
    return urlencode({"period": "custom", "from": first, "to": first + timedelta(days=DAYS - 1 + number)})


def _told(times: list[Times]) -> Times:
    found = {f"{name}_p50_ms": median(one[name] for one in times) for name in times[0]}
    return found | {f"{name}_slowest_ms": max(one[name] for one in times) for name in times[0]}


if __name__ == "__main__":
    main()
