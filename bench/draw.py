"""`python -m bench.draw LATEST.json FOLDER`: the curves as SVG. Needs matplotlib, so it runs in the peers' environment."""

import json
import sys
from itertools import cycle
from pathlib import Path

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from bench.pictures import Picture, pictures, wants_log

STYLE = {
    "svg.hashsalt": "affluent",  # the same curves give the same file
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 11,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#d9d9d9",
    "figure.facecolor": "white",  # a page may be dark, a picture's words are not
}
COLOURS = ("#1b6ca8", "#c8553d", "#3c7d3f", "#7a5195")


FEW = 12


def draw(picture: Picture, folder: Path) -> None:
    """Write one picture."""
    figure = Figure(figsize=(7.2, 3.8), layout="constrained")
    axes = figure.subplots()
    for colour, curve in zip(cycle(COLOURS), picture.curves, strict=False):
        points = sorted(map(tuple, curve["points"]))
        axes.plot(*zip(*points, strict=True), color=colour, marker="o" if len(points) <= FEW else "", label=curve["name"])
    _scale(axes, [tuple(point) for curve in picture.curves for point in curve["points"]])
    axes.set(xlabel=picture.x, ylabel=picture.y)
    if len(picture.curves) > 1:
        axes.legend(
            frameon=False, loc="lower right", bbox_to_anchor=(1, 1), ncols=len(picture.curves)
        )  # above: nothing is under it
    else:
        axes.set_title(picture.curves[0]["name"], loc="left")
    figure.savefig(folder / picture.file, format="svg", metadata={"Date": None, "Creator": None})


def _scale(axes: Axes, points: list[tuple[float, float]]) -> None:
    """From nothing to a little above the highest; few points are named on their axis."""
    axes.set_ylim(0, 1.12 * max(y for _, y in points))
    if wants_log(points):
        axes.set_xscale("log")
    xs = sorted({x for x, _ in points})
    if len(xs) <= FEW:
        axes.set_xticks(xs)
        axes.minorticks_off()
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))


def main() -> None:
    """Draw everything that a run found; the names of the files go to standard output."""
    latest, folder = map(Path, sys.argv[1:])
    mpl.rcParams.update(STYLE)
    folder.mkdir(parents=True, exist_ok=True)
    for picture in pictures(json.loads(latest.read_text())["curves"]):
        draw(picture, folder)
        sys.stdout.write(f"{picture.file}\n")


if __name__ == "__main__":
    main()
