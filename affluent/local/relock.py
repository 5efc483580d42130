"""Renews the lock of Kafka's jars from jgo.toml: python -m affluent.local.relock."""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from affluent.local.jars import LOCK, SIZES


def relock() -> None:
    """Resolve jgo.toml anew; write jgo.lock.toml and the size of each jar."""
    with tempfile.TemporaryDirectory() as folder:
        jgo = [sys.executable, "-m", "jgo", "--resolver", "python", "--cache-dir", folder, "--repo-cache", folder]
        subprocess.run([*jgo, "lock"], cwd=LOCK.parent, check=True)
        names = [f"{a['artifactId']}-{a['version']}.jar" for a in tomllib.loads(LOCK.read_text())["dependencies"]]
        sizes = {path.name: path.stat().st_size for path in Path(folder).rglob("*.jar")}
    SIZES.write_text(
        "# Bytes of each jar of jgo.lock.toml, so that a download can say its size before it starts.\n"
        + "".join(f'"{name}" = {sizes[name]}\n' for name in names)
    )


if __name__ == "__main__":
    relock()
