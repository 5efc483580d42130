"""The parts a view is made of: plain HTML drawn by small Vue components, so that only what changed is drawn again."""

from collections.abc import Callable
from typing import Any

from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement
from nicegui.events import GenericEventArguments

Shape = dict[str, Any]
Hear = Callable[[GenericEventArguments], Any]


class Part(Element):
    """A component that shows what it is told, and is told again only what changed."""

    def __init__(self, **shape: Any) -> None:
        super().__init__()
        self.show(**shape)

    def show(self, **shape: Any) -> None:
        """Tell it anew."""
        if any(self._props.get(name) != value for name, value in shape.items()):
            self._props.update(shape)
            self.update()


class Masthead(Part, component="parts/masthead.js"):
    """Views, state, light or dark."""


class Filters(Part, component="parts/filters.js"):
    """What is looked at."""


class Cards(Part, component="parts/cards.js"):
    """The headline."""


class FiguresTable(Part, component="parts/figures_table.js"):
    """A table with its heading."""


class Notices(Part, component="parts/notices.js"):
    """Alerts, mistakes, trouble."""


class NewLink(Part, component="parts/new_link.js"):
    """The form *New link and code*."""


class Text(TextElement):
    """A heading or a paragraph."""

    def __init__(self, tag: str, text: str, classes: str = "") -> None:
        super().__init__(tag=tag, text=text)
        self.classes(classes)
