"""One order: who earned it and why, who lost and why, what each version changed. As live as the overview."""

from nicegui import ui

from dashboards.board.explained import Order
from dashboards.board.frame import Frame
from dashboards.board.live import Live
from dashboards.board.parts import FiguresTable, Notices, Part, Shape, Text

TABLES = {
    "touches": (
        "Touches",
        "Everything that could have earned this order, in the order of time, and what its browsers clicked afterwards.",
        "Not decided yet.",
    ),
    "credits": ("Credits by model", "Every model splits the same net revenue; the payable one is paid by.", "Not decided yet."),
    "versions": ("Versions", "Every decision is kept; the newest counts.", "Not decided yet."),
}


class OrderView:
    """An open explanation."""

    def __init__(self, live: Live, order: Order) -> None:
        self.chosen = order
        self._frame = Frame(f"Order {order.order}", "", is_live=True)
        client = ui.context.client
        with self._frame.content:
            Text("h1", f"Order {order.order}")
            Text("p", f"of the shop {order.shop}", "note")
            self._parts: dict[str, Part] = {"state": self._frame.masthead, "sentence": Notices(notices=[], label="Decision")}
            for name, (caption, note, empty) in TABLES.items():
                table = FiguresTable(
                    anchor=f"table-{name}", caption=caption, note=note, empty=empty, loading=True, columns=[], rows=[], more=None
                )
                self._parts[name] = table.classes("whole" if name == "credits" else "whole stacked")
        client.on_connect(lambda: live.watch(self))
        client.on_delete(lambda: live.leave(self))

    def hear(self, name: str, shape: Shape) -> None:
        """Show a part anew."""
        if name == "state":
            self._frame.masthead.show(state=shape)
        elif name in self._parts:
            self._parts[name].show(**shape)
