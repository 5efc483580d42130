"""The journal: messages for entities of one partition, bundled, 1 to 200 in one Kafka record."""

from collections.abc import Sequence

import msgspec

from events.addressing import partition_of
from events.messages import Envelope

SCHEMA = 1


class Bundle(msgspec.Struct, array_like=True, frozen=True):
    """1 to 200 messages for entities of one partition: one Kafka record."""

    schema: int
    messages: tuple[Envelope, ...]


MAX_MESSAGES = 200
MAX_BYTES = 256 * 1024

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Bundle)


def encode_bundle(messages: tuple[Envelope, ...]) -> bytes:
    """MessagePack bytes of one journal record."""
    return _encoder.encode(Bundle(SCHEMA, messages))


def decode_bundle(raw: bytes) -> tuple[Envelope, ...]:
    """The messages of one journal record; raises msgspec.DecodeError on anything else."""
    bundle = _decoder.decode(raw)
    if bundle.schema != SCHEMA:
        raise msgspec.ValidationError(f"journal schema {bundle.schema} is not readable by this release (it reads {SCHEMA})")
    return bundle.messages


def records_of(messages: Sequence[Envelope], partitions: int) -> list[tuple[int, bytes]]:
    """(partition, bytes) of the journal records that carry the messages, in their order, within both limits."""
    homes: dict[int, list[Envelope]] = {}
    for message in messages:
        homes.setdefault(partition_of(message.key, partitions), []).append(message)
    return [(home, raw) for home, mine in sorted(homes.items()) for raw in _pack(tuple(mine))]


def _pack(messages: tuple[Envelope, ...]) -> list[bytes]:
    raw = encode_bundle(messages) if len(messages) <= MAX_MESSAGES else b""
    if raw and (len(raw) <= MAX_BYTES or len(messages) == 1):
        return [raw]
    half = len(messages) // 2
    return _pack(messages[:half]) + _pack(messages[half:])
