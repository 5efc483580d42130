"""Where a run happens: one real Kafka, a folder of its own, and settings for every process started in it."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kafka import KafkaAdminClient
from kafka.admin import MemberToRemove
from rich.console import Console

from affluent.local.broker import Broker
from affluent.local.kafka_install import default_cache, installed_kafka
from affluent.local.ports import free_ports
from affluent.local.topics import apply_topics
from bench.processes import running
from bench.waiting import until
from runtime.kafka import admin
from runtime.settings import Settings

START_S = 60
FAR_MS = 5


@dataclass(frozen=True)
class TwoDoors(Broker):
    """A broker with a second listener, whose clients are told to go on through a proxy."""

    far_port: int
    proxy_port: int

    def settings(self) -> dict[str, object]:
        """As the product's own, with one listener more."""
        own = super().settings()
        return own | {
            "listeners": f"{own['listeners']},FAR://127.0.0.1:{self.far_port}",
            "advertised.listeners": f"CLIENTS://{self.address},FAR://127.0.0.1:{self.proxy_port}",
            "listener.security.protocol.map": f"{own['listener.security.protocol.map']},FAR:PLAINTEXT",
        }


@dataclass(frozen=True)
class Place:
    """What a measurement may use. Nothing outlives the run."""

    kafka: str
    far_kafka: str
    """The same broker with 5 ms added to every round trip."""
    broker_pid: int
    folder: Path
    quick: bool
    console: Console

    def fresh_topics(self, partitions: int = 4) -> Settings:
        """Delete every topic and make them anew, so that a row starts from nothing; returns settings that fit them."""
        settings = Settings(kafka=self.kafka, partitions=partitions)
        client = admin(settings)
        try:
            _forget_groups(client)
            old = [name for name in client.list_topics() if not name.startswith("__")]
            if old:
                client.delete_topics(old)
                until(lambda: not set(old) & set(client.list_topics()), lambda: f"{old} to be gone", 30)
        finally:
            client.close()
        apply_topics(settings)
        return settings

    def environment(self, **settings: object) -> dict[str, str]:
        """The environment of a process of ours: AFFLUENT_… for each setting given, over this place's own."""
        own = {"kafka": self.kafka, "log_level": "WARNING", "streams_dir": self.folder / "streams"} | settings
        return os.environ | {f"AFFLUENT_{name.upper()}": str(value) for name, value in own.items()}

    def scratch(self, name: str) -> Path:
        """An empty folder of that name."""
        made = self.folder / f"{name}-{len(list(self.folder.iterdir()))}"
        made.mkdir(parents=True)
        return made

    def say(self, words: str) -> None:
        """Tell whoever watches."""
        self.console.print(words, highlight=False)


def _forget_groups(client: KafkaAdminClient) -> None:
    """Show the members of an earlier row out: intake's keep their partitions for ten seconds after they have ended."""
    groups = [group["group_id"] for group in client.list_groups()]
    for name, group in client.describe_groups(groups).items() if groups else ():
        members = [MemberToRemove(member_id=member["member_id"]) for member in group["members"]]
        if members:
            client.remove_group_members(name, members)
    if groups:
        client.delete_groups(groups)


@contextmanager
def place(*, quick: bool) -> Iterator[Place]:
    """A place with a running broker; it ends with the block."""
    console = Console(stderr=True)
    class_path = installed_kafka(default_cache(), console)
    with TemporaryDirectory(prefix="affluent-bench-", ignore_cleanup_errors=True) as made, ExitStack() as stack:
        folder = Path(made)
        node = TwoDoors(folder / "kafka", class_path, *free_ports(4))
        node.prepare()
        broker = stack.enter_context(running(node.command, os.environ, folder / "broker.log"))
        proxy = [sys.executable, "-m", "bench.far", *map(str, (node.proxy_port, node.far_port, FAR_MS))]
        stack.enter_context(running(proxy, os.environ, folder / "far.log"))
        until(lambda: not node.waits_for(), node.waits_for, START_S)
        yield Place(node.address, f"127.0.0.1:{node.proxy_port}", broker.pid, folder, quick, console)
