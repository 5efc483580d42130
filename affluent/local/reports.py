"""DIR/processes.json: how each process of a running stack stands, for `affluent status`."""

from collections.abc import Sequence
from pathlib import Path

from pydantic import TypeAdapter

from affluent.local.folder import write_private
from affluent.local.member import Report

FILE = "processes.json"
REPORTS: TypeAdapter[list[Report]] = TypeAdapter(list[Report])


def save_reports(data: Path, reports: Sequence[Report]) -> None:
    """Write how they stand, in one step."""
    write_private(data / FILE, REPORTS.dump_json(list(reports), indent=2).decode() + "\n")


def load_reports(data: Path) -> list[Report]:
    """How they stand; empty if nothing runs there."""
    try:
        return REPORTS.validate_json((data / FILE).read_bytes())
    except FileNotFoundError:
        return []


def withdraw_reports(data: Path) -> None:
    """Nothing runs here any more."""
    (data / FILE).unlink(missing_ok=True)
