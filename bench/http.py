"""Row "HTTP": the list endpoint with its sign-in check, against a bare ASGI app, in turns."""

import select
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bench import cost
from bench.ground import Ground, grounds
from bench.measure import Contestant, Row, in_turns, percentile
from bench.server import command, free_ports, serving

CONNECTIONS = 16
REQUESTS = 1500  # of one run
LIMIT_MS = 50.0  # p95 at the door, by the issue


def rows() -> list[Row]:
    """For each size: requests per CPU second against bare ASGI, and the time until the answer."""
    return [row for ground in grounds() for row in _rows(ground)]


def _rows(ground: Ground) -> list[Row]:
    token = command(ground.folder, "token", "create", "anna")
    path = f"/api/v1/conversations?address={ground.address}&view=open&limit=50"
    with serving(folder=ground.folder) as server, _bare(ground) as (bare, bare_pid):
        times: dict[str, list[float]] = {"ours": [], "bare ASGI": []}
        contestants = [
            _contestant("ours", server.http, server.pid, path, token, times["ours"]),
            _contestant("bare ASGI", bare, bare_pid, path, token, times["bare ASGI"]),
        ]
        in_turns(contestants)
    ours, peer = contestants
    p95 = percentile(times["ours"], share=0.95) * 1000
    figures: dict[str, float] = {}
    for one in contestants:
        figures[f"{one.name}: requests/s"] = one.rate
        figures[f"{one.name}: CPU us a request"] = one.cpu_each
        figures[f"{one.name}: p95 ms"] = percentile(times[one.name], share=0.95) * 1000
    size = f"{ground.count:,}"
    return [
        Row(
            f"HTTP, 50 rows of {size}",
            "ours",
            "bare ASGI",
            peer.cpu_each / ours.cpu_each,
            0.4,
            "",
            figures,
        ),
        Row(f"HTTP, p95 at {size}", f"{LIMIT_MS:.0f} ms", "ours", LIMIT_MS / p95, 1.0, "", {}),
    ]


def _contestant(
    name: str, port: int, pid: int, path: str, token: str, kept: list[float]
) -> Contestant:
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n\r\n"
    ).encode()

    def run(count: int) -> tuple[float, float]:
        used, began = cost.cpu(pid), time.perf_counter()
        kept.extend(ask(port, request, count=count))
        return cost.cpu(pid) - used, time.perf_counter() - began

    return Contestant(name, run, REQUESTS)


def ask(port: int, request: bytes, *, count: int) -> list[float]:
    """`count` requests over CONNECTIONS kept open, one at a time on each; seconds of each.

    Raises RuntimeError for anything but a 200.
    """
    poll = select.epoll()
    people = {}
    for _ in range(CONNECTIONS):
        one = socket.create_connection(("127.0.0.1", port))
        one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        poll.register(one, select.EPOLLIN)
        one.sendall(request)
        people[one.fileno()] = [one, b"", time.perf_counter()]
    asked, times = CONNECTIONS, []
    while len(times) < count:
        for number, _ in poll.poll(10):
            person = people[number]
            person[1] += person[0].recv(1 << 20)
            if not _whole(person[1]):
                continue
            now = time.perf_counter()
            times.append(now - person[2])
            person[1], person[2] = b"", now
            if asked < count:
                asked += 1
                person[0].sendall(request)
    for one, _, _ in people.values():
        one.close()
    return times


def _whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    if not end:
        return False
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(answer[:300].decode("utf-8", "replace"))
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    return len(body) >= length


@contextmanager
def _bare(ground: Ground) -> Iterator[tuple[int, int]]:
    (port,) = free_ports(1)
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.bare", str(ground.database), str(ground.address), str(port)]
    )
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except ConnectionRefusedError:
                time.sleep(0.05)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(10)
