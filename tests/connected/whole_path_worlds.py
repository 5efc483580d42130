"""Three worlds and a foreigner that act while every process of the stack is killed in turn."""

import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from affluent.local.endpoints import Endpoints
from affluent.world.plot.cast import cast
from affluent.world.world import World, start_of_history
from tests.connected.whole_path_parts import Foreigner, Reaper

SEEDS = (1, 2, 3)
STORIES, RATE, LEAST_ACTS = 60, 12.0, 150
BATCH, BREATH_S = 25, 1.0
SECRET = "a webhook secret of the test"


def prefix(seed: int) -> str:
    return f"w{seed}-"


def live_a_life(endpoints: Endpoints, seed: int, log: Path, goes_on: Callable[[], bool]) -> None:
    """History with a breath after each request, so that processes die in the middle of it; then live."""

    def breathe() -> None:
        threading.Event().wait(BREATH_S)

    secrets = {shop.id: SECRET for shop in cast(prefix(seed)).shops}
    with World(endpoints.collector, endpoints.token, secrets, log, seed, prefix(seed)) as world:
        start = start_of_history()
        world.live_through_history(start, STORIES, BATCH, told=lambda done, of: breathe())
        world.live(RATE, lambda acts: goes_on() or acts < LEAST_ACTS)


def reap(data: Path) -> None:
    """Each process in turn; the worker three times, a second one joins and leaves twice, the broker once."""
    reaper = Reaper(data)
    reaper.kill("collector")
    reaper.kill("intake")
    reaper.kill("streams")
    with reaper.second_worker(signal.SIGTERM):
        reaper.kill("streams")
    with reaper.second_worker(signal.SIGKILL):
        reaper.kill("warehouse")
    reaper.kill("broker")
    reaper.kill("streams")


def act_and_reap(endpoints: Endpoints, data: Path, folder: Path) -> list[Path]:
    """Everything that happens; the truth logs of all who acted."""
    logs = [folder / f"truth-{seed}.jsonl" for seed in SEEDS]
    reaping = threading.Event()
    reaping.set()
    with ThreadPoolExecutor(len(SEEDS)) as lives:
        futures = [lives.submit(live_a_life, endpoints, seed, log, reaping.is_set) for seed, log in zip(SEEDS, logs, strict=True)]
        try:
            reap(data)
        finally:
            reaping.clear()
        for future in futures:
            future.result()
    foreign = folder / "truth-foreign.jsonl"
    act_as_a_foreigner(endpoints, foreign)
    return [*logs, foreign]


def act_as_a_foreigner(endpoints: Endpoints, log: Path) -> None:
    company = cast(prefix(SEEDS[0]))
    foreigner = Foreigner(endpoints.broker, log)
    foreigner.buys_after_a_click(company.links[0].id, company.shops[0].id)
    foreigner.notes(company.links[0].content, company.campaigns[0].id)
    foreigner.writes_nonsense()
    foreigner.close()
