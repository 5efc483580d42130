"""The jars that make Apache Kafka: which, how large, and proof that none was tampered with."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LOCK = Path(__file__).parent / "kafka" / "jgo.lock.toml"
SIZES = Path(__file__).parent / "kafka" / "sizes.toml"


class TamperedJar(Exception):
    """A jar on disk is not the one that was locked; the message names it."""


@dataclass(frozen=True)
class Jar:
    """One released file, by Maven coordinate, SHA-256 (hexadecimal) and size in bytes."""

    group: str
    artifact: str
    version: str
    sha256: str
    size: int

    @property
    def name(self) -> str:
        """The file's name."""
        return f"{self.artifact}-{self.version}.jar"

    def path(self, repository: Path) -> Path:
        """Where it lies in a Maven repository on disk."""
        return repository.joinpath(*self.group.split("."), self.artifact, self.version, self.name)

    def is_whole(self, repository: Path) -> bool:
        """Whether the file is there, byte for byte as locked."""
        return sha256_of(self.path(repository)) == self.sha256


@cache
def locked_jars(lock: Path = LOCK, sizes: Path = SIZES) -> tuple[Jar, ...]:
    """What the committed lock says Kafka is made of."""
    bytes_of = tomllib.loads(sizes.read_text())
    return tuple(
        Jar(a["groupId"], a["artifactId"], a["version"], a["sha256"], bytes_of[f"{a['artifactId']}-{a['version']}.jar"])
        for a in tomllib.loads(lock.read_text())["dependencies"]
    )


def kafka_version(jars: tuple[Jar, ...]) -> str:
    """The release that these jars are."""
    return next(jar.version for jar in jars if jar.artifact.startswith("kafka_"))


def fingerprint(jars: tuple[Jar, ...]) -> str:
    """Changes with any jar: two locks never share a folder."""
    return hashlib.sha256("".join(sorted(jar.sha256 for jar in jars)).encode()).hexdigest()[:12]


def check(jars: tuple[Jar, ...], repository: Path) -> tuple[Path, ...]:
    """The class path, every file compared with the lock just now; raises TamperedJar."""
    for jar in jars:
        if not jar.is_whole(repository):
            found = "differs from" if jar.path(repository).exists() else "is missing, though it stands in"
            raise TamperedJar(f"{jar.path(repository)} {found} jgo.lock.toml: remove {repository} and start again")
    return tuple(jar.path(repository) for jar in jars)


def sha256_of(path: Path) -> str | None:
    """A file's SHA-256 in hexadecimal, None if there is no file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
