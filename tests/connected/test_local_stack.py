"""The local stack on a real Kafka, with real processes and real signals."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest

from affluent.local.broker import Broker
from affluent.local.endpoints import Endpoints
from affluent.local.member import Member, Role, State
from affluent.local.ports import free_ports
from affluent.local.readiness import asks
from affluent.local.roles import broker_role
from affluent.local.topics import OtherPartitions, Outcome, apply_topics
from runtime.kafka import consumer, partitions_of, producer
from runtime.settings import Settings

AFFLUENT = [sys.executable, "-m", "affluent"]

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


def eventually(holds: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether something comes true in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_alive(pid: int) -> bool:
    """A zombie is dead: only nobody has asked for its exit code yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


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


class Up:
    """`affluent up` as a user starts it; leaving the context kills it, and with it all that it started."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.said: dict[str, float] = {}
        self.process = subprocess.Popen(
            [*AFFLUENT, "up", "--data", str(data)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self._listener.join()

    def ready(self, was: Endpoints | None = None) -> Endpoints:
        assert eventually(lambda: self._endpoints(was) is not None or self.process.poll() is not None, 120)
        endpoints = self._endpoints(was)
        assert endpoints is not None, self.said
        return endpoints

    def _endpoints(self, was: Endpoints | None) -> Endpoints | None:
        """A killed stack could not withdraw its own."""
        now = Endpoints.load(self.data)
        return None if now == was else now

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as words:
            for line in words:
                self.said.setdefault(line.strip(), time.monotonic())


def affluent(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*AFFLUENT, *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_a_stack_leaves_nothing_behind_however_it_ends(class_path: tuple[Path, ...], tmp_path: Path) -> None:
    data = tmp_path / "stack"
    with Up(data) as first:
        endpoints = first.ready()
        assert set(endpoints.pids) == {"broker", "warehouse", "streams", "intake", "collector"}
        assert affluent("status", "--data", str(data)).returncode == 0
        _refuses_a_second(data, first)
    assert eventually(lambda: not any(map(is_alive, endpoints.pids.values())), 5)
    assert affluent("status", "--data", str(data)).returncode == 1

    with Up(data) as again:
        anew = again.ready(was=endpoints)
        assert (anew.broker, anew.collector, anew.token) == (endpoints.broker, endpoints.collector, endpoints.token)
        _kill_and_await(data, "intake")
        assert affluent("down", "--data", str(data)).returncode == 0
        assert again.process.wait(5) == 0
        assert time.monotonic() - again.said["stopping collector"] < 10
    assert not any(map(is_alive, anew.pids.values()))
    assert Endpoints.load(data) is None
    assert affluent("down", "--data", str(data)).returncode == 0


def _refuses_a_second(data: Path, first: Up) -> None:
    second = affluent("up", "--data", str(data))
    assert second.returncode == 2
    assert f"process {first.process.pid}" in second.stderr


def _kill_and_await(data: Path, name: str) -> None:
    """endpoints.json tells the new process id after a restart."""

    def pid() -> int | None:
        endpoints = Endpoints.load(data)
        return endpoints.pids.get(name) if endpoints else None

    old = pid()
    assert old is not None
    os.kill(old, signal.SIGKILL)
    assert eventually(lambda: pid() not in (old, None))
