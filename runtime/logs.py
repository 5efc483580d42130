"""One JSON object a line on standard error; control characters escaped, no secret, no payload."""

import json
import logging
import sys

from events.moments import from_ms

MAX_FIELD = 1000


class OneLine(logging.Formatter):
    """A record as JSON; json.dumps escapes what could forge a line."""

    def format(self, record: logging.LogRecord) -> str:
        """One line of JSON."""
        line = {
            "at": from_ms(int(record.created * 1000)).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage()[:MAX_FIELD],
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)[-4 * MAX_FIELD :]
        return json.dumps(line)


def start_logging(level: str) -> None:
    """Log from `level` up; DEBUG records of libraries are not even built (Faust makes three an event)."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    if level != "DEBUG":
        logging.disable(logging.DEBUG)
    for chatty in ("kafka", "aiokafka", "uvicorn.access", "httpx", "faust", "mode", "streams.faust_rim"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
