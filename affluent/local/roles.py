"""The processes of a stack: the broker, and those that begin once its topics are there; they end in the opposite order."""

import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from affluent.local.broker import Broker
from affluent.local.environment import HOST, of_worker
from affluent.local.member import Role
from affluent.local.readiness import asks

BROKER = "broker"
BROKER_LIMIT_S = 3.5


@dataclass(frozen=True)
class Companion:
    """A process that is none of ours but lives and dies with a stack: `python -m module PORT DATA`, with its settings."""

    name: str
    module: str


def worker_names(workers: int) -> list[str]:
    """streams, streams-2, streams-3 …"""
    return ["streams", *(f"streams-{number}" for number in range(2, workers + 1))]


def port_names(workers: int) -> list[str]:
    """Everything that listens, by name."""
    return [BROKER, "controller", "warehouse", *worker_names(workers), "intake", "collector"]


def broker_role(broker: Broker, logs: Path) -> Role:
    """Kafka itself."""
    return Role(
        name=BROKER,
        command=tuple(broker.command),
        environment=os.environ,
        log=logs / "broker.log",
        waits_for=broker.waits_for,
        url=broker.address,
        limit_s=BROKER_LIMIT_S,
    )


def process_roles(settings: Mapping[str, str], ports: Mapping[str, int], logs: Path) -> list[Role]:
    """Our own processes; each Faust worker has a port and a working directory of its own."""
    workers = [name for name in ports if name.startswith("streams")]
    of = {name: of_worker(settings, number, ports[name]) for number, name in enumerate(workers, 1)}
    return [_role(name, of.get(name, settings), ports[name], logs) for name in ("warehouse", *workers, "intake", "collector")]


def companion_role(companion: Companion, settings: Mapping[str, str], port: int, data: Path) -> Role:
    """A companion; like ours, it answers /readyz."""
    words = (companion.module, str(port), str(data.absolute()))
    return _python(companion.name, words, settings, port, data / "logs")


def _role(name: str, settings: Mapping[str, str], port: int, logs: Path) -> Role:
    return _python(name, ("affluent", name.partition("-")[0]), settings, port, logs)


def _python(name: str, words: Sequence[str], settings: Mapping[str, str], port: int, logs: Path) -> Role:
    url = f"http://{HOST}:{port}"
    return Role(
        name=name,
        command=(sys.executable, "-m", *words),
        environment={**os.environ, **settings},
        log=logs / f"{name}.log",
        waits_for=asks(url),
        url=url,
    )
