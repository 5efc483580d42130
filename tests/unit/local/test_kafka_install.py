"""Jars come from a repository (here: one on loopback) exactly once and exactly as locked."""

import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from affluent.local.jars import Jar, TamperedJar
from affluent.local.kafka_install import CannotInstall, installed

CONTENT = {"kafka_2.13": b"k" * 50_000, "kafka-clients": b"c" * 30_000}
LOCK = tuple(Jar("org.example", name, "4.4.0", hashlib.sha256(raw).hexdigest(), len(raw)) for name, raw in CONTENT.items())

INSTALL = """
import sys
from pathlib import Path
from rich.console import Console
from affluent.local.kafka_install import installed
from tests.unit.local.test_kafka_install import LOCK
print(len(installed(LOCK, Path(sys.argv[1]), Console(stderr=True))))
"""


@dataclass
class Repository:
    """What a Maven repository serves, and what it was asked for."""

    content: dict[str, bytes] = field(default_factory=lambda: dict(CONTENT))
    asked: list[str] = field(default_factory=list)
    stalled: set[str] = field(default_factory=set)
    go_on: threading.Event = field(default_factory=threading.Event)
    waiting: threading.Event = field(default_factory=threading.Event)


class Handler(BaseHTTPRequestHandler):
    def __init__(self, repository: Repository, *args) -> None:
        self.repository = repository
        super().__init__(*args)

    def do_GET(self) -> None:
        name = self.path.split("/")[-3]
        raw = self.repository.content.get(name, b"") if self.path.endswith(".jar") else b""
        self.repository.asked += [name] if raw else []
        self.send_response(200 if raw else 404)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw[:1000])
        if raw and name in self.repository.stalled:
            self.repository.waiting.set()
            self.repository.go_on.wait(20)
        self.wfile.write(raw[1000:])

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except (BrokenPipeError, ConnectionResetError):  # the test killed who asked
            self.close_connection = True

    def log_message(self, *_) -> None:
        """The test's output is not a server's log."""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    repository = Repository()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, repository))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    config = tmp_path / "jgo.conf"
    config.write_text(f"[repositories]\ncentral = http://127.0.0.1:{server.server_port}\n")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(config))
    yield repository
    repository.go_on.set()
    server.shutdown()
    server.server_close()


def _install(cache: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", INSTALL, str(cache)], stdout=subprocess.PIPE, text=True, env=os.environ)


def test_the_size_is_said_before_and_a_second_call_downloads_nothing(repository, tmp_path):
    words = StringIO()
    first = installed(LOCK, tmp_path, Console(file=words, width=200))
    assert words.getvalue().startswith("Apache Kafka 4.4.0 is not on this machine yet: downloading 2 jars, 0.1 MB")
    assert installed(LOCK, tmp_path, Console(file=StringIO())) == first
    assert sorted(repository.asked) == sorted(CONTENT)


def test_other_bytes_from_the_network_are_refused_by_name(repository, tmp_path):
    repository.content["kafka-clients"] = b"x" * 30_000
    with pytest.raises(TamperedJar, match=r"kafka-clients-4\.4\.0\.jar"):
        installed(LOCK, tmp_path, Console(file=StringIO()))


def test_a_jar_that_is_tampered_with_later_is_found_at_the_next_start(repository, tmp_path):
    installed(LOCK, tmp_path, Console(file=StringIO()))[1].write_bytes(b"evil")
    with pytest.raises(TamperedJar, match=r"kafka-clients-4\.4\.0\.jar"):
        installed(LOCK, tmp_path, Console(file=StringIO()))


def test_a_jar_that_nobody_serves_is_named(repository, tmp_path):
    del repository.content["kafka-clients"]
    with pytest.raises(CannotInstall, match=r"kafka-clients-4\.4\.0\.jar could not be downloaded"):
        installed(LOCK, tmp_path, Console(file=StringIO()))


def test_a_kill_in_the_middle_leaves_nothing_half_and_keeps_what_was_whole(repository, tmp_path):
    repository.stalled.add("kafka-clients")
    killed = _install(tmp_path)
    assert repository.waiting.wait(20)
    killed.kill()
    killed.communicate()
    repository.stalled.clear()
    repository.go_on.set()
    assert len(installed(LOCK, tmp_path, Console(file=StringIO()))) == 2
    assert repository.asked.count("kafka-clients") == 2


def test_two_at_once_download_once(repository, tmp_path):
    repository.stalled.add("kafka-clients")
    first = _install(tmp_path)
    assert repository.waiting.wait(20)
    second = _install(tmp_path)
    repository.go_on.set()
    assert (first.communicate(timeout=20)[0], second.communicate(timeout=20)[0]) == ("2\n", "2\n")
    assert sorted(repository.asked) == sorted(CONTENT)
