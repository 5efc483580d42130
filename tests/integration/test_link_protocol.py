"""What the server answers without asking the app: on real connections, byte for byte, in the order of the requests."""

import re
import socket
import time
from collections.abc import Iterator

import httpx
import pytest

from tests.integration.collector_parts import BROWSER, DESTINATION, House, served

AGENT = f"User-Agent: {BROWSER['user-agent']}"
STATUS = re.compile(rb"HTTP/1\.1 (\d+) ")
ENOUGH_S = 5
PATIENCE_S = 0.5


@pytest.fixture
def port(house: House) -> Iterator[int]:
    with served(house) as number:
        yield number


def asked(target: str, *more: str, method: str = "GET", version: str = "1.1") -> bytes:
    return "\r\n".join((f"{method} {target} HTTP/{version}", "Host: go.example", AGENT, *more, "", "")).encode()


def told(port: int, sent: bytes, answers: int = 1) -> bytes:
    """What comes back, until so many answers are there or the server closes."""
    with socket.create_connection(("127.0.0.1", port), ENOUGH_S) as line:
        line.sendall(sent)
        came = b""
        while len(STATUS.findall(came)) < answers and (more := line.recv(65_536)):
            came += more
        return came


def is_closed_after(port: int, sent: bytes) -> bool:
    with socket.create_connection(("127.0.0.1", port), 0.5) as line:
        line.sendall(sent)
        try:
            while line.recv(65_536):
                pass
        except TimeoutError:
            return False
        return True


def test_the_answer_is_the_one_that_the_app_gives(house: House, port: int) -> None:
    ways = [told(port, asked("/r/lena", more)) for more in ("X: y", "Connection: close")]
    plain, by_app = (re.sub(rb"[A-Za-z0-9_-]{16}|date: [^\r]*", b"*", way) for way in ways)
    assert by_app.replace(b"connection: close\r\n", b"") == plain
    assert plain.count(b"*") == 6  # date; visitor, nonce, signature; visitor, signature of the cookie
    assert len(house.kept(house.spools.clicks)) == 2


def test_requests_that_come_together_are_answered_in_their_order(house: House, port: int) -> None:
    sent = [asked("/r/lena"), asked("/healthz"), asked("/r/nobody"), asked("/r/lena?a=b"), asked("/r/lena", method="HEAD")]
    came = told(port, b"".join([*sent, asked("/r/lena")]), 6)
    assert STATUS.findall(came) == [b"302", b"200", b"404", b"302", b"302", b"302"]
    assert len(house.kept(house.spools.clicks)) == 4


def test_a_request_in_pieces_is_one_request(house: House, port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), ENOUGH_S) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in asked("/r/lena"):
            line.send(bytes([byte]))
        assert line.recv(65_536).startswith(b"HTTP/1.1 302 ")
    assert len(house.kept(house.spools.clicks)) == 1


@pytest.mark.parametrize(
    ("sent", "closed"),
    [
        pytest.param(asked("/r/lena"), False, id="kept open"),
        pytest.param(asked("/r/lena", "Connection: close"), True, id="as the client wants it"),
        pytest.param(asked("/r/lena", version="1.0"), True, id="as HTTP/1.0 wants it"),
    ],
)
def test_the_connection_ends_when_it_should(port: int, sent: bytes, *, closed: bool) -> None:
    assert is_closed_after(port, sent) == closed


def test_a_body_is_nobodys_and_the_next_request_is_read(house: House, port: int) -> None:
    came = told(port, asked("/r/lena", "Content-Length: 5") + b"GET /" + asked("/r/lena"), 2)
    assert STATUS.findall(came) == [b"302", b"302"]
    assert len(house.kept(house.spools.clicks)) == 2


@pytest.mark.parametrize("target", ["/r/%6cena", "/r/lena#top", "/r/lena?a=%0d%0aX:%20y"])
def test_a_link_is_followed_however_its_address_is_written(port: int, target: str) -> None:
    assert told(port, asked(target)).split(b"\r\n")[0] == b"HTTP/1.1 302 Found"


def test_an_upgrade_is_refused_as_ever(port: int) -> None:
    came = told(port, asked("/r/lena", "Connection: Upgrade", "Upgrade: h2c"))
    assert came.startswith(b"HTTP/1.1 302 ")


def test_what_goes_wrong_is_a_500_and_not_the_visitors_fault(house: House, port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "now", None)
    assert told(port, asked("/r/lena")).startswith(b"HTTP/1.1 500 ")
    monkeypatch.undo()
    assert httpx.get(f"http://127.0.0.1:{port}/r/lena", headers=BROWSER).headers["location"].startswith(DESTINATION.split("?")[0])


@pytest.fixture
def impatient(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A connection that ends after half a second without a request."""
    monkeypatch.setattr("collector.process.KEEP_ALIVE_S", PATIENCE_S)
    with served(house) as number, socket.create_connection(("127.0.0.1", number), ENOUGH_S) as line:
        yield line


def answered(line: socket.socket, sent: bytes) -> bool:
    line.sendall(sent)
    return line.recv(65_536).startswith(b"HTTP/1.1 ")


@pytest.mark.parametrize("target", ["/r/lena", "/healthz"])
def test_a_connection_that_asks_nothing_more_is_ended_and_not_before(impatient: socket.socket, target: str) -> None:
    for last in ("/r/lena", target, target):  # more than its patience in all, and never in between
        time.sleep(0.6 * PATIENCE_S)
        assert answered(impatient, asked(last))
    began = time.monotonic()
    assert impatient.recv(1) == b""
    assert time.monotonic() - began > 0.9 * PATIENCE_S


def test_a_request_that_has_begun_is_waited_for(impatient: socket.socket) -> None:
    assert answered(impatient, asked("/r/lena"))
    rest = asked("/r/lena")
    impatient.sendall(rest[:30])
    time.sleep(1.5 * PATIENCE_S)
    assert answered(impatient, rest[30:])


def test_an_answer_that_takes_longer_than_the_patience_is_given(
    impatient: socket.socket, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answered(impatient, asked("/r/lena"))
    monkeypatch.setattr(house.store, "plan", lambda *_: time.sleep(1.5 * PATIENCE_S))
    began = time.monotonic()
    assert answered(impatient, asked("/v1/catalog/plan", "Authorization: Bearer w", "Content-Length: 2", method="POST") + b"{}")
    assert time.monotonic() - began > PATIENCE_S
