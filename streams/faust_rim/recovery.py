"""Nothing is fetched between 'source partitions resumed' and 'seek to committed done' (faust-streaming issue 596)."""

import asyncio
import gc
from typing import Any

from faust.tables.manager import TableManager
from faust.tables.recovery import Recovery

IN_FLIGHT_S = 1.2
"""An in-flight getmany (timeout 1.0 s) must return while the flow is stopped."""


class SafeRecovery(Recovery):
    """Recovery that resumes the source partitions only after every fetch that was under way has come back."""

    async def on_recovery_completed(self, generation_id: int = 0) -> None:
        """Stop the flow, wait out what is in flight, then go on as Faust does."""
        self.app.consumer.stop_flow()
        self.app.flow_control.suspend()
        await self._wait(asyncio.sleep(IN_FLIGHT_S))
        await super().on_recovery_completed(generation_id)
        gc.collect()
        gc.freeze()  # recovered rows live long: the collector need not walk them again and again


class SafeTableManager(TableManager):
    """Faust's table manager with the recovery above."""

    @property
    def recovery(self) -> Any:
        """The one recovery service of this worker."""
        if self._recovery is None:
            self._recovery = SafeRecovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery
