"""The changelog is read in portions, and nothing is fetched between 'source partitions resumed' and 'seek to committed done'.

The second is faust-streaming issue 596. The first: Faust itself makes an event, two tasks and a place in a queue of every
row, and so reads 12,000 a second.
"""

import asyncio
import gc
import time
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from faust.tables.manager import TableManager
from faust.tables.recovery import Recovery
from faust.transport.drivers import aiokafka as driver

from runtime.metrics import RECOVERED_ROWS, RECOVERY_SECONDS

IN_FLIGHT_S = 1.2
"""An in-flight getmany (timeout 1.0 s) must return while the flow is stopped."""
PORTION = 5000
"""Rows between two looks at the rest of the process: 20 ms, and a few MB."""
LOOK_MS = 500


class SafeRecovery(Recovery):
    """Recovery that reads by itself, and resumes the source partitions only after every fetch that was under way is back."""

    def need_recovery(self) -> bool:
        """Never by Faust's own reading."""
        return False

    async def on_recovery_completed(self, generation_id: int = 0) -> None:
        """Stop the flow, read, wait out what is in flight; then go on as Faust does.

        A rebalance interrupts it. What was read of a partition that stays ours is not read again.
        """
        self.app.consumer.stop_flow()
        self.app.flow_control.suspend()
        await self._wait(asyncio.gather(self._read(), asyncio.sleep(IN_FLIGHT_S)))
        self._tell_tables()
        await super().on_recovery_completed(generation_id)
        gc.collect()
        gc.freeze()  # recovered rows live long: the collector need not walk them again and again

    def _tell_tables(self) -> None:
        for tp in () if self.signal_recovery_start.is_set() else self.active_tps:
            table: Any = self.tp_to_table[tp]
            table.is_whole(tp.partition, self.active_offsets[tp])

    async def _read(self) -> None:
        """Every row from where the table is to where the changelog ended when the partitions were assigned."""
        if not self._behind():
            return
        began, client = time.monotonic(), _client(self.app)
        gc.disable()  # rows are bytes: looking through every portion for cycles costs a third of the speed
        try:
            await client.start()
            client.assign(self._behind())
            for tp in self._behind():
                client.seek(tp, self.active_offsets[tp] + 1)
            while await self._read_portion(client, self._behind()):
                pass
        finally:
            gc.enable()
            RECOVERY_SECONDS.inc(time.monotonic() - began)
            await client.stop()

    async def _read_portion(self, client: AIOKafkaConsumer, behind: list[TopicPartition]) -> bool:
        """False if nothing is left to read, or if it may be another's by now."""
        rows = await client.getmany(*behind, timeout_ms=LOOK_MS, max_records=PORTION)
        reached = {tp: await client.position(tp) - 1 for tp in behind}  # no record's offset: compaction leaves gaps
        if self.signal_recovery_start.is_set():
            return False
        for tp, offset in reached.items():
            table: Any = self.tp_to_table[tp]
            table.recover(rows.get(tp, ()))
            self.active_offsets[tp] = offset
        RECOVERED_ROWS.inc(sum(map(len, rows.values())))
        return bool(self._behind())

    def _behind(self) -> list[TopicPartition]:
        return [driver.ensure_aiokafka_TP(tp) for tp, left in self.active_remaining().items() if left > 0]


def _client(app: Any) -> AIOKafkaConsumer:
    """A consumer of its own, of no group, that reaches Kafka as Faust's does."""
    conf, transport = app.conf, app.transport
    return AIOKafkaConsumer(
        bootstrap_servers=driver.server_list(transport.url, transport.default_port),
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=conf.consumer_max_fetch_size,
        request_timeout_ms=int(conf.broker_request_timeout * 1000),
        **driver.credentials_to_aiokafka_auth(conf.broker_credentials, conf.ssl_context),
    )


class SafeTableManager(TableManager):
    """Faust's table manager with the recovery above."""

    @property
    def recovery(self) -> Any:
        """The one recovery service of this worker."""
        if self._recovery is None:
            self._recovery = SafeRecovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery

    def rows_left(self) -> int:
        """Changelog rows that are still to be read. Any thread may ask, so it never makes the recovery: that would get the
        thread's own loop, and wait for ever.
        """
        if self._recovery is None:
            return 0
        ends, offsets = dict(self._recovery.active_highwaters), dict(self._recovery.active_offsets)
        return sum(end - offsets[tp] for tp, end in ends.items() if offsets.get(tp) is not None)
