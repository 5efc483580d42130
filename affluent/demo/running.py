"""A demo that runs, asked from another terminal."""

from pathlib import Path

from affluent.demo.memory import MARK
from affluent.local.endpoints import Endpoints


class NoDemo(Exception):
    """There is no demo to do something to; the message says what to start."""


def running_demo(data: Path) -> Endpoints:
    """Where the demo on a folder can be reached; raises NoDemo."""
    endpoints = Endpoints.load(data)
    if endpoints is None or not (data / MARK).exists():
        raise NoDemo(f"no demo is ready on {data}: `affluent demo --data {data}` starts one, in another terminal")
    return endpoints
