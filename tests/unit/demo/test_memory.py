"""What a demo's folder remembers, and when it is emptied."""

import pytest

from affluent.demo.memory import Memory, NotADemo, mark, wipe


def test_a_kept_folder_goes_on_with_its_own_world(tmp_path):
    first = Memory.of(tmp_path, seed=7)
    first.remember(tmp_path, history_told=True)
    again = Memory.of(tmp_path, seed=8)
    assert (first.run, again.run) == (0, 1)
    assert (again.seed, again.start) == (7, first.start)


def test_an_interrupted_history_is_told_again_from_the_same_start(tmp_path):
    first = Memory.of(tmp_path, seed=7)
    first.remember(tmp_path, history_told=False)
    assert Memory.of(tmp_path, seed=7) == first


def test_a_demos_folder_is_emptied(tmp_path):
    data = tmp_path / "demo"
    mark(data)
    (data / "something").touch()
    wipe(data)
    assert not data.exists()


def test_somebody_elses_folder_is_not_emptied(tmp_path):
    (tmp_path / "letters").touch()
    with pytest.raises(NotADemo, match="not empty"):
        wipe(tmp_path)
    assert (tmp_path / "letters").exists()
