"""Write what came of a bundle, and wait until Kafka has all of it."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

import msgspec

from events.dead_letter import DeadLetter, DeadReason
from events.decision import Decision, LateTouch, encode_decision, encode_late
from events.journal import encode_bundle, records_of
from events.messages import Envelope
from events.moments import from_ms
from events.topics import ATTRIBUTIONS, DEAD_LETTERS, JOURNAL, LATE
from streams.settle import Settled


class Results:
    """The results of bundles, through one aiokafka producer."""

    def __init__(self, producer: Any, partitions: int) -> None:
        self._producer = producer
        self._partitions = partitions

    async def write(self, settled: Settled, source: tuple[int, int, int]) -> None:
        """Messages, decisions, late touches and what was set aside. Raises if Kafka does not take one.

        `source` is the bundle's (partition, offset, Kafka timestamp).
        """
        acks = [await self._send(JOURNAL.name, raw, partition=home) for home, raw in records_of(settled.sends, self._partitions)]
        acks += [await self._send(ATTRIBUTIONS.name, encode_decision(each), _key(each)) for each in settled.decisions]
        acks += [await self._send(LATE.name, encode_late(each), _key(each)) for each in settled.late]
        if settled.set_aside:
            acks.append(await self._send(DEAD_LETTERS.name, set_aside(settled.set_aside, *source).model_dump_json().encode()))
        for ack in acks:
            await ack

    async def _send(self, topic: str, value: bytes, key: bytes | None = None, partition: int | None = None) -> Any:
        return await self._producer.send(topic, value, key=key, partition=partition)


def _key(of: Decision | LateTouch) -> bytes:
    return f"{of.shop}/{of.order}".encode()


def set_aside(messages: Sequence[tuple[Envelope, str]], partition: int, offset: int, at_ms: int) -> DeadLetter:
    """The dead letter of a bundle's messages that could not be applied.

    Its value is a journal record that says the messages again and lets their entities go on: replaying it is sending it.
    """
    again = tuple(msgspec.structs.replace(envelope, resumes=True) for envelope, _ in messages)
    why = "; ".join(dict.fromkeys(f"{envelope.key}: {why}" for envelope, why in messages))
    return DeadLetter(
        topic=JOURNAL.name, partition=partition, offset=offset, reason=DeadReason.ENTITY_FAILED, detail=why[:2000],
        at=from_ms(at_ms), value=b64encode(encode_bundle(again)),
    )  # fmt: skip
