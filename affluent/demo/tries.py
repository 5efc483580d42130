"""Three things to try while a demo is live, with the addresses and the commands that do them."""

import os
import sys
from pathlib import Path

from affluent.demo.shop.goods import SHOP
from affluent.local.endpoints import Endpoints
from affluent.world.plot.cast import Cast
from affluent.world.plot.lookalikes import healthy_and_failing
from dashboards.board.deals import tracked

DATA = Path(".affluent/demo")
"""Where a demo lives unless somebody says otherwise."""


def board_of(endpoints: Endpoints) -> str:
    """The board, opened on the currency that the shop sells in."""
    return f"{endpoints.page}&currency={SHOP.currency}"


def things_to_try(endpoints: Endpoints, cast: Cast, data: Path) -> list[str]:
    """Lines for a terminal."""
    link, affluent = cast.links[0], program(data)
    creator = link.collaboration.creator.name
    _, failing = healthy_and_failing(cast)
    return [
        "",
        "Three things to try:",
        f"  1  Click your link       {tracked(endpoints.links, link.slug)}",
        f"     and buy something: within two seconds the sale is on the board, with {creator} and the reason.",
        f"  2  Refund it             {affluent.format('demo refund')}",
        "     revenue and commission fall to the cent; orders = decisions, difference 0.00.",
        f"  3  Kill the worker       {affluent.format('demo kill streams')}",
        "     it comes back by itself: 0 lost, 0 doubled.",
        f"Within a minute an alert stands on the board: {failing.name} earns less than its target, with its evidence.",
        "",
    ]


def program(data: Path) -> str:
    """How to call the command line from here: `{}` stands where the command goes."""
    started_as = Path(sys.argv[0])
    module = started_as.name == "__main__.py"
    words = f"{shown(Path(sys.executable))} -m affluent" if module else shown(started_as)
    return f"{words} {{}}" + ("" if data == DATA else f" --data {shown(data)}")


def shown(path: Path) -> str:
    """A path as short as it can be typed from here."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve would follow .venv/bin/python to where it comes from
    return str(absolute.relative_to(Path.cwd())) if absolute.is_relative_to(Path.cwd()) else str(absolute)
