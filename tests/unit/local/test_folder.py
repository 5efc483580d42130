"""One stack for each data folder, and no file of it is ever half written."""

import os

import pytest

from affluent.local.endpoints import Endpoints
from affluent.local.folder import AlreadyRunning, Claim, owner, write_private

ENDPOINTS = Endpoints(
    broker="127.0.0.1:1",
    collector="http://a",
    links="http://a",
    api="http://b",
    page="http://b/?token=t",
    metrics={},
    token="t",
    pids={"intake": 7},
)


def test_a_second_stack_on_the_same_folder_is_refused_by_name_of_the_first(tmp_path):
    first = Claim(tmp_path)
    first.take()
    with pytest.raises(AlreadyRunning, match=f"process {os.getpid()}.*affluent down"):
        Claim(tmp_path).take()
    first.give_back()


def test_a_folder_given_back_has_no_owner_and_can_be_claimed_again(tmp_path):
    claim = Claim(tmp_path)
    claim.take()
    assert owner(tmp_path) == os.getpid()
    claim.give_back()
    assert owner(tmp_path) is None
    again = Claim(tmp_path)
    again.take()
    again.give_back()


def test_a_folder_that_never_was_has_no_owner(tmp_path):
    assert owner(tmp_path / "nowhere") is None


def test_a_written_file_is_private_and_replaces_the_old_one(tmp_path):
    write_private(tmp_path / "file", "old")
    write_private(tmp_path / "file", "new")
    assert (tmp_path / "file").read_text() == "new"
    assert (tmp_path / "file").stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [tmp_path / "file"]


def test_endpoints_read_back(tmp_path):
    ENDPOINTS.save(tmp_path)
    assert Endpoints.load(tmp_path) == ENDPOINTS


def test_a_stack_that_is_not_ready_has_no_endpoints(tmp_path):
    ENDPOINTS.save(tmp_path)
    Endpoints.withdraw(tmp_path)
    assert Endpoints.load(tmp_path) is None
