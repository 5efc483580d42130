"""A container's health: the one process of ours that runs in it says on /readyz that it does its job."""

import http.client
import sys

PORTS = (8600, 8610, 8620, 8630)
"""Collector, warehouse, intake, streams, as runtime.settings has them by default."""
TIMEOUT_S = 3


def says_ready(port: int) -> bool:
    """Whether a process listens here and is ready."""
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_S)
    try:
        asked.request("GET", "/readyz")
        return asked.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


if __name__ == "__main__":
    sys.exit(0 if any(map(says_ready, PORTS)) else 1)
