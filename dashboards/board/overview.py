"""The overview: everything about one filter on one page."""

from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from nicegui import ui
from nicegui.element import Element
from nicegui.events import GenericEventArguments

from dashboards.board.choices import chosen_by, fields
from dashboards.board.filters import BadFilter, Filter, read_filter
from dashboards.board.frame import Frame
from dashboards.board.headline import awaited_cards
from dashboards.board.live import Live
from dashboards.board.parts import Cards, FiguresTable, Filters, Notices, Part, Shape, Text

NOTHING = "Nothing in this period."
TABLES = {
    "campaigns": ("By campaign", "", NOTHING),
    "decisions": (
        "Latest decisions",
        "The order opens its explanation: who won, who lost, and why.",
        "Nothing yet: a sale appears here within two seconds.",
    ),
    "creators": ("By creator", "", NOTHING),
    "contents": ("By content", "", NOTHING),
    "coverage": (
        "How orders came",
        "What may earn an order led to it: a click, a promo code, both; or neither, and why. Parts are rounded down.",
        "No order in this period.",
    ),
    "models": ("Models side by side", "Every model splits the same orders; only the payable one is paid by.", NOTHING),
    "trained": (
        "Trained models",
        "Analytic, nobody is paid by them. Each of the orders of its window in the period, as they were when it was trained.",
        NOTHING,
    ),
    "models_by_creator": ("Models by creator", "Net revenue that each model would credit.", NOTHING),
}
CHART_SAYS = 'role="img" aria-label="Net revenue and cost by day; the same figures are in the table below"'
AWAITED: Shape = {"loading": True, "columns": [], "rows": [], "more": None}


class Overview:
    """One open board: shows what it hears, and changes its filter."""

    def __init__(self, live: Live, chosen: Filter) -> None:
        self._asked, self._currency = chosen, ""
        self._live, self._client, self._sought = live, ui.context.client, ""
        self._frame = Frame("Overview", "/", is_live=True)
        self._parts: dict[str, Part] = {"state": self._frame.masthead}
        self._chart: ui.echart | None = None
        with self._frame.content:
            Text("h1", "Overview", "for-readers")
            self._build()
        self._client.on_connect(lambda: live.watch(self))
        self._client.on_delete(lambda: live.leave(self))

    def _build(self) -> None:
        self._filters = Filters(fields=fields(self._live.choices, self.chosen, self._live.today), busy=self._asked != Filter())
        self._filters.on("choose", self._choose).on("look", self._look).on("seek", self._seek)
        self._mistakes = Notices(notices=[], label="What is wrong with this address", urgent=True)
        self._trouble = Notices(notices=[], label="State of the warehouse", urgent=True)
        self._parts["guide"] = Notices(notices=[], label="What to do")
        self._parts["alerts"] = Notices(notices=[], label="Open alerts")
        self._parts["cards"] = Cards(**awaited_cards())
        self._build_chart()
        with Element("div").classes("grid"):
            for name, (caption, note, empty) in TABLES.items():
                table = FiguresTable(anchor=f"table-{name}", caption=caption, note=note, empty=empty, **AWAITED)
                self._parts[name] = table.classes(f"table-{name}")
        self._books = Notices(notices=[], label="Books")

    def _build_chart(self) -> None:
        with Element("section").classes("panel").props('aria-labelledby="chart-title"'):
            Text("h2", "Over time").props('id="chart-title"')
            self._place = Element("div").classes("chart").props(CHART_SAYS)
            with Element("details"):
                Text("summary", "The same as a table")
                self._parts["days"] = FiguresTable(
                    anchor="table-days", caption="By day", note="", empty=NOTHING, level=3, bare=True, **AWAITED
                )

    @property
    def chosen(self) -> Filter:
        """What the address asks for, in one currency: the usual one is settled once, so that no two parts are of two."""
        return self._asked._replace(currency=self._asked.currency or self._currency)

    def hear(self, name: str, shape: Shape) -> None:
        """Show a part anew."""
        if name == "chart":
            self._show_chart(shape)
        elif name == "choices":
            self._currency = self._currency or self._live.choices.usual_currency(self._asked)
            self._show_filters()
        elif name == "books":
            self._show_books(shape)
        elif name == "state":
            self._show_state(shape)
        else:
            self._parts[name].show(**shape)

    def _show_chart(self, shape: Shape) -> None:
        """ECharts is a megabyte: the browser fetches it once the page is there, and draws on from then on."""
        if self._chart is None:
            with self._place:
                self._chart = ui.echart(dict(shape), renderer="svg").classes("chart")
            return
        self._chart.options.update(shape)
        self._chart.update()

    def _show_filters(self) -> None:
        self._filters.show(
            fields=fields(self._live.choices, self.chosen, self._live.today, self._sought), busy=self._asked != Filter()
        )

    def _show_state(self, shape: Shape) -> None:
        self._frame.masthead.show(state=shape)
        text = f"These figures are those of {shape['at']}. " if shape["at"] else ""
        text += "It is tried again every second. If this lasts, see affluent status and the warehouse's log."
        trouble = {"id": "trouble", "tone": "trouble", "title": "The warehouse does not answer", "text": text}
        self._trouble.show(notices=[trouble] if shape["kind"] == "trouble" else [])

    def _show_books(self, shape: Shape) -> None:
        tone, title = ("good", "The books balance") if shape["good"] else ("alert", "The books do not balance")
        told = {"id": "books", "tone": tone, "title": title, "text": f"{'; '.join(shape['lines'])}. As of {shape['at']} UTC."}
        self._books.show(notices=[told])

    def _choose(self, event: GenericEventArguments) -> None:
        today: date = self._live.today
        pairs = chosen_by(self._live.choices, self._asked, str(event.args["name"]), str(event.args["value"]), today)
        if self._take(pairs):
            ui.navigate.history.push(self._asked.address)

    def _look(self, event: GenericEventArguments) -> None:
        self._take(parse_qsl(str(event.args).removeprefix("?")))

    def _seek(self, event: GenericEventArguments) -> None:
        self._sought = str(event.args["text"])
        self._show_filters()

    def _take(self, pairs: list[tuple[str, str]]) -> bool:
        try:
            chosen = read_filter(pairs)
        except BadFilter as why:
            self._mistakes.show(notices=mistakes(why))
            return False
        self._mistakes.show(notices=[])
        self._asked, self._currency, self._sought = chosen, self._live.choices.usual_currency(chosen), ""
        self._show_filters()
        for part in self._parts.values():
            if isinstance(part, Cards | FiguresTable):
                part.show(loading=True)
        self._live.watch(self)
        return True


def mistakes(why: BadFilter) -> list[dict[str, Any]]:
    """A bad filter, said to people."""
    text = "; ".join(f"{field}: {message}" for field, message in why.mistakes) + "."
    more = {"href": "/", "link": "Show the usual figures"}
    return [{"id": "mistakes", "tone": "trouble", "title": "This filter can't be shown", "text": text, **more}]


def refused(why: BadFilter) -> None:
    """The view of an address that says what can't be."""
    ui.context.client.status_code = 422
    frame = Frame("Overview", "/", is_live=False)
    with frame.content:
        Text("h1", "Overview", "for-readers")
        Notices(notices=mistakes(why), label="What is wrong with this address", urgent=True)
