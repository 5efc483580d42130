"""Starts the warehouse's process, asks it, and writes what it reads."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from kafka import KafkaProducer

from affluent.local.child import last_line
from affluent.local.ports import free_ports
from runtime.kafka_records import Record
from runtime.settings import Role
from runtime.tokens import fingerprint
from tests.connected.waiting import ASKING

TOKEN = "a-token-of-this-test"
START_S, STORE_S, END_S = 60, 30, 6
PLAIN = "from runtime.settings import Settings; from affluent.warehouse_process import run; run(Settings())"

UNDER_OUTAGE = """
import os, pathlib
from clickhouse_connect.driver.exceptions import OperationalError
from runtime.logs import start_logging
from warehouse.connect import Warehouse
insert = Warehouse.insert
def insert_unless_out(warehouse, table, rows):
    if pathlib.Path(os.environ["OUTAGE"]).exists():
        raise OperationalError("planted")
    insert(warehouse, table, rows)
Warehouse.insert = insert_unless_out
start_logging("INFO")
"""


class Ended(Exception):
    """It ended before it was ready; the message is the end of its log."""


class Process:
    """The process, its address, and what it logged."""

    def __init__(self, environment: dict[str, str], log: Path, program: str = PLAIN) -> None:
        self.url = f"http://127.0.0.1:{environment['AFFLUENT_WAREHOUSE_PORT']}"
        self._log = log
        with log.open("ab") as out:
            self.child = subprocess.Popen([sys.executable, "-c", program], env=environment, stdout=out, stderr=out)
        try:
            self._await_ready()
        except BaseException:
            self.child.kill()  # nobody else knows of it yet: it would go on beside all tests that follow
            self.child.wait()
            raise

    def get(self, path: str) -> Any:
        answer = ASKING.get(self.url + path, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, body: Any) -> Any:
        answer = ASKING.post(self.url + path, json=body, headers={"Authorization": f"Bearer {TOKEN}"}, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def eventually(self, path: str, holds: Any) -> Any:
        deadline = time.monotonic() + STORE_S
        while not holds(answer := self.get(path)):
            assert time.monotonic() < deadline, f"{answer}; the log ends: {last_line(self._log)}"
            time.sleep(0.1)
        return answer

    def eventually_says(self, path: str, words: str) -> None:
        deadline = time.monotonic() + STORE_S
        while words not in (said := ASKING.get(self.url + path, timeout=5).text):
            assert time.monotonic() < deadline, said
            time.sleep(0.1)

    def _await_ready(self) -> None:
        deadline = time.monotonic() + START_S
        while True:
            if self.child.poll() is not None:
                raise Ended(self._log.read_text()[-3000:])
            assert time.monotonic() < deadline, last_line(self._log)
            try:
                if ASKING.get(f"{self.url}/readyz", timeout=2).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)


class Desk:
    """Starts the process again and again on one warehouse."""

    def __init__(self, broker: str, folder: Path) -> None:
        self._log = folder / "warehouse.log"
        [port] = free_ports(1)
        self.environment = {
            **os.environ,
            "AFFLUENT_KAFKA": broker,
            "AFFLUENT_WAREHOUSE": f"chdb://{folder / 'warehouse'}",
            "AFFLUENT_WAREHOUSE_PORT": str(port),
            "AFFLUENT_TOKENS": json.dumps({fingerprint(TOKEN): Role.SERVICE}),
        }
        self.producer = KafkaProducer(bootstrap_servers=broker, acks="all")

    def start(self, program: str = PLAIN) -> Process:
        return Process(self.environment, self._log, program)

    def write(self, *told: Record) -> None:
        for record in told:
            self.producer.send(record.topic, value=record.value, key=record.key, partition=record.partition)
        self.producer.flush(timeout=30)

    def log(self) -> str:
        return self._log.read_text()


@contextmanager
def running(desk: Desk, program: str = PLAIN) -> Iterator[Process]:
    process = desk.start(program)
    try:
        yield process
    finally:
        process.child.kill()
        process.child.wait()
