"""The jars of Kafka are those that were locked, or the broker does not start."""

from hashlib import sha256
from pathlib import Path

import pytest

from affluent.local.jars import Jar, TamperedJar, check, fingerprint, kafka_version, locked_jars


@pytest.fixture
def jar(tmp_path: Path) -> Jar:
    jar = Jar("org.example", "thing", "1.0", sha256(b"as released").hexdigest(), 11)
    jar.path(tmp_path).parent.mkdir(parents=True)
    jar.path(tmp_path).write_bytes(b"as released")
    return jar


def test_a_whole_jar_is_on_the_class_path(jar, tmp_path):
    assert check((jar,), tmp_path) == (tmp_path / "org/example/thing/1.0/thing-1.0.jar",)


def test_a_tampered_jar_is_named(jar, tmp_path):
    jar.path(tmp_path).write_bytes(b"as released?")
    with pytest.raises(TamperedJar, match=r"thing-1\.0\.jar differs from jgo\.lock\.toml"):
        check((jar,), tmp_path)


def test_a_missing_jar_is_named(jar, tmp_path):
    jar.path(tmp_path).unlink()
    with pytest.raises(TamperedJar, match=r"thing-1\.0\.jar is missing"):
        check((jar,), tmp_path)


def test_the_committed_lock_names_hash_and_size_of_every_jar_of_kafka():
    jars = locked_jars()
    assert kafka_version(jars) == "4.4.0"
    assert len(jars) == len({jar.name for jar in jars}) >= 44
    assert all(len(jar.sha256) == 64 and jar.size > 0 for jar in jars)


def test_another_lock_has_another_folder(jar):
    other = Jar(jar.group, jar.artifact, jar.version, "0" * 64, jar.size)
    assert fingerprint((jar,)) != fingerprint((other,))
