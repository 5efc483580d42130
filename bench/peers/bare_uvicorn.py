"""The least that a redirect can be with uvicorn: one plain ASGI callable, one fixed answer. `python -m … PORT`."""

import sys
from typing import Any

import uvicorn

DESTINATION = b"https://shop.example/serum?size=2&afl=vvvvvvvvvvvvvvvv.nnnnnnnnnnnnnnnn.ssssssssssssssss"
START = {"type": "http.response.start", "status": 302, "headers": [(b"location", DESTINATION), (b"content-length", b"0")]}
BODY = {"type": "http.response.body", "body": b""}


async def redirect(scope: Any, receive: Any, send: Any) -> None:
    """302, whatever was asked for."""
    await send(START)
    await send(BODY)


def main() -> None:
    """Serve on 127.0.0.1, with the settings that the collector gives its uvicorn."""
    port = int(sys.argv[1])
    uvicorn.run(
        redirect,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_keep_alive=10,
        loop="uvloop",
        http="httptools",
    )


if __name__ == "__main__":
    main()
