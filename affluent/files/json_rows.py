"""JSONL as text: one object a line, values as JSON strings. A number may stand for an id, never for an amount."""

from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import msgspec
import polars as pl

from affluent.files.flaws import Flaws

Decode = Callable[[bytes], msgspec.Struct]
BATCH = 100_000
IDS = ("person", "touch_id", "order_id", "channel", "campaign")


def json_rows(file: Path, needed: Sequence[str], optional: Sequence[str], flaws: Flaws) -> pl.DataFrame:
    """The columns as text, absent where a line has none, and `line`. Raises OSError."""
    fields = [(name, str | int | None if name in IDS else str | None, None) for name in (*needed, *optional)]
    decode = msgspec.json.Decoder(msgspec.defstruct("Row", fields)).decode
    frames, given = [], set(needed)
    with file.open("rb") as lines:
        numbered = enumerate(lines, 1)
        while batch := list(islice(numbered, BATCH)):
            rows = [taken for number, line in batch if line.strip() and (taken := _taken(file, number, line, decode, flaws))]
            frames.append(_frame(rows, [name for name, _, _ in fields]))
            given |= {name for name in optional if frames[-1][name].null_count() < frames[-1].height}
    kept = [name for name, _, _ in fields if name in given]
    empty = pl.DataFrame(schema=dict.fromkeys(kept, pl.String) | {"line": pl.Int64})
    return pl.concat([empty, *(frame.select(*kept, "line") for frame in frames)])


def _taken(file: Path, number: int, line: bytes, decode: Decode, flaws: Flaws) -> tuple[int, msgspec.Struct] | None:
    try:
        return number, decode(line)
    except msgspec.ValidationError as why:
        reason, _, where = str(why).partition(" - at `$.")
        flaws.add(file, number, where.rstrip("`"), reason, line.decode(errors="replace").rstrip())
    except (msgspec.DecodeError, UnicodeDecodeError) as why:
        flaws.add(file, number, "", f"is not JSON: {why}", line.decode(errors="replace").rstrip())
    return None


def _frame(rows: list[tuple[int, msgspec.Struct]], names: Sequence[str]) -> pl.DataFrame:
    columns = {name: [_text(getattr(row, name)) for _, row in rows] for name in names}
    schema = dict.fromkeys(names, pl.String) | {"line": pl.Int64}
    return pl.DataFrame(columns | {"line": [number for number, _ in rows]}, schema)


def _text(value: str | int | None) -> str | None:
    return value if isinstance(value, str) or value is None else str(value)
