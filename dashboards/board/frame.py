"""What every view has around it: head, style, skip link, state of the figures."""

from importlib.resources import files

from nicegui import ui
from nicegui.element import Element

from dashboards.board.parts import Masthead

VIEWS = (("Overview", "/"), ("Links and codes", "/links"))
STYLE = (files("dashboards") / "board" / "board.css").read_text()
AWAITING = (
    '<div class="awaiting" aria-hidden="true"><div class="masthead"><div class="masthead-inner">'
    '<span class="wordmark">affluent</span></div></div><div class="view"><p class="note">Loading…</p></div></div>'
)
"""What is there before the first script has run."""
THEME = "try{const t=localStorage.getItem('affluent-theme');if(t)document.documentElement.dataset.theme=t}catch{}"
LOADING = {"kind": "loading", "text": "Loading", "at": ""}
STILL = {"kind": "still", "text": "", "at": ""}


class Frame:
    """The page of a view; what is made inside it is the page's content."""

    def __init__(self, title: str, here: str, *, is_live: bool) -> None:
        client = ui.context.client
        client.title = f"{title} · affluent"
        ui.add_head_html(f"<style>{STYLE}</style><script>{THEME}</script>")
        ui.add_body_html(AWAITING)
        views = [{"text": text, "href": href, "current": href == here} for text, href in VIEWS]
        with client.layout:
            self.masthead = Masthead(views=views, state=LOADING if is_live else STILL)
            self.masthead.move(client.layout, 0)
        self.content = Element("div").props('id="content"').classes("view")
