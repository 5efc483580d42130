"""Finish and commit what is in flight while the partitions are still ours (issue 502), and know when we were last heard."""

import time
from typing import Any

from faust.transport.drivers import aiokafka as driver


class Heard:
    """When the group's coordinator last said that we are a member, on the monotonic clock, seconds."""

    def __init__(self) -> None:
        self.at = time.monotonic()

    def now(self) -> None:
        """The coordinator answered."""
        self.at = time.monotonic()

    def silent_for(self) -> float:
        """Seconds since then. A process that was stopped and continued sees the whole gap."""
        return time.monotonic() - self.at


HEARD = Heard()
"""One worker a process, one coordinator a worker."""


class ListeningThread(driver.AIOKafkaConsumerThread):
    """Faust's consumer thread; every good answer of the coordinator is noted."""

    async def on_start(self) -> None:
        """Listen to heartbeats and joins of the client that Faust has just started."""
        await super().on_start()
        client: Any = self._consumer
        coordinator = client._coordinator  # noqa: SLF001  aiokafka has no public hook for it
        if hasattr(coordinator, "_do_heartbeat"):
            coordinator._do_heartbeat = _noting(coordinator._do_heartbeat)  # noqa: SLF001
            coordinator._on_join_complete = _noting(coordinator._on_join_complete)  # noqa: SLF001


def _noting(call: Any) -> Any:
    async def noted(*args: Any) -> Any:
        answer = await call(*args)
        if answer is not False:
            HEARD.now()
        return answer

    return noted


class SafeConsumer(driver.Consumer):
    """Faust's consumer, draining before it lets go of its partitions."""

    def _new_consumer_thread(self) -> Any:
        return ListeningThread(self, loop=self.loop, beacon=self.beacon)

    async def on_partitions_revoked(self, revoked: Any) -> None:
        """Stop fetching, let the agent finish, commit; only then hand over."""
        app = self.app
        if not app.should_stop and self._thread._consumer is not None and self.assignment():  # noqa: SLF001
            self.stop_flow()
            app.flow_control.suspend()
            app.flow_control.clear()
            await self.wait_empty()
        await super().on_partitions_revoked(revoked)


def install() -> None:
    """Make Faust's Kafka transport use the consumer above."""
    driver.Transport.Consumer = SafeConsumer
