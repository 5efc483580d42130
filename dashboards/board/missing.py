"""What stands where there is no page: what is missing, and the way back."""

from nicegui import ui

from dashboards.board.frame import Frame
from dashboards.board.parts import Notices, Text

NOT_FOUND = 404
BACK = {"href": "/", "link": "Go to the overview"}


def missing(path: str) -> None:
    """The view of an address that leads nowhere."""
    ui.context.client.status_code = NOT_FOUND
    frame = Frame("Not found", "", is_live=False)
    told = {"id": "missing", "tone": "plain", "title": "No such page", "text": f"This board has no page at /{path}.", **BACK}
    with frame.content:
        Text("h1", "There is nothing here")
        Notices(notices=[told], label="What is missing")
