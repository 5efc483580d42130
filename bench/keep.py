"""Where a run's findings are kept: bench/latest.json always; the page and its pictures after a full run of every row."""

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.figures import Row
from bench.page import page

ROOT = Path(__file__).parents[1]
LATEST, PAGE, IMAGES = ROOT / "bench" / "latest.json", ROOT / "docs" / "benchmarks.md", ROOT / "docs" / "images"
PEERS_PYTHON = ROOT / ".venv-peers" / "bin" / "python"
DRAW_S = 120


def keep(told: dict[str, Any]) -> None:
    """Write bench/latest.json."""
    LATEST.write_text(json.dumps(told, indent=1) + "\n")


def publish(told: dict[str, Any], rows: Sequence[Row], say: Callable[[str], None]) -> None:
    """Draw the curves of bench/latest.json and write the page."""
    for old in IMAGES.glob("bench-*.svg"):
        old.unlink()
    PAGE.write_text(page(told, rows, _drawn(say)))


def _drawn(say: Callable[[str], None]) -> list[str]:
    if not PEERS_PYTHON.exists():
        say("[red]no pictures: matplotlib lives in .venv-peers, which could not be made[/red]")
        return []
    command = [str(PEERS_PYTHON), "-m", "bench.draw", str(LATEST), str(IMAGES)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=DRAW_S, check=False)  # noqa: S603
    if done.returncode:
        say(f"[red]no pictures:[/red] {done.stderr.strip()}")
    return done.stdout.split()
