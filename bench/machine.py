"""Where the figures come from: a figure without its machine says nothing."""

import platform
import subprocess
import timeit
from importlib.metadata import version
from pathlib import Path
from shutil import which
from statistics import median

import psutil

from affluent.local.jars import kafka_version, locked_jars

LIBRARIES = ("faust-streaming", "aiokafka", "kafka-python", "msgspec", "pydantic", "chdb", "clickhouse-connect", "uvicorn")
WRITTEN_BY_US = (":!bench/latest.json", ":!docs/benchmarks.md", ":!docs/images")
CPUINFO = Path("/proc/cpuinfo")
GIB = 1 << 30
ADDITIONS, TRIES = 10_000_000, 9
ROOT = Path(__file__).parents[1]


def described() -> dict[str, str]:
    """What a reader needs to judge the figures, name to words."""
    return {
        "CPU": f"{_cpu()}, {psutil.cpu_count()} cores",
        "One core": _one_core(),
        "Memory": f"{psutil.virtual_memory().total / GIB:.0f} GiB",
        "System": f"{platform.system()} {platform.release()}",
        "Python": platform.python_version(),
        "Apache Kafka": f"{kafka_version(locked_jars())}, one node on the same machine",
        "Libraries": ", ".join(f"{name} {version(name)}" for name in LIBRARIES),
    }


def _one_core() -> str:
    """How long work takes that never changes: hosts of one name differ by three times, and one host from minute to minute."""
    seconds = timeit.repeat(f"for each in range({ADDITIONS}): total += each", "total = 0", number=1, repeat=TRIES)
    return f"{ADDITIONS:,} additions in Python before the run: {min(seconds):.2f} s at best, {median(seconds):.2f} s as a rule"


def revision() -> str:
    """The commit that was measured, with `+` if the tree had changes; empty outside a git tree."""
    git = which("git")
    if git is None:
        return ""
    changed = _said(git, "status", "--porcelain", "--untracked-files=no", "--", ".", *WRITTEN_BY_US)
    return _said(git, "rev-parse", "--short=12", "HEAD") + ("+" if changed else "")


def _said(git: str, *words: str) -> str:
    done = subprocess.run([git, *words], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    return done.stdout.strip()


def _cpu() -> str:
    lines = CPUINFO.read_text().splitlines() if CPUINFO.exists() else []
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor() or platform.machine()
