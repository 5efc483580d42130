"""A bare aiokafka loop: what one Python process can do when it need not remember anything.

Rows are in RAM only: a crash or a rebalance loses them all, and there is no recovery. Results are acknowledged, and then offsets
committed, once for each batch that was fetched.
"""

import asyncio
import os
import signal
from contextlib import suppress

import msgspec
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from bench.peers.journey import last_touch, remember

BATCH, WAIT_MS = 2000, 200

journeys: dict[str, list] = {}


def settle(event: dict) -> bytes | None:
    """Remember a touch; answer a sale."""
    if event["kind"] == "sale":
        creator = last_touch(reversed(journeys.get(event["person"], [])), event["at"])
        return msgspec.json.encode({"sale": event["id"], "creator": creator, "amount": event["amount"]})
    if event["kind"] == "click":
        remember(journeys.setdefault(event["person"], []), [event["at"], event["id"], event["creator"]])
    else:
        journeys[event["person"]] = event["touches"]
    return None


async def work(consumer: AIOKafkaConsumer, producer: AIOKafkaProducer) -> None:
    """Batch by batch, for ever."""
    while True:
        acks = []
        for records in (await consumer.getmany(timeout_ms=WAIT_MS, max_records=BATCH)).values():
            for record in records:
                answer = settle(msgspec.json.decode(record.value))
                if answer is not None:
                    acks.append(await producer.send(os.environ["BENCH_RESULTS"], answer, key=record.key))
        await asyncio.gather(*acks)
        await consumer.commit()


async def main() -> None:
    """Until SIGTERM."""
    kafka = os.environ["BENCH_KAFKA"]
    consumer = AIOKafkaConsumer(
        os.environ["BENCH_EVENTS"],
        bootstrap_servers=kafka,
        group_id="bench-aiokafka",
        auto_offset_reset="earliest",
        enable_auto_commit=False,
    )
    async with consumer, AIOKafkaProducer(bootstrap_servers=kafka, acks="all") as producer:
        working = asyncio.create_task(work(consumer, producer))
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, working.cancel)
        with suppress(asyncio.CancelledError):
            await working


if __name__ == "__main__":
    asyncio.run(main())
