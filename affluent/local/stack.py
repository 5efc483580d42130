"""The whole system on one machine: started, kept alive, stopped in order."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Self

from affluent.local.broker import Broker
from affluent.local.credentials import Credentials, credentials_of
from affluent.local.endpoints import Endpoints
from affluent.local.environment import save_settings, stack_settings
from affluent.local.folder import Claim
from affluent.local.member import Member, Report, Role
from affluent.local.ports import ports_of, refuse_taken
from affluent.local.reports import save_reports, withdraw_reports
from affluent.local.roles import BROKER, Companion, broker_role, companion_role, port_names, process_roles
from affluent.local.stopping import stop_in_order
from affluent.local.topics import apply_topics
from runtime.settings import Settings

log = logging.getLogger(__name__)
START_S = 180
"""How long a process may take to become ready: a Faust worker reads its whole changelog first."""
PATIENCE_S, LOOK_S = 5, 0.05
Say = Callable[[str], None]


class StackFailed(Exception):
    """The stack can't go on; the message names the process, how it ended and what it last said."""


class StackStopped(Exception):
    """The stack was asked to end before it was ready."""


@dataclass(frozen=True)
class Wishes:
    """What may be chosen about a stack."""

    data: Path
    class_path: tuple[Path, ...]
    """Of Kafka, from `kafka_install.installed_kafka`."""
    workers: int = 1
    shops: tuple[str, ...] = ()
    """Shops that get a webhook secret made up for them."""
    shopify_secrets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    """AFFLUENT_… variables that win over the stack's own."""
    companions: tuple[Companion, ...] = ()
    """Stopped first."""


class Stack:
    """broker → topics → warehouse, streams, intake, collector. Use as a context: leaving it stops everything."""

    def __init__(self, wishes: Wishes, say: Say = lambda words: None) -> None:
        self.data = wishes.data
        self.failure = ""
        """Why the stack can't go on; empty while it can."""
        self._wishes, self._say = wishes, say
        self._claim = Claim(wishes.data)
        self._members: list[Member] = []
        self._ready: Endpoints | None = None
        self._telling = threading.Lock()
        self._over = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> Endpoints:
        """Start everything; returns when every process is ready.

        Raises AlreadyRunning, PortTaken, CannotFormat, OtherPartitions, StackFailed or StackStopped.
        """
        self._claim.take()
        Endpoints.withdraw(self.data)
        self.credentials = self._credentials()
        companions = [one.name for one in self._wishes.companions]
        ports = ports_of(self.data, [*port_names(self._wishes.workers), *companions])
        refuse_taken(ports, self.data, PATIENCE_S)
        self.settings = stack_settings(self.data, ports, self.credentials, self._wishes.settings)
        save_settings(self.data, self.settings)
        self._start_broker(ports)
        others = [companion_role(one, self.settings, ports[one.name], self.data) for one in self._wishes.companions]
        self._run(*process_roles(self.settings, ports, self.data / "logs"), *others)
        return self._publish()

    def reports(self) -> list[Report]:
        """Every process as a table shows it, in the order in which data passes them."""
        return [member.report for member in self._members]

    def wait(self, seconds: float) -> bool:
        """Sleep; True as soon as the stack was asked to end or can't go on (then `failure` says why)."""
        return self._over.wait(seconds)

    def ask_to_end(self) -> None:
        """Make `wait` return and a start give up; safe in a signal handler."""
        self._over.set()

    def stop(self) -> None:
        """End everything in order, within 10 s; nothing is left behind."""
        self._over.set()
        started_last_first = reversed(self._members)
        turns = groupby(started_last_first, key=lambda member: member.role.name.partition("-")[0])
        stop_in_order([list(turn) for _, turn in turns], self._say)
        if self._claim.is_taken:
            Endpoints.withdraw(self.data)
            withdraw_reports(self.data)
            self._claim.give_back()

    def _credentials(self) -> Credentials:
        return credentials_of(self.data, self._wishes.shops, self._wishes.shopify_secrets)

    def _start_broker(self, ports: Mapping[str, int]) -> None:
        broker = Broker(self.data / "kafka", self._wishes.class_path, ports[BROKER], ports["controller"])
        broker.prepare()
        self._run(broker_role(broker, self.data / "logs"))
        partitions = int(self.settings.get("AFFLUENT_PARTITIONS") or Settings.model_fields["partitions"].default)
        apply_topics(Settings.model_validate({"kafka": broker.address, "replication": 1, "partitions": partitions}))
        self._say(f"topics are there, {partitions} partitions each")

    def _run(self, *roles: Role) -> None:
        """Start them side by side, and wait for all: none needs another to begin, and a machine's cores are there to be used."""
        self._say(f"starting {', '.join(role.name for role in roles)}")
        members = [Member(role, self._tell, self._fail) for role in roles]
        self._members += members
        for member in members:
            member.start()
        self._await(members, time.monotonic() + START_S)

    def _await(self, waiting: list[Member], deadline: float) -> None:
        while waiting:
            ready = [member for member in waiting if member.wait_ready(LOOK_S)]
            for member in ready:
                self._say(f"{member.role.name} is ready at {member.role.url}")
            waiting = [member for member in waiting if member not in ready]
            self._raise_if_over()
            if waiting and time.monotonic() > deadline:
                one = waiting[0].report
                raise StackFailed(f"{one.name} is not ready after {START_S} s: it waits for {one.waits_for}")

    def _raise_if_over(self) -> None:
        if self.failure:
            raise StackFailed(self.failure)
        if self._over.is_set():
            raise StackStopped("stopped before everything was ready")

    def _publish(self) -> Endpoints:
        urls = {report.name: report.url for report in self.reports()}
        companions = [one.name for one in self._wishes.companions]
        self._ready = Endpoints(
            broker=urls.pop(BROKER),
            collector=urls["collector"],
            links=self.settings.get("AFFLUENT_LINKS_URL") or urls["collector"],
            api=urls["warehouse"],
            page=f"{urls['warehouse']}/?token={self.credentials.token}",
            metrics={name: f"{url}/metrics" for name, url in urls.items() if name not in companions},
            companions={name: url for name, url in urls.items() if name in companions},
            token=self.credentials.token,
            pids={},
        )
        self._tell()  # which adds the process ids
        return self._ready

    def _tell(self) -> None:
        """Whatever changed, the files say how it is now."""
        with self._telling:
            if self._over.is_set():
                return
            try:
                self._write_files()
            except OSError:
                log.exception("the files of %s can't be written; the processes go on", self.data)

    def _write_files(self) -> None:
        save_reports(self.data, self.reports())
        if self._ready:
            pids = {report.name: report.pid for report in self.reports() if report.pid}
            self._ready = self._ready.model_copy(update={"pids": pids})
            self._ready.save(self.data)

    def _fail(self, reason: str) -> None:
        self.failure = self.failure or reason
        self._over.set()
