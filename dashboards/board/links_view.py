"""Links and codes: what there is, and a form that makes one more."""

import asyncio

from nicegui import ui
from nicegui.events import GenericEventArguments

from dashboards.board.catalog_door import CatalogDoor, NoCatalog
from dashboards.board.deals import Deals, Wish, tracked
from dashboards.board.frame import Frame
from dashboards.board.parts import FiguresTable, NewLink, Notices, Text

AGAIN_S = 3.0


class LinksView:
    """An open form, with the token of who opened it."""

    def __init__(self, door: CatalogDoor, links_at: str, token: str) -> None:
        self._door, self._links_at, self._token = door, links_at, token
        self._deals = Deals()
        frame = Frame("Links and codes", "/links", is_live=False)
        with frame.content:
            Text("h1", "Links and codes")
            self._trouble = Notices(notices=[], label="State of the catalog", urgent=True)
            self._form = NewLink(campaigns=[], creators=[], mistakes={}, made=None, busy=True, prefix=tracked(links_at, ""))
            self._form.on("campaign", self._choose).on("make", self._make)
            self._table = FiguresTable(
                anchor="table-links", caption="Tracked links", note="A click on one of these counts, like any other.",
                empty="No link yet: make the first one above.", loading=True, columns=[], rows=[], more=None,
            ).classes("whole stacked")  # fmt: skip
        self._timer = ui.timer(AGAIN_S, self._read)

    async def _read(self) -> None:
        """Until the catalog answers; afterwards it is read when something was made."""
        try:
            self._deals = await asyncio.to_thread(self._door.deals, self._token)
        except NoCatalog as why:
            told = {"id": "catalog", "tone": "trouble", "title": "The catalog can't be read", "text": str(why)}
            self._trouble.show(notices=[told])
            return
        self._timer.deactivate()
        self._trouble.show(notices=[])
        self._form.show(campaigns=self._deals.campaigns(), busy=False)
        self._table.show(**self._deals.table(self._links_at))

    def _choose(self, event: GenericEventArguments) -> None:
        self._form.show(creators=self._deals.creators(str(event.args)))

    async def _make(self, event: GenericEventArguments) -> None:
        wish = Wish(**{field: str(event.args.get(field) or "").strip() for field in Wish._fields})
        self._form.show(busy=True, mistakes={}, made=None)
        try:
            mistakes = await asyncio.to_thread(self._door.make, self._token, wish)
        except NoCatalog as why:
            mistakes = {"form": str(why)}
        made = None if mistakes else {"link": tracked(self._links_at, wish.slug), "slug": wish.slug, "code": wish.code}
        self._form.show(busy=False, mistakes=mistakes, made=made)
        if made:
            await self._read()
