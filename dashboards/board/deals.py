"""What the form *New link and code* needs of the catalog, and what it makes of it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from dashboards.board.headline import Shape
from dashboards.board.tables import column

Version = Mapping[str, Any]
SHOWN = 200
FIELD_OF = {
    "slug": "slug",
    "id": "slug",
    "destination": "destination",
    "collaboration": "creator",
    "code": "code",
    "shop": "shop",
}
"""A document's field to the form's."""


class Wish(NamedTuple):
    """The form as it was filled in."""

    collaboration: str = ""
    destination: str = ""
    slug: str = ""
    code: str = ""
    shop: str = ""

    @property
    def documents(self) -> dict[str, Any]:
        """As the catalog takes it. The link is named by its slug, which is never another's."""
        link = {"id": self.slug, "slug": self.slug, "destination": self.destination, "collaboration": self.collaboration}
        code = {"shop": self.shop, "code": self.code, "collaboration": self.collaboration}
        return {"links": [link], "codes": [code] if self.code else []}

    @property
    def mistakes(self) -> dict[str, str]:
        """What must be said before the catalog is asked."""
        needed = {
            "creator": (self.collaboration, "choose a campaign and a creator"),
            "destination": (self.destination, "say where the link leads, as https://shop.example/page"),
            "slug": (self.slug, "say what stands after /r/: letters, digits, - and _"),
            "shop": (self.shop or not self.code, "say the shop in which the code is redeemed"),
        }
        return {field: message for field, (value, message) in needed.items() if not value}


class Deals:
    """The catalog's newest versions, by kind and id."""

    def __init__(self, versions: Iterable[Version] = ()) -> None:
        self._newest: dict[str, dict[str, Version]] = {}
        for version in sorted(versions, key=lambda one: (one["valid_from"], one["recorded_at"])):
            self._newest.setdefault(version["kind"], {})[version["id"]] = version

    def of(self, kind: str) -> Mapping[str, Version]:
        """The newest versions of a kind."""
        return self._newest.get(kind, {})

    def campaigns(self) -> list[Shape]:
        """Campaigns to choose from, with where their links may lead and the shops of their brand."""
        found = []
        for campaign in sorted(self.of("campaign").values(), key=lambda one: str(one["name"])):
            brand = self.of("brand").get(campaign["brand"], {})
            hosts, shops = brand.get("destination_hosts", ()), brand.get("shops", ())
            found.append({"value": campaign["id"], "text": campaign["name"], "hosts": ", ".join(hosts), "shops": list(shops)})
        return found

    def creators(self, campaign: str) -> list[Shape]:
        """The collaborations of a campaign, each by its creator's name."""
        theirs = [deal for deal in self.of("collaboration").values() if deal["campaign"] == campaign]
        return sorted(
            ({"value": deal["id"], "text": self.name("creator", deal["creator"])} for deal in theirs), key=lambda one: one["text"]
        )

    def name(self, kind: str, id: str) -> str:
        """What people call a thing."""
        return str(self.of(kind).get(id, {}).get("name") or id)

    def table(self, links_at: str) -> Shape:
        """The newest links, each with whose it is, the promo codes beside it, and its QR code."""
        columns = [column(key, label, number=False) for key, label in COLUMNS]
        links = sorted(self.of("link").values(), key=lambda one: (one["recorded_at"], one["id"]), reverse=True)
        codes: dict[str, list[str]] = {}
        for code in self.of("code").values():
            codes.setdefault(code["collaboration"] or "", []).append(code["code"])
        rows = [{"id": link["id"], "cells": self._cells(link, codes, links_at)} for link in links[:SHOWN]]
        return {"loading": False, "columns": columns, "rows": rows}

    def _cells(self, link: Version, codes: Mapping[str, Sequence[str]], links_at: str) -> list[Shape]:
        deal = self.of("collaboration").get(link["collaboration"], {})
        address = tracked(links_at, link["slug"])
        return [
            {"text": address.partition("://")[2], "href": address},
            {"text": self.name("creator", deal.get("creator", "")) or "unknown"},
            {"text": self.name("campaign", deal.get("campaign", "")) or "unknown"},
            {"text": ", ".join(dict.fromkeys(codes.get(link["collaboration"], ()))) or "none"},
            {"text": link["destination"]},
            {"text": "QR code", "href": f"/links/{quote(link['slug'])}/qr.svg", "tone": "tight"},
        ]


COLUMNS = (
    ("link", "Tracked link"), ("creator", "Creator"), ("campaign", "Campaign"), ("codes", "Promo codes"),
    ("destination", "Leads to"), ("qr", "QR code"),
)  # fmt: skip


def tracked(links_at: str, slug: str) -> str:
    """The tracked link of a slug."""
    return f"{links_at.rstrip('/')}/r/{slug}"


def by_field(details: Any) -> dict[str, str]:
    """What the catalog refused, by the form's field; what belongs to none is said under `form`."""
    if not isinstance(details, list):
        return {"form": str(details)}
    told: dict[str, str] = {}
    for detail in details:
        field = FIELD_OF.get(str(detail.get("field", "")).rpartition(".")[2], "form")
        told[field] = "; ".join(filter(None, (told.get(field, ""), str(detail.get("message", "refused")))))
    return told


def taken(difference: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Mistakes where something of that name exists already: a new link never changes an old one."""
    fields = {"link": ("slug", "this slug leads somewhere else already"), "code": ("code", "this code is somebody's already")}
    return dict(fields[change["kind"]] for change in difference if change["change"] == "changed" and change["kind"] in fields)
