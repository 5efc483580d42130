"""Fetches Apache Kafka's released jars once for this user, safely against a kill and against a second fetch at the same time."""

import fcntl
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import requests
from jgo.config import GlobalSettings
from jgo.constants import MAVEN_CENTRAL_URL
from jgo.maven import MavenContext, PythonResolver
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from affluent.local.jars import Jar, TamperedJar, check, fingerprint, kafka_version, locked_jars

AT_ONCE, ATTEMPTS, TIMEOUT_S = 4, 3, 30
Advance = Callable[[int], None]
"""Told how many bytes more there are now."""


class CannotInstall(Exception):
    """Kafka could not be fetched; the message names the file and the reason."""


def default_cache() -> Path:
    """$AFFLUENT_KAFKA_CACHE, or affluent/kafka in the user's cache folder."""
    chosen = os.environ.get("AFFLUENT_KAFKA_CACHE")
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return Path(chosen) if chosen else home / "affluent" / "kafka"


def installed_kafka(cache: Path, console: Console) -> tuple[Path, ...]:
    """The class path of a whole Kafka, fetched if need be; every jar is compared with the committed lock on every call.

    Raises CannotInstall or TamperedJar.
    """
    return installed(locked_jars(), cache, console)


def installed(jars: tuple[Jar, ...], cache: Path, console: Console) -> tuple[Path, ...]:
    """The same for any lock."""
    repository = cache / f"{kafka_version(jars)}-{fingerprint(jars)}"
    if not repository.exists():
        _install(jars, repository, console)
    return check(jars, repository)


def _install(jars: tuple[Jar, ...], repository: Path, console: Console) -> None:
    repository.parent.mkdir(parents=True, exist_ok=True)
    with _alone(repository.parent / "lock", console):
        if repository.exists():
            return
        partial = repository.with_name(f"{repository.name}.partial")
        missing = [jar for jar in jars if not jar.is_whole(partial)]
        _announce(jars, missing, repository, console)
        with _progress(console) as bar:
            task = bar.add_task("Apache Kafka", total=sum(jar.size for jar in missing))
            _fetch_all(missing, partial, lambda more: bar.advance(task, more))
        partial.rename(repository)  # the only way in: a folder of this name is always whole


def _announce(jars: tuple[Jar, ...], missing: list[Jar], repository: Path, console: Console) -> None:
    megabytes = sum(jar.size for jar in missing) / 1e6
    console.print(
        f"Apache Kafka {kafka_version(jars)} is not on this machine yet: "
        f"downloading {len(missing)} jars, {megabytes:.1f} MB, to {repository.parent}",
        soft_wrap=True,
    )


def _progress(console: Console) -> Progress:
    return Progress(TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=console)


@contextmanager
def _alone(lock: Path, console: Console) -> Iterator[None]:
    """The kernel frees a file lock when its process dies, however that happens."""
    with lock.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            console.print("Another process is downloading Apache Kafka: waiting for it.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fetch_all(missing: list[Jar], partial: Path, advance: Advance) -> None:
    context = MavenContext(
        resolver=PythonResolver(progress_callback=lambda name, size: _told(advance)),
        repo_cache=partial,
        remote_repos={"central": MAVEN_CENTRAL_URL}
        | GlobalSettings.load().repositories,  # a mirror that the user set for jgo counts
        timeout=TIMEOUT_S,
    )
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        list(pool.map(lambda jar: _fetch(jar, context), missing))
    finally:
        pool.shutdown(cancel_futures=True)  # after Ctrl-C or a failure, the rest is not worth waiting for


@contextmanager
def _told(advance: Advance) -> Iterator[Advance]:
    yield advance


def _fetch(jar: Jar, context: MavenContext) -> None:
    artifact = context.project(jar.group, jar.artifact).at_version(jar.version).artifact()
    for attempt in range(1, ATTEMPTS + 1):
        jar.path(context.repo_cache).unlink(missing_ok=True)  # what a killed download left behind
        try:
            artifact.resolve()
            break
        except (requests.RequestException, RuntimeError, OSError) as why:
            if attempt == ATTEMPTS:
                raise CannotInstall(f"{jar.name} could not be downloaded: {why}") from why
    if not jar.is_whole(context.repo_cache):
        jar.path(context.repo_cache).unlink()
        raise TamperedJar(f"{jar.name} came from the network with other bytes than jgo.lock.toml names")
