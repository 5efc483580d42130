"""A stack's ports are nobody else's, and stay."""

import socket
from pathlib import Path

import pytest

from affluent.local.ports import PortTaken, free_ports, ports_of, refuse_taken


def test_ports_are_chosen_once(tmp_path):
    first = ports_of(tmp_path, ["broker", "collector"])
    assert ports_of(tmp_path, ["broker", "collector"]) == first


def test_a_further_worker_gets_a_further_port(tmp_path):
    first = ports_of(tmp_path, ["broker", "streams"])
    more = ports_of(tmp_path, ["broker", "streams", "streams-2"])
    assert {name: more[name] for name in first} == first
    assert len(set(more.values())) == 3


def test_no_outgoing_connection_is_ever_given_one_of_them():
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    assert max(free_ports(5)) < lowest


def test_a_taken_port_is_named_with_its_process(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=f"port {port} of collector"):
            refuse_taken({"collector": port}, tmp_path, patience_s=0)
