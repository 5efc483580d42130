"""A process of the stack: started on a leash, in a group of its own, with its words in a log file."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

LEASH = Path(__file__).parent / "leash.py"
TAIL_BYTES = 8192
LOG_BYTES = 64 << 20


def start_child(command: Sequence[str], environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a program (absolute path) that dies with the thread that calls this; everything it prints goes to the log."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LOG_BYTES:
        log.replace(log.with_suffix(".log.1"))
    with log.open("ab") as words:
        return subprocess.Popen(
            [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), *command],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            start_new_session=True,  # Ctrl-C in the terminal is for the stack alone, which then stops everything in order
        )


def last_line(log: Path) -> str:
    """The last thing that a process said."""
    try:
        with log.open("rb") as words:
            words.seek(max(0, log.stat().st_size - TAIL_BYTES))
            lines = words.read().decode(errors="replace").split("\n")
    except FileNotFoundError:
        return ""
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
