"""Streams workers as processes of a test's own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from affluent.local.ports import free_ports

WORKER = "from runtime.settings import Settings; from streams.process import run; run(Settings())"


class Workers:
    """Streams workers of one Kafka, ended by process id. `told` are further settings of all of them."""

    def __init__(self, kafka: str, folder: Path, program: str = WORKER, **told: object) -> None:
        self.kafka, self.folder, self.running = kafka, folder, dict[str, subprocess.Popen[bytes]]()
        self.program, self.told = program, told

    def start(self, name: str, **told: object) -> None:
        own = {
            "kafka": self.kafka,
            "streams_dir": self.folder / name,
            "streams_port": free_ports(1)[0],
            "streams_session_s": 10,
            "log_level": "WARNING",
        }
        settings = own | self.told | told
        env = os.environ | {f"AFFLUENT_{key.upper()}": str(value) for key, value in settings.items()}
        with (self.folder / f"{name}.log").open("ab") as log:
            command = [sys.executable, "-c", self.program]
            self.running[name] = subprocess.Popen(command, env=env | {"PYTHONWARNINGS": "ignore"}, stderr=log, stdout=log)

    def end(self, name: str, how: signal.Signals) -> int:
        process = self.running.pop(name)
        process.send_signal(how)
        return process.wait(20)

    def end_all(self) -> None:
        for process in self.running.values():
            process.kill()
            process.wait()
