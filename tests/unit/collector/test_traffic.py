"""Who is a visitor of a link, and who only fetched it."""

import pytest

from collector.traffic import flags_of, referrer_host
from events.click import ClickFlag

CHROME = b"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
IPHONE = b"Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"
ANDROID = (
    b"Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UD1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0"
)


@pytest.mark.parametrize(
    "agent",
    [
        CHROME,
        IPHONE + b" Safari/604.1",
        b"Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0",
        IPHONE + b" Instagram 337.0.3.23.54 (iPhone14,5; iOS 17_5; fr_FR; fr; scale=3.00; 1170x2532; 610632243)",
        ANDROID
        + b" Mobile Safari/537.36 Instagram 340.0.0.22.109 Android (34/14; 420dpi; 1080x2400; Google/google; Pixel 8; shiba)",
        IPHONE + b" [FBAN/FBIOS;FBAV/468.0.0.39.107;FBBV/613157653;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/17.5]",
        ANDROID + b" Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/469.0.0.48.78;]",
        IPHONE + b" musical_ly_35.0.0 JsSdk/2.0 NetType/WIFI Channel/App Store ByteLocale/en Region/GB BytedanceWebview/d8a21c6",
        IPHONE + b" Snapchat/12.91.0.36 (like Safari/8617.2.4, panda)",
        IPHONE + b" [Pinterest/iOS]",
        ANDROID + b" Mobile Safari/537.36 [Pinterest/Android]",
        IPHONE + b" Safari Line/14.8.0",
        IPHONE + b" MicroMessenger/8.0.49(0x18003133) NetType/WIFI Language/en",
        ANDROID + b" Mobile Safari/537.36 KAKAOTALK/10.8.5 (INAPP)",
    ],
)
def test_people_and_the_in_app_browsers_they_use_are_visitors(agent: bytes) -> None:
    assert flags_of("GET", {b"user-agent": agent}) == ()


@pytest.mark.parametrize(
    "agent",
    [
        b"facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        b"Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
        b"Twitterbot/1.0",
        b"LinkedInBot/1.0 (compatible; Mozilla/5.0; Apache-HttpClient +http://www.linkedin.com)",
        b"WhatsApp/2.23.20.0",
        b"TelegramBot (like TwitterBot)",
        b"Mozilla/5.0 (compatible; Discordbot/2.0; +https://discordapp.com)",
        b"SkypeUriPreview Preview/0.5",
        b"Mozilla/5.0 (compatible; Pinterestbot/1.0; +http://www.pinterest.com/bot.html)",
        b"Iframely/1.3.1 (+https://iframely.com/docs/about)",
        b"Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        b"Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        b"curl/8.5.0",
        b"python-requests/2.31.0",
        b"Instagram 1 curl/8",
    ],
)
def test_crawlers_unfurlers_and_tools_are_bots(agent: bytes) -> None:
    assert flags_of("GET", {b"user-agent": agent}) == (ClickFlag.BOT,)


@pytest.mark.parametrize("headers", [{}, {b"user-agent": b""}, {b"user-agent": b"  "}])
def test_no_user_agent_is_nobody(headers: dict[bytes, bytes]) -> None:
    assert flags_of("GET", headers) == (ClickFlag.NO_USER_AGENT,)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (b"sec-purpose", b"prefetch"),
        (b"sec-purpose", b"prefetch;prerender"),
        (b"purpose", b"prefetch"),
        (b"x-purpose", b"preview"),
        (b"x-purpose", b"instant"),
        (b"x-moz", b"prefetch"),
    ],
)
def test_a_prefetch_is_flagged_by_each_of_its_headers_alone(name: bytes, value: bytes) -> None:
    assert flags_of("GET", {b"user-agent": CHROME, name: value}) == (ClickFlag.PREFETCH,)


@pytest.mark.parametrize("place", [b"image", b"iframe", b"script"])
def test_what_a_page_embeds_is_not_a_visit(place: bytes) -> None:
    assert flags_of("GET", {b"user-agent": CHROME, b"sec-fetch-dest": place}) == (ClickFlag.NOT_A_VISIT,)


def test_a_navigation_is_a_visit() -> None:
    assert flags_of("GET", {b"user-agent": CHROME, b"sec-fetch-dest": b"document", b"sec-fetch-mode": b"navigate"}) == ()


def test_head_is_not_a_visit() -> None:
    assert flags_of("HEAD", {b"user-agent": CHROME}) == (ClickFlag.NOT_A_VISIT,)


def test_of_a_referrer_only_the_host_is_kept() -> None:
    assert referrer_host(b"https://user:pw@L.Instagram.com:443/path?u=secret") == "l.instagram.com"


@pytest.mark.parametrize("referrer", [b"", b"about:blank", b"https://[broken", b"https://\xc3\xa9.example/"])
def test_a_referrer_without_a_readable_host_is_none(referrer: bytes) -> None:
    assert referrer_host(referrer) is None
