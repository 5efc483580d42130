"""Servers that answer tracked links, each on a core of its own: a bare uvicorn, and the collector with and without a Kafka."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psutil

from affluent.local.ports import free_ports
from bench.place import Place
from bench.processes import Running, on_core, ours, running, usage_of
from bench.traffic.visitors import slugs
from bench.waiting import until
from collector.click_ids import Signer
from runtime.tokens import fingerprint

START_S = 30
TOKEN = "a token for this run"  # noqa: S105 - it opens what lives as long as the run
SECRETS = {"click_secret": "click secret of a run", "customer_secret": "customer secret of a run"}
CATALOG: dict[str, list[dict[str, Any]]] = {
    "brands": [{"id": "brand", "name": "B", "time_zone": "UTC", "currency": "EUR", "destination_hosts": ["shop.example"]}],
    "campaigns": [
        {"id": "summer", "brand": "brand", "name": "S", "objective": "sales", "starts_on": "2026-06-01", "ends_on": "2026-12-31"}
    ],
    "creators": [{"id": "lena", "name": "Lena"}],
    "collaborations": [{"id": "lena-summer", "campaign": "summer", "creator": "lena"}],
    "links": [
        {"id": slug, "slug": slug, "destination": "https://shop.example/serum?size=2", "collaboration": "lena-summer"}
        for slug in slugs()
    ],
}


class Redirector:
    """A server under measurement, alone on the first core with all its threads. `spool` is where the collector keeps clicks."""

    def __init__(self, port: int, process: Running, spool: Path) -> None:
        self.port, self.spool, self._process = port, spool, process
        until(self._answers, lambda: f"port {port} to answer", START_S)
        on_core(process.pid, 0)

    def cpu_s(self) -> float:
        """CPU seconds of the process that answers, all its threads."""
        return self._process.usage().cpu_s

    def children_cpu_s(self) -> float:
        """CPU seconds of the processes it started."""
        return sum(usage_of(child.pid).cpu_s for child in psutil.Process(self._process.pid).children(recursive=True))

    def kill(self) -> None:
        """SIGKILL, now."""
        self._process.kill()

    def _answers(self) -> bool:
        self._process.usage()
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/readyz", trust_env=False).status_code in {200, 302}
        except httpx.TransportError:
            return False


@contextmanager
def bare(place: Place) -> Iterator[Redirector]:
    """A bare uvicorn."""
    [port] = free_ports(1)
    folder = place.scratch("bare")
    with running([sys.executable, "-m", "bench.peers.bare_uvicorn", str(port)], os.environ, folder / "log") as process:
        yield Redirector(port, process, folder)


@contextmanager
def collector(place: Place, kafka: str, catalog: Path | None = None) -> Iterator[Redirector]:
    """A collector; without a Kafka it knows the links from the `catalog` that another one kept on disk."""
    [port] = free_ports(1)
    folder = place.scratch("collector")
    spool = folder / "spool"
    spool.mkdir()
    if catalog:
        shutil.copy(catalog, spool)
    tokens = json.dumps({fingerprint(TOKEN): "service"})
    told = place.environment(kafka=kafka, collector_port=port, spool=spool, tokens=tokens, **SECRETS)
    with running(ours("collector"), told, folder / "log") as process:
        yield Redirector(port, process, spool)


def apply_links(server: Redirector) -> Path:
    """Tell a collector its links; the file in which it keeps them."""
    address = f"http://127.0.0.1:{server.port}/v1/catalog/apply"
    told = httpx.post(address, json=CATALOG, headers={"Authorization": f"Bearer {TOKEN}"}, trust_env=False, timeout=60)
    told.raise_for_status()
    return server.spool / "catalog.jsonl"


def known_visitors(count: int) -> list[str]:
    """Cookies as the collectors set them."""
    signer = Signer(SECRETS["click_secret"].encode())
    return [signer.cookie(f"visitor-{number:08}") for number in range(count)]
