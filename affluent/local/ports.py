"""Ports of this machine that nobody else will take while a process restarts."""

import random
import socket
from pathlib import Path

LOWEST = 20_000
EPHEMERAL = Path("/proc/sys/net/ipv4/ip_local_port_range")


def free_ports(count: int, host: str = "127.0.0.1") -> list[int]:
    """Ports that are free now, below those that the kernel gives to outgoing connections.

    A client that reconnects to a broker that is down may otherwise be given the broker's own port, and keep it.
    """
    ports = random.SystemRandom().sample(range(LOWEST, _highest()), 40 * count)
    return [port for port in ports if is_free(port, host)][:count]


def is_free(port: int, host: str = "127.0.0.1") -> bool:
    """Whether a server could listen on it now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _highest() -> int:
    first = int(EPHEMERAL.read_text().split()[0]) if EPHEMERAL.exists() else 32_768
    return first if first > 2 * LOWEST / 1.5 else 32_768
