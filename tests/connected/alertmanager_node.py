"""A real Alertmanager of a test's own: the one on the machine, or Debian's, unpacked beside Kafka and not installed."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import yaml

from affluent.local.kafka_install import default_cache
from affluent.local.ports import free_ports
from tests.connected.waiting import ASKING, until
from tests.contracts import missing

PACKAGE = "prometheus-alertmanager"
NAMES = (PACKAGE, "alertmanager")
TEMPLATES = Path("/usr/share/prometheus/alertmanager")
"""Where Debian's build looks for its default templates, wherever the program itself lies."""
START_S, FETCH_S = 20, 120


class Alertmanager:
    """Where it listens, and what it holds."""

    def __init__(self, url: str) -> None:
        self.url = url

    def active(self) -> list[dict[str, Any]]:
        """Alerts that are not over."""
        answer = ASKING.get(f"{self.url}/api/v2/alerts", timeout=5)
        assert answer.status_code == 200, answer.text
        return list(answer.json())


@contextmanager
def running_alertmanager(folder: Path, told: str) -> Iterator[Alertmanager]:
    """It tells a webhook at an address of each change, a second later."""
    program, [port] = alertmanager(), free_ports(1)
    config = folder / "alertmanager.yml"
    receiver = {"name": "told", "webhook_configs": [{"url": told, "send_resolved": True}]}
    route = {"receiver": "told", "group_by": ["..."], "group_wait": "0s", "group_interval": "1s", "repeat_interval": "1h"}
    config.write_text(yaml.safe_dump({"route": route, "receivers": [receiver]}))
    words = [f"--config.file={config}", f"--storage.path={folder / 'data'}", "--cluster.listen-address="]
    with (folder / "alertmanager.log").open("w") as log:
        process = subprocess.Popen([program, *words, f"--web.listen-address=127.0.0.1:{port}"], stdout=log, stderr=log)
        try:
            url = f"http://127.0.0.1:{port}"
            until(lambda: _is_ready(url), (folder / "alertmanager.log").read_text, START_S)
            yield Alertmanager(url)
        finally:
            process.kill()
            process.wait()


def alertmanager() -> str:
    """Its program; the test is skipped by name where there is none and none can be had."""
    there = next((path for name in NAMES if (path := shutil.which(name))), None) or unpacked(default_cache() / PACKAGE)
    return there or missing("Alertmanager (Debian: apt-get install prometheus-alertmanager)")


def unpacked(folder: Path) -> str | None:
    """Debian's, as apt fetches and checks it; unpacked only: an installed one would start a service. None if apt has none."""
    program = folder / "usr" / "bin" / PACKAGE
    if program.exists():
        return str(program) if _has_templates(folder) else None
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    if not _done(folder, "apt-get", "download", PACKAGE):
        _done(folder, "apt-get", "update")  # a fresh image knows no packages, and only root may ask for them
        _done(folder, "apt-get", "download", PACKAGE)
    for package in folder.glob("*.deb"):
        _done(folder, "dpkg-deb", "--extract", str(package), ".")
    return str(program) if program.exists() and _has_templates(folder) else None


def _has_templates(folder: Path) -> bool:
    """Whether they are, or could be, put where the program looks: without them it does not start."""
    if not TEMPLATES.exists() and os.access("/usr/share", os.W_OK):
        shutil.copytree(folder / "usr" / "share" / "prometheus" / "alertmanager", TEMPLATES, dirs_exist_ok=True)
    return TEMPLATES.exists()


def _done(folder: Path, *words: str) -> bool:
    return subprocess.run(words, cwd=folder, capture_output=True, timeout=FETCH_S, check=False).returncode == 0


def _is_ready(url: str) -> bool:
    try:
        return ASKING.get(f"{url}/-/ready", timeout=2).status_code == 200
    except httpx.TransportError:
        return False
