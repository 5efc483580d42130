"""Every process of ours between the raw topics and the rows, as they run in production, and what each of them uses."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx

from affluent.local.ports import free_ports
from bench.place import Place
from bench.processes import Running, Usage, ours, running, usage_of
from bench.scrape import TOKEN, TOKENS, Scrape
from bench.waiting import until
from runtime.settings import Settings

NAMES = ("intake", "streams", "warehouse")
START_S, ANSWER_S = 60, 120


@dataclass(frozen=True)
class Stack:
    """The running processes by name, and the API."""

    processes: Mapping[str, Running]
    api: httpx.Client
    broker_pid: int
    sink: Scrape

    def usage(self) -> dict[str, Usage]:
        """What each process and the broker have used so far. Raises RuntimeError if one has ended."""
        return {name: process.usage() for name, process in self.processes.items()} | {"broker": usage_of(self.broker_pid)}

    def ask(self, query: str) -> list[dict[str, Any]]:
        """The rows of a named query."""
        return list(self.api.get(f"/v1/queries/{query}").raise_for_status().json())

    def books(self, wait_s: float) -> dict[str, Any]:
        """The reconciliation, once it balances or the wait is over."""
        return dict(self.api.get("/v1/reconcile", params={"wait": wait_s}).raise_for_status().json())


@contextmanager
def stack(place: Place, settings: Settings, warehouse: Path) -> Iterator[Stack]:
    """All of them, ready, until the block ends."""
    ports = dict(zip(NAMES, free_ports(len(NAMES)), strict=True))
    told: dict[str, object] = {f"{name}_port": port for name, port in ports.items()}
    told |= {"partitions": settings.partitions, "warehouse": f"chdb://{warehouse}", "tokens": TOKENS}
    environment, logs = place.environment(**told), place.scratch("logs")
    scrapes = {name: Scrape(port) for name, port in ports.items()}
    with ExitStack() as opened:
        processes = {name: opened.enter_context(running(ours(name), environment, logs / f"{name}.log")) for name in NAMES}
        for name in NAMES:
            until(partial(_is_ready, processes[name], scrapes[name]), partial("{} to be ready".format, name), START_S)
        url, headers = f"http://127.0.0.1:{ports['warehouse']}", {"Authorization": f"Bearer {TOKEN}"}
        api = opened.enter_context(httpx.Client(base_url=url, headers=headers, timeout=ANSWER_S))
        yield Stack(processes, api, place.broker_pid, scrapes["warehouse"])


def _is_ready(process: Running, scrape: Scrape) -> bool:
    process.usage()
    return scrape.is_ready()
