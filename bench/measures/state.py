"""What people in state cost a worker in memory."""

import json
import subprocess
import sys

import msgspec

from bench.figures import Figures
from bench.place import Place
from bench.traffic.written_rows import EVENTS_A_PERSON, Row, newest, written_rows
from events.addressing import CLOCK
from runtime.settings import Settings

PEOPLE, COPIES = 25_000, 40
QUICK_PEOPLE, QUICK_COPIES = 4_000, 25
LIMIT_S = 120
PREFIXES = {"v:": "devices", "c:": "customers", "k:": "codes", "o:": "orders"}


def measure(place: Place) -> Figures:
    """Gigabytes a million people, held as after a recovery: a million of them (quick: 100,000)."""
    people, copies = (QUICK_PEOPLE, QUICK_COPIES) if place.quick else (PEOPLE, COPIES)
    rows = [row for row in newest(written_rows(people, 3, Settings().partitions)) if not row.key.startswith(CLOCK.encode())]
    file = place.scratch("state") / "rows"
    file.write_bytes(msgspec.msgpack.encode(rows))
    command = [sys.executable, "-m", "bench.holding", str(file), str(copies)]
    told = subprocess.run(command, check=True, capture_output=True, timeout=LIMIT_S)  # noqa: S603  our own program
    held = json.loads(told.stdout)
    if held["rows"] != len(rows) * copies:
        raise ValueError(f"{held['rows']} rows are held, not {len(rows)} under {copies} names each")
    sizes = [len(row.value or b"") for row in rows]
    counted = {f"state_{what}_per_person": _count(rows, prefix) / people for prefix, what in PREFIXES.items()}
    return Figures(
        {
            "memory_gb_per_million_people": held["rss"] / (people * copies) / 1e3,
            "state_rows_per_person": len(rows) / people,
            "state_payload_bytes_per_person": held["bytes"] / (people * copies),
            "state_mean_row_bytes": sum(sizes) / len(sizes),
            **counted,
        },
        notes=(
            f"{people * copies:,} people: the rows of {people:,}, under {copies} names each.",
            f"{EVENTS_A_PERSON} events a person: 88 % clicks, 10 % orders, 2 % refunds and edits; 3 of 10 have two devices.",
        ),
    )


def _count(rows: list[Row], prefix: str) -> int:
    return sum(row.key.startswith(prefix.encode()) for row in rows)
