"""A broker that is farther away: a TCP proxy that holds back what clients send. `python -m bench.far PORT TO_PORT MS`."""

import asyncio
import sys
from functools import partial
from typing import Any

import uvloop

HOST = "127.0.0.1"


class Half(asyncio.Protocol):
    """One end of a connection; what comes in here goes out at the other end, `delay_s` later."""

    def __init__(self, delay_s: float) -> None:
        self.other: Half | None = None
        self.early: list[bytes] = []
        self._delay_s = delay_s
        self._transport: Any = None

    def connection_made(self, transport: Any) -> None:
        """Take what came before there was anywhere to send it."""
        self._transport = transport
        for data in self.early:
            transport.write(data)

    def send(self, data: bytes) -> None:
        """Out at this end."""
        if self._transport is None:
            self.early.append(data)
        elif not self._transport.is_closing():
            self._transport.write(data)

    def data_received(self, data: bytes) -> None:
        """In at this end. Timers of one delay fire in the order in which they were set."""
        assert self.other is not None
        if self._delay_s:
            asyncio.get_running_loop().call_later(self._delay_s, self.other.send, data)
        else:
            self.other.send(data)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002  asyncio calls it so
        """Close the other end too, behind what is still under way."""
        if self.other is not None:
            asyncio.get_running_loop().call_later(self._delay_s, self.other.close)

    def close(self) -> None:
        """Close this end."""
        if self._transport is not None:
            self._transport.close()


def _accept(to_port: int, delay_s: float, waiting: set[asyncio.Task[object]]) -> Half:
    client, broker = Half(delay_s), Half(0)
    client.other, broker.other = broker, client
    connecting = asyncio.get_running_loop().create_task(
        asyncio.get_running_loop().create_connection(lambda: broker, HOST, to_port)
    )
    waiting.add(connecting)
    connecting.add_done_callback(waiting.discard)
    return client


async def serve(port: int, to_port: int, delay_s: float) -> None:
    """Until the process is ended."""
    waiting: set[asyncio.Task[object]] = set()
    server = await asyncio.get_running_loop().create_server(partial(_accept, to_port, delay_s, waiting), HOST, port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]) / 1000))
