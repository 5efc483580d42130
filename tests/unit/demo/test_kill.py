"""A process that is killed by its id, and watched until another one is in its place."""

import subprocess
import threading
import time

import pytest

from affluent.demo import kill
from affluent.local.member import Report, State
from affluent.local.reports import save_reports


@pytest.fixture
def victim():
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(kill, "AFTER_S", 0.0)


def stands(folder, name, pid, state, waits_for=""):
    save_reports(folder, [Report("broker", 1, State.READY, 0, "", ""), Report(name, pid, state, 0, "", waits_for)])


def test_it_is_over_when_another_process_is_ready(tmp_path, victim):
    stands(tmp_path, "streams", victim.pid, State.READY)

    def comes_back():
        victim.wait()
        stands(tmp_path, "streams", None, State.RESTARTING)
        time.sleep(0.3)
        stands(tmp_path, "streams", 4_000_000, State.READY)

    said = []
    thread = threading.Thread(target=comes_back)
    thread.start()
    away = kill.kill_and_await(tmp_path, "streams", said.append)
    thread.join()
    assert victim.returncode == -9
    assert away >= 0.3
    assert said[0] == f"streams: process {victim.pid} was killed (SIGKILL)"
    assert [line.partition(" s  ")[2] for line in said[1:]] == ["streams is restarting", "streams is ready, process 4000000"]


def test_what_stays_away_is_named_with_what_it_waits_for(tmp_path, victim, monkeypatch):
    monkeypatch.setattr(kill, "BACK_S", 0.3)
    stands(tmp_path, "streams", victim.pid, State.READY)
    threading.Thread(target=lambda: (victim.wait(), stands(tmp_path, "streams", None, State.STARTING, "its changelog"))).start()
    with pytest.raises(kill.NotBack, match="streams waits for its changelog"):
        kill.kill_and_await(tmp_path, "streams", lambda words: None)


def test_what_does_not_run_is_not_killed(tmp_path):
    stands(tmp_path, "streams", None, State.RESTARTING)
    with pytest.raises(kill.NotBack, match="does not run"):
        kill.kill_and_await(tmp_path, "streams", lambda words: None)
