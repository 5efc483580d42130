"""The shop as a process: `python -m affluent.demo.shop PORT DATA`, with the settings of the stack that it belongs to."""

import sys
from pathlib import Path

import uvicorn

from affluent.demo.shop.app import build
from affluent.demo.shop.ledger import Ledger
from runtime.logs import start_logging
from runtime.settings import Settings


def main(port: int, data: Path) -> None:
    """Serve until SIGTERM."""
    settings = Settings()
    start_logging(settings.log_level)
    app = build(settings, Ledger(data))
    uvicorn.run(
        app, host=settings.host, port=port, log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=1
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
