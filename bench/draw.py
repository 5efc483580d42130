"""`python -m bench.draw LATEST.json FOLDER`: the curves as SVG. Needs matplotlib, so it runs in the peers' environment."""

import json
import sys
from pathlib import Path

import matplotlib as mpl
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


def draw(picture: Picture, folder: Path) -> None:
    """Write one picture."""
    figure = Figure(figsize=(7.2, 3.8), layout="constrained")
    axes = figure.subplots()
    for colour, curve in zip(COLOURS * len(picture.curves), picture.curves, strict=False):
        points = sorted(map(tuple, curve["points"]))
        axes.plot(*zip(*points, strict=True), color=colour, marker="o" if len(points) < 20 else "", label=curve["name"])
    if all(wants_log(curve["points"]) for curve in picture.curves):
        axes.set_xscale("log")
    axes.set(xlabel=picture.x, ylabel=picture.y)
    axes.set_ylim(bottom=0)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.10g}"))
    if len(picture.curves) > 1:
        axes.legend(frameon=False)
    else:
        axes.set_title(picture.curves[0]["name"], loc="left")
    figure.savefig(folder / picture.file, format="svg", metadata={"Date": None, "Creator": None})


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
