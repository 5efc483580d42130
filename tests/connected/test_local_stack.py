"""The local stack on a real Kafka, with real processes and real signals."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from affluent.local.broker import Broker
from affluent.local.member import Member, Role, State
from affluent.local.ports import free_ports
from affluent.local.readiness import asks
from affluent.local.roles import broker_role
from affluent.local.topics import OtherPartitions, Outcome, apply_topics
from runtime.kafka import consumer, partitions_of, producer
from runtime.settings import Settings
from tests.connected.waiting import eventually, is_alive

CHILD = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Ready(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *_): ...
print("child started", flush=True)
HTTPServer(("127.0.0.1", int(sys.argv[1])), Ready).serve_forever()
"""

PARENT = """
import os, sys, time
from pathlib import Path
from affluent.local.child import start_child
print(start_child([sys.executable, "-c", "import time; time.sleep(600)"], os.environ, Path(sys.argv[1])).pid, flush=True)
time.sleep(600)
"""


def a_child(folder: Path, *command: str, port: int = 0) -> Role:
    url = f"http://127.0.0.1:{port}"
    return Role("child", (sys.executable, *command), os.environ, folder / "child.log", asks(url), url)


def watched(role: Role) -> tuple[Member, list[str]]:
    failures: list[str] = []
    return Member(role, lambda: None, failures.append), failures


def test_applying_the_topics_again_changes_nothing(broker: str) -> None:
    assert set(apply_topics(Settings(kafka=broker, partitions=4)).values()) == {Outcome.THERE}


def test_a_topic_with_another_partition_count_is_named(broker: str) -> None:
    with pytest.raises(OtherPartitions, match=r"topic affluent\.\S+ has 4 partitions, AFFLUENT_PARTITIONS asks for 5"):
        apply_topics(Settings(kafka=broker, partitions=5))


def test_a_topic_that_was_not_declared_is_never_created_by_use(broker: str) -> None:
    with_it = consumer(Settings(kafka=broker))
    with pytest.raises(LookupError, match="affluent topics apply"):
        partitions_of(with_it, "affluent.clickz.v1")
    with_it.close()


def test_a_killed_broker_comes_back_on_its_port_with_its_data(class_path: tuple[Path, ...], tmp_path: Path) -> None:
    node = Broker(tmp_path / "kafka", class_path, *free_ports(2))
    node.prepare()
    member, failures = watched(broker_role(node, tmp_path))
    member.start()
    try:
        assert member.wait_ready(60)
        settings = Settings(kafka=node.address)
        apply_topics(settings)
        _write(settings)
        first = member.report.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert eventually(lambda: member.report.state is State.READY and member.report.pid != first)
        _write(settings)
        assert _records_of(settings, "affluent.clicks.v1") == 2
        assert set(apply_topics(settings).values()) == {Outcome.THERE}
        assert not failures
    finally:
        member.kill()
        assert member.wait_ended(10)


def _write(settings: Settings) -> None:
    with_it = producer(settings)
    with_it.send("affluent.clicks.v1", b"{}", partition=0).get(30)
    with_it.close()


def _records_of(settings: Settings, topic: str) -> int:
    with_it = consumer(settings)
    try:
        return sum(with_it.end_offsets(partitions_of(with_it, topic)).values())
    finally:
        with_it.close()


def test_a_child_that_is_killed_is_started_again(tmp_path: Path) -> None:
    [port] = free_ports(1)
    member, failures = watched(a_child(tmp_path, "-c", CHILD, str(port), port=port))
    member.start()
    assert member.wait_ready(20)
    first = member.report.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert eventually(lambda: member.report.state is State.READY and member.report.pid not in (first, None))
    assert member.report.restarts == 1
    member.ask_to_end()
    assert member.wait_ended(5)
    assert member.report.state is State.STOPPED
    assert not failures


def test_a_child_that_can_not_be_configured_is_given_up_with_its_last_words(tmp_path: Path) -> None:
    words = "import sys; print('AFFLUENT_CLICK_SECRET must be set', file=sys.stderr); sys.exit(2)"
    member, failures = watched(a_child(tmp_path, "-c", words))
    member.start()
    assert member.wait_ended(20)
    assert failures == ["child ended with exit code 2; it last said: AFFLUENT_CLICK_SECRET must be set"]


def test_a_child_does_not_outlive_a_parent_that_is_killed(tmp_path: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(tmp_path / "log")], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert is_alive(child)
    parent.kill()
    parent.communicate()
    assert eventually(lambda: not is_alive(child), 5)
