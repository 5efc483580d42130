"""Ports of this machine that nobody else will take while a process restarts."""

import json
import random
import socket
import time
from collections.abc import Sequence
from pathlib import Path

LOWEST, USUAL_EPHEMERAL = 20_000, 32_768
FILE = "ports.json"
EPHEMERAL = Path("/proc/sys/net/ipv4/ip_local_port_range")


class PortTaken(Exception):
    """A port that the stack always had is used by another program; the message names it."""


def ports_of(data: Path, names: Sequence[str]) -> dict[str, int]:
    """A stack's ports by name, the same at every start."""
    path = data / FILE
    kept: dict[str, int] = json.loads(path.read_text()) if path.exists() else {}
    new = [name for name in names if name not in kept]
    unused = [port for port in free_ports(len(new) + len(kept)) if port not in kept.values()]
    kept |= dict(zip(new, unused, strict=False))
    path.write_text(json.dumps(kept, indent=2) + "\n")
    return {name: kept[name] for name in names}


def refuse_taken(ports: dict[str, int], data: Path, patience_s: float) -> None:
    """Raises PortTaken for the first port that stays in use; a stack that was killed needs a moment to be gone."""
    deadline = time.monotonic() + patience_s
    for name, port in ports.items():
        while not is_free(port):
            if time.monotonic() > deadline:
                raise PortTaken(f"port {port} of {name} is used by another program: end that, or remove {data / FILE}")
            time.sleep(0.1)


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
    first = int(EPHEMERAL.read_text().split()[0]) if EPHEMERAL.exists() else USUAL_EPHEMERAL
    return first if first > LOWEST + 10_000 else USUAL_EPHEMERAL
