"""Which entity a message is for, and which partition that entity lives on."""

import zlib

DEVICE, CUSTOMER, CODE, ORDER, CLOCK, FACT = "v:", "c:", "k:", "o:", "t:", "f:"
"""The first two characters of an entity's key. A fact has no entity: it is only kept."""


def partition_of(key: str, partitions: int) -> int:
    """The journal partition of an entity: one function for every writer, so an entity has one home.

    A clock's key names its partition; every other key is hashed (CRC-32 of UTF-8).
    """
    if key.startswith(CLOCK):
        return int(key[2:])
    return zlib.crc32(key.encode()) % partitions


def order_key(shop: str, order_id: str) -> str:
    """`o:shop/order`: an order's key is (shop, order id)."""
    return f"{ORDER}{shop}/{order_id}"


def code_key(shop: str, code: str) -> str:
    """`k:shop/CODE`: codes compare without case."""
    return f"{CODE}{shop}/{code.strip().casefold()}"


def customer_key(shop: str, customer_id: str) -> str:
    """`c:shop/customer`: a pseudonym is one shop's."""
    return f"{CUSTOMER}{shop}/{customer_id}"
