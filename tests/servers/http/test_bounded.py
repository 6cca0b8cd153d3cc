"""Who opens connections and does not ask is let go; who asks in time is answered."""

import socket
from collections.abc import Iterator

import pytest

from tests.doors import House
from tripost.servers.http import bounded, guard


@pytest.fixture
def door(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """A connection to a door that waits 0.2 seconds for a head."""
    monkeypatch.setattr(bounded, "HEAD_SECONDS", 0.2)
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.2)
    host, _, port = house.serve().partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        yield connection


def answer_to(door: socket.socket, *pieces: bytes) -> bytes:
    """All that comes back until the server closes."""
    for piece in pieces:
        door.sendall(piece)
    got = b""
    while piece := door.recv(65536):
        got += piece
    return got


@pytest.mark.parametrize("start", [b"", b"\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "])
def test_a_head_that_does_not_come_is_not_waited_for(door: socket.socket, start: bytes) -> None:
    assert answer_to(door, start) == b""


def test_after_an_answer_the_next_head_has_its_own_time(door: socket.socket) -> None:
    door.sendall(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
    assert door.recv(20).startswith(b"HTTP/1.1 200 ")
    assert b"HTTP/1.1" not in answer_to(door, b"\r\n")


def test_a_head_without_end_is_refused(door: socket.socket) -> None:
    field = b"X-Long: " + b"a" * 1000 + b"\r\n"
    try:
        got = answer_to(door, b"GET / HTTP/1.1\r\nHost: x\r\n", field * 70)
    except ConnectionResetError:
        return
    assert got.startswith(b"HTTP/1.1 431 ")


def test_a_body_that_drips_in_is_not_waited_for(door: socket.socket) -> None:
    head = b"POST /sign-in/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"
    assert answer_to(door, head, b"username=").startswith(b"HTTP/1.1 408 ")
