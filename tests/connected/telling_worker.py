"""A streams worker that tells which rows it holds whenever it is ready, and reads its changelog slowly if asked to."""

import asyncio
import os
import threading
import time
from pathlib import Path
from typing import Any

import msgspec

from runtime.settings import Settings
from streams import process
from streams.app import TABLE
from streams.faust_rim import recovery

PORTION_S = float(os.environ.get("AFFLUENT_PORTION_S", "0"))
PROGRAM = "from tests.connected.telling_worker import main; main()"


def main() -> None:
    """As `affluent streams`, with a witness."""
    make, read = process.make_app, recovery.SafeRecovery._read_portion

    def witnessed(*args: Any) -> Any:
        app = make(*args)
        threading.Thread(target=_tell, args=(app, Settings().streams_dir), daemon=True).start()
        return app

    async def slow(*args: Any) -> bool:
        await asyncio.sleep(PORTION_S)
        return await read(*args)

    process.make_app = witnessed
    if PORTION_S:
        recovery.PORTION = 200
        recovery.SafeRecovery._read_portion = slow  # type: ignore[method-assign]
    process.run(Settings())


def _tell(app: Any, folder: Path) -> None:
    told = None
    while True:
        time.sleep(0.05)
        waits = process.waits_for(app)
        (folder / "standing").write_text(f"{process.to_recover(app)} {waits}")
        if waits:
            told = None
        elif told is None:
            told = dict(app.tables[TABLE].rows)
            (folder / "writing").write_bytes(msgspec.msgpack.encode(told))
            (folder / "writing").rename(folder / "rows")
