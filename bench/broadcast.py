"""Row "one change to 1,000 browsers": from a note until every socket has read of it.

In turns with a bare `websockets` broadcast. Ours includes the request, the durable write and the
look at who may hear of it.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from bench.load import Target, send, wire
from bench.mails import many
from bench.measure import ROUNDS, Row, percentile
from bench.server import Server, command, free_ports, serving
from bench.sockets import Crowd

RECIPIENT = "support@acme.example"
SOCKETS = int(os.environ.get("TRIPOST_BENCH_SOCKETS", "1000"))
PEOPLE = 20
NOTES = 8  # of one round
GOAL = 1.3


def rows() -> list[Row]:
    """One row: p95 over all sockets of all rounds, and what the commit alone takes of it."""
    with serving(RECIPIENT) as server, _plain() as (port, trigger):
        tokens = _people(server)
        conversation = _mail(server, tokens[0])
        headers = [f"Authorization: Bearer {tokens[n % PEOPLE]}" for n in range(SOCKETS)]
        ours = Crowd(server.http, path="/api/v1/stream", headers=headers)
        plain = Crowd(port, path="/", headers=[""] * SOCKETS)
        ours.quiet(1)
        note = _writer(server, tokens[0], conversation)
        line = socket.create_connection(("127.0.0.1", trigger))
        heard: dict[str, list[float]] = {"ours": [], "websockets": []}
        for number in range(ROUNDS + 1):
            for _ in range(NOTES):
                ours_now = ours.hear(note, mark=b"note.added")
                plain_now = plain.hear(lambda: line.sendall(b"now\n"), mark=b"note.added")
                ours.quiet(0.05)
                plain.quiet(0.05)
                if number:
                    heard["ours"] += ours_now
                    heard["websockets"] += plain_now
        ours.close()
        plain.close()
        line.close()
    p95 = {name: percentile(times, share=0.95) * 1000 for name, times in heard.items()}
    figures = {f"{name}: p95": value for name, value in p95.items()}
    figures |= {
        f"{name}: median": percentile(times, share=0.5) * 1000 for name, times in heard.items()
    }
    return [
        Row(
            job=f"one change to {SOCKETS:,} browsers",
            ours="websockets broadcast p95 × 1.3",
            peer="ours, with its commit",
            ratio=GOAL * p95["websockets"] / p95["ours"],
            goal=1.0,
            unit="ms",
            figures=figures,
        )
    ]


def _people(server: Server) -> list[str]:
    """Colleagues who may read; a token of each."""
    tokens = []
    for number in range(PEOPLE):
        who = f"p{number:02}@acme.example"
        role = ["--administrator"] if number == 0 else []
        command(server.folder, "user", "add", who, *role, "--password", "bench-only-4711")
        tokens.append(command(server.folder, "token", "create", who))
    with server.database() as database:
        (address,) = database.execute("SELECT id FROM addresses_address").fetchone()
    for number in range(PEOPLE):
        path = f"/api/v1/addresses/{address}/grants/p{number:02}@acme.example"
        call(server.http, tokens[0], "PUT", path, {"rights": ["read", "write_as"]})
    return tokens


def _mail(server: Server, token: str) -> str:
    """One conversation to write notes in."""
    send(
        Target(server.lmtp, True, RECIPIENT),
        [wire(mail) for mail in many(1, recipient=RECIPIENT)],
        connections=1,
    )
    for _ in range(200):
        found = call(server.http, token, "GET", "/api/v1/conversations?limit=1")["items"]
        if found:
            return str(found[0]["id"])
    raise RuntimeError("the mail did not arrive")


def _writer(server: Server, token: str, conversation: str) -> "object":
    """Writes a note over a connection of its own and does not wait for the answer's body."""
    line = http.client.HTTPConnection("127.0.0.1", server.http)

    def note() -> None:
        body = json.dumps({"text": "Ich schaue nach."})
        head = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        line.request("POST", f"/api/v1/conversations/{conversation}/notes", body, head)
        answer = line.getresponse()
        answer.read()
        if answer.status != 201:
            raise RuntimeError(f"note: {answer.status}")

    return note


def call(port: int, token: str, method: str, path: str, body: object = None) -> dict[str, list]:
    """One request; raises RuntimeError for anything but a 2xx."""
    line = http.client.HTTPConnection("127.0.0.1", port)
    head = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    line.request(method, path, None if body is None else json.dumps(body), head)
    answer = line.getresponse()
    text = answer.read()
    line.close()
    if answer.status >= 300:
        raise RuntimeError(f"{path}: {answer.status} {text[:200]!r}")
    return json.loads(text) if text else {}


@contextmanager
def _plain() -> Iterator[tuple[int, int]]:
    port, trigger = free_ports(2)
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.plain", str(port), str(trigger)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        process.stdout.readline()
        yield port, trigger
    finally:
        process.terminate()
        process.wait(10)
