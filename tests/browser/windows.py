"""Windows of a headless Chromium, and all that they asked for."""

from typing import Any, Literal
from urllib.parse import urlsplit

from axe_core_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from tests.browser.chromium import chromium

Theme = Literal["light", "dark"]
OURS = frozenset({"127.0.0.1", "localhost"})
INSIDE = frozenset({"data", "blob", "about"})
FLAGS = (
    "--no-sandbox",  # a container's root has no other way
    "--disable-dev-shm-usage",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
)
HARMFUL = ("serious", "critical")
VIOLATIONS = "axe.run({resultTypes: ['violations']}).then(found => found.violations)"
"""Every rule on every element; only of what has passed it is not told where it lies: that took most of the time."""


def launched(playwright: Playwright) -> Browser:
    """The Chromium of this machine; whatever a page asks for, it reaches nobody but this machine."""
    return playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))


class Windows:
    """Opens windows, each a browser of its own with its own cookies, and notes every address that they ask."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.asked: list[str] = []

    def open(self, theme: Theme = "light", width: int = 1280, height: int = 800, **more: Any) -> Page:
        """A window that knows nothing yet."""
        size = {"width": width, "height": height}
        context = self._browser.new_context(color_scheme=theme, viewport=size, service_workers="block", **more)  # type: ignore[arg-type]
        self._contexts.append(context)
        context.on("request", lambda request: self.asked.append(request.url))
        context.on("page", self._watch)
        return context.new_page()

    def strangers(self) -> list[str]:
        """What was asked of anybody but this machine."""
        return [address for address in self.asked if not _is_ours(address)]

    def close(self) -> None:
        """Close them all."""
        for context in self._contexts:
            context.close()

    def _watch(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.asked.append(socket.url))


def _is_ours(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in INSIDE or parts.hostname in OURS


def harm(page: Page) -> list[str]:
    """What axe-core finds serious or critical on a page as it is now: rule, where, and what would mend it."""
    page.evaluate(AXE_SCRIPT)
    violations = [one for one in page.evaluate(VIOLATIONS) if one["impact"] in HARMFUL]
    return [_in_a_line(violation["id"], node) for violation in violations for node in violation["nodes"]]


def _in_a_line(rule: str, node: dict[str, Any]) -> str:
    return f"{rule} at {' '.join(map(str, node['target']))}: {' '.join(node['failureSummary'].split())}"
