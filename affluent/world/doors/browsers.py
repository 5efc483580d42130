"""Browsers that follow tracked links: their headers, their cookies, and the click id that they carry to the shop."""

import time
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import httpx

from affluent.world.doors.asking import Asking
from affluent.world.plot.acts import Visit
from affluent.world.plot.telling import Told

PEOPLE = {
    "phone": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 "
    "Mobile/15E148 Safari/604.1",
    "tablet": "Mozilla/5.0 (Linux; Android 15; SM-X710) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
    "laptop": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36",
    "app": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22B83 "
    "Instagram 357.0.0.25.101 (iPhone15,3; iOS 18_1; en_US; en; scale=3.00; 1290x2796)",
}
NOT_PEOPLE = {
    "crawler": {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
    "silent": {},
    "prefetch": {"User-Agent": PEOPLE["phone"], "Sec-Purpose": "prefetch;prerender"},
}
FLAGS = {"crawler": "bot", "silent": "no_user_agent", "prefetch": "prefetch"}
REDIRECT = 302


@dataclass
class Browser:
    """What a browser keeps."""

    cookies: dict[str, str] = field(default_factory=dict)
    visitor: str | None = None
    click_id: str | None = None
    """The last one in its address bar, which a shop's page reads."""


class Browsers:
    """Every browser of the live world, by the name it has in the story."""

    def __init__(self, collector: str, asking: Asking) -> None:
        self._collector, self._asking = collector, asking
        self._kept: dict[str, Browser] = {}

    def of(self, name: str) -> Browser:
        """A browser as it is now; new ones know nothing."""
        return self._kept.setdefault(name, Browser())

    def visit(self, act: Visit) -> bool:
        """Follow a link; False if the answer got lost, so that nobody knows whether the click was recorded.

        Then the browser forgets who it was: nothing that it does later depends on that click.
        """
        browser, told = self.of(act.browser), _told(act)
        number = self._asking.log.intends("redirect", [told])
        began = _now()
        answer = self._asking.once(number, self._request(act, browser))
        if answer is None:
            self._kept[act.browser] = Browser()
            return False
        if answer.status_code != REDIRECT:
            self._asking.log.fail(number, answer.status_code)
            return True
        self._asking.log.ok(number, [_learned(browser, answer, f"{act.browser}-{number}", [began, _now()])], 1)
        return True

    def _request(self, act: Visit, browser: Browser) -> httpx.Request:
        headers = dict(NOT_PEOPLE[act.agent]) if act.agent in NOT_PEOPLE else {"User-Agent": PEOPLE[act.agent]}
        headers |= {
            "Accept": "text/html,application/xhtml+xml",
            "Accept-Language": "en-US,en;q=0.9",
            "Sec-Fetch-Dest": "document",
        }
        if browser.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
        return httpx.Request("GET", f"{self._collector}/r/{act.link.slug}", headers=headers)


def _told(act: Visit) -> Told:
    flags = [FLAGS[act.agent]] if act.agent in FLAGS else []
    return {"tells": "click", "link": act.link.id, "slug": act.link.slug, "browser": act.browser, "flags": flags}


def _learned(browser: Browser, answer: httpx.Response, unseen: str, between: list[int]) -> Told:
    """What only the answer says: who the visitor is, which click it was; and when, as near as can be known from outside."""
    browser.cookies |= dict(answer.cookies)
    carried = [value for values in parse_qs(urlsplit(answer.headers["location"]).query).values() for value in values]
    browser.click_id = next((value for value in carried if value.count(".") == 2), None)
    visitor, click, _ = browser.click_id.split(".") if browser.click_id else (None, f"unseen-{unseen}", "")
    browser.visitor = visitor
    return {"id": click, "visitor": visitor, "at": between[1], "received": between[1], "between": between}


def _now() -> int:
    return time.time_ns() // 1_000_000
