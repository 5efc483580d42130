"""What browsers send when somebody follows a tracked link: many links, the apps that people come from, some with our cookie."""

import random
from collections.abc import Sequence
from typing import NamedTuple

LINKS = 200
RETURNING = 0.3
"""Share of clicks by a visitor who has our cookie already."""


class Browser(NamedTuple):
    """What one kind of browser sends with a click; `page` is where its people come from."""

    agent: str
    accept: str
    page: str
    more: tuple[str, ...]


HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CHROME_HTML = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
VISIT = ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")
HINTS = 'sec-ch-ua: "Google Chrome";v="141", "Not?A_Brand";v="8", "Chromium";v="141"'
BROWSERS = (
    Browser(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 "
        "Instagram 401.0.0.29.77 (iPhone15,2; iOS 18_6; de_DE; de; scale=3.00; 1179x2556; 792343890)",
        HTML,
        "https://l.instagram.com/",
        VISIT,
    ),
    Browser(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 "
        "Mobile/15E148 Safari/604.1",
        HTML,
        "https://www.youtube.com/",
        VISIT,
    ),
    Browser(
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36",
        CHROME_HTML,
        "https://www.tiktok.com/",
        (HINTS, "sec-ch-ua-mobile: ?1", 'sec-ch-ua-platform: "Android"', *VISIT, "Sec-Fetch-User: ?1"),
    ),
    Browser(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
        CHROME_HTML,
        "https://www.twitch.tv/",
        (HINTS, "sec-ch-ua-mobile: ?0", 'sec-ch-ua-platform: "Windows"', *VISIT, "Sec-Fetch-User: ?1"),
    ),
)


def slugs() -> list[str]:
    """The slugs of the tracked links."""
    return [f"summer-{number}" for number in range(LINKS)]


def clicks(seed: int, count: int, cookies: Sequence[str]) -> list[bytes]:
    """Requests as bytes; the share RETURNING of them with one of the cookies."""
    chance = random.Random(seed)  # noqa: S311 - a run must be repeatable
    links = slugs()
    made = []
    for _ in range(count):
        cookie = chance.choice(cookies) if chance.random() < RETURNING else ""
        made.append(_request(chance.choice(links), chance.choice(BROWSERS), cookie))
    return made


def _request(slug: str, browser: Browser, cookie: str) -> bytes:
    lines = (
        f"GET /r/{slug} HTTP/1.1",
        "Host: go.shop.example",
        f"User-Agent: {browser.agent}",
        f"Accept: {browser.accept}",
        "Accept-Language: de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7",
        "Accept-Encoding: gzip, deflate, br, zstd",
        f"Referer: {browser.page}",
        "Upgrade-Insecure-Requests: 1",
        *browser.more,
        *([f"Cookie: afl_visitor={cookie}"] if cookie else []),
    )
    return "\r\n".join((*lines, "", "")).encode()
