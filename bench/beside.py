"""What goes on beside a measurement, in a thread of this process."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def beside(turn: Callable[[], None], rest_s: float) -> Iterator[None]:
    """While the block lasts, do a turn of something again and again, with so many seconds of rest before each."""
    stop = threading.Event()

    def go_on() -> None:
        while not stop.wait(rest_s):
            turn()

    worker = threading.Thread(target=go_on)
    worker.start()
    try:
        yield
    finally:
        stop.set()
        worker.join()
