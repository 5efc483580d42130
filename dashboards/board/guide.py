"""What to do where there is nothing to show. Pure."""

from collections.abc import Mapping
from typing import Any

from dashboards.board.choices import Choices, strangers
from dashboards.board.filters import Filter

FIRST_STEPS = [
    "Say who works with whom: affluent catalog apply catalog.yaml",
    "Make a tracked link and a promo code under “Links and codes”, and give them to a creator.",
    "Point your shop's webhooks at the collector. A click or a sale is here within two seconds, without a reload.",
]


def guide(overview: Mapping[str, Any], chosen: Filter, choices: Choices) -> dict[str, Any]:
    """A notice where a filter finds nothing, or nothing has arrived yet; none where there are figures."""
    if any(overview[name] for name in ("orders", "clicks", "cost", "net", "unattributed")):
        return {"notices": []}
    if not choices.currencies and not choices.campaigns:
        told = {"title": "Nothing has arrived yet", "text": "This board fills by itself.", "steps": FIRST_STEPS}
        return {"notices": [{"id": "nothing", "tone": "plain", **told}]}
    why = strangers(choices, chosen) or ["No order, no click and no cost fits this filter."]
    link = {"href": "/", "look": "", "link": "Show everything of the last 28 days"}
    wider = Filter(period="365d").address
    if chosen._replace(currency="") == Filter():
        link = {"href": wider, "look": "", "link": "Look at the last 12 months"}
    return {"notices": [{"id": "none", "tone": "plain", "title": "Nothing here", "text": " ".join(why), **link}]}
