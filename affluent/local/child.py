"""A process of the stack: started on a leash, in a group of its own, with its words in a log file."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

LEASH = Path(__file__).parent / "leash.py"
TAIL_BYTES, LONGEST_WORDS = 8192, 300
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x09\x0b-\x1f]")
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


def last_line(log: Path, since: int = 0) -> str:
    """The last thing that a process said after the log had `since` bytes; of one of our JSON lines, the sentence."""
    try:
        with log.open("rb") as words:
            words.seek(max(since, log.stat().st_size - TAIL_BYTES))
            said = CONTROL.sub("", words.read().decode(errors="replace"))
    except FileNotFoundError:
        return ""
    return next((_sentence(line.strip()) for line in reversed(said.split("\n")) if line.strip()), "")


def _sentence(line: str) -> str:
    try:
        return str(json.loads(line)["says"])
    except (ValueError, KeyError, TypeError):
        return line[:LONGEST_WORDS]
