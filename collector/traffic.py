"""Is a click somebody's visit? Each signal alone is enough to flag it; a flagged click is kept and never credited."""

import re
from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from is_bot import Bots

from events.click import ClickFlag

MAX_USER_AGENT = 1024
UNFURLERS = re.compile(
    rb"facebookexternalhit|facebot|slackbot|twitterbot|linkedinbot|whatsapp/|telegrambot|discordbot|skypeuripreview|"
    rb"pinterestbot|iframely|embedly|snap url preview|bytespider|google-inspectiontool",
    re.IGNORECASE,
)
# In-app browsers are the customers of influencer links; is-bot takes some of them for bots.
IN_APP = re.compile(
    rb"instagram |\bfban/|\bfbav/|musical_ly|bytedancewebview|\btrill_|tiktok|snapchat/|pinterest/|pinterest for |"
    rb"\bline/\d|micromessenger/|kakaotalk",
    re.IGNORECASE,
)
VISITED = frozenset({None, b"document", b"empty"})
"""Sec-Fetch-Dest of nearly every visit; older browsers send none."""
EMBEDDED = frozenset({b"image", b"iframe", b"frame", b"embed", b"object", b"script", b"style", b"font", b"audio", b"video"})
PREFETCH_HEADERS = frozenset({b"sec-purpose", b"purpose", b"x-purpose", b"x-moz"})
PREFETCHES = (b"prefetch", b"prerender", b"preview", b"instant")

_bots = Bots()


@lru_cache(maxsize=8192)
def is_bot(user_agent: bytes) -> bool:
    """Whether a user agent names a crawler, a link unfurler or a tool."""
    if UNFURLERS.search(user_agent):
        return True
    if IN_APP.search(user_agent) and user_agent.startswith(b"Mozilla/"):
        return False
    return bool(_bots.is_bot(user_agent.decode("latin-1")))


def flags_of(method: str, headers: Mapping[bytes, bytes]) -> tuple[ClickFlag, ...]:
    """Every reason why a request is not a visit, by its method and its headers (names in lower case)."""
    user_agent = headers.get(b"user-agent", b"").strip()[:MAX_USER_AGENT]
    ordinary = method == "GET" and headers.get(b"sec-fetch-dest") in VISITED and PREFETCH_HEADERS.isdisjoint(headers)
    if ordinary and user_agent and not is_bot(user_agent):
        return ()
    return _all_flags_of(method, headers, user_agent)


def _all_flags_of(method: str, headers: Mapping[bytes, bytes], user_agent: bytes) -> tuple[ClickFlag, ...]:
    flags = []
    if not user_agent:
        flags.append(ClickFlag.NO_USER_AGENT)
    elif is_bot(user_agent):
        flags.append(ClickFlag.BOT)
    if any(word in headers.get(name, b"").lower() for name in PREFETCH_HEADERS for word in PREFETCHES):
        flags.append(ClickFlag.PREFETCH)
    if method != "GET" or headers.get(b"sec-fetch-dest", b"").lower() in EMBEDDED:
        flags.append(ClickFlag.NOT_A_VISIT)
    return tuple(flags)


def referrer_host(referrer: bytes) -> str | None:
    """The host that a visit came from, without the rest of the address; None if there is none to be read."""
    try:
        host = urlsplit(referrer.decode("ascii")).hostname
    except (UnicodeDecodeError, ValueError):
        return None
    return host if host and len(host) <= 255 else None
