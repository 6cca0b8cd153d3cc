"""Row "on a colleague's screen": from the 250 to the row a browser would draw; memory at rest."""

import json
import statistics
import time
import urllib.request
from typing import Any

from websockets.sync.client import connect

from bench import cost
from bench.load import Target, send, wire
from bench.mails import many
from bench.measure import Row, percentile
from bench.server import Server, command, serving

RECIPIENT = "support@acme.example"
MAILS = 60
LIMIT_MS = 300.0
LIMIT_MB = 250.0
REST = 3.0  # seconds until a server that has just started rests


def rows() -> list[Row]:
    """Two rows: the time of one mail in an idle house, and what the house weighs."""
    with serving(RECIPIENT) as server:
        command(
            server.folder, "user", "add", "anna@acme.example", "--administrator",
            "--password", "bench-only-4711",
        )  # fmt: skip
        token = command(server.folder, "token", "create", "anna")
        time.sleep(REST)
        weight = _weight(server)
        return [_screen(server, token), weight]


def _screen(server: Server, token: str) -> Row:
    address = _granted(server, token)
    until: dict[str, list[float]] = {"change": [], "row": []}
    url = f"ws://127.0.0.1:{server.http}/api/v1/stream"
    with connect(url, additional_headers={"Authorization": f"Bearer {token}"}) as line:
        line.recv(timeout=10)  # hello
        for mail in many(MAILS, recipient=RECIPIENT):
            send(Target(server.lmtp, True, RECIPIENT), [wire(mail)], connections=1)
            accepted = time.perf_counter()
            found = _change(line)
            until["change"].append((time.perf_counter() - accepted) * 1000)
            page = _call(server, token, f"conversations?ids={found}")
            assert page["items"][0]["address_id"] == address
            until["row"].append((time.perf_counter() - accepted) * 1000)
    return Row(
        job="mail accepted → on a colleague's screen",
        ours=f"{LIMIT_MS:.0f} ms",
        peer="ours, median",
        ratio=LIMIT_MS / statistics.median(until["row"]),
        goal=1.0,
        unit="ms",
        figures={
            "250 → change on the socket: median": statistics.median(until["change"]),
            "250 → row fetched: median": statistics.median(until["row"]),
            "250 → row fetched: p95": percentile(until["row"], share=0.95),
        },
    )


def _weight(server: Server) -> Row:
    """Resident memory; what several processes share is counted in each of them."""
    figures = {f"{name}: RSS": size for name, size in cost.memory(server.pid).items()}
    whole = sum(figures.values())
    figures["all together, shared pages once"] = cost.unshared(server.pid)
    return Row(
        job="memory of tripost serve at rest",
        ours=f"{LIMIT_MB:.0f} MB",
        peer="ours, all processes",
        ratio=LIMIT_MB / whole,
        goal=1.0,
        unit="MB",
        figures=figures,
    )


def _change(line: Any) -> str:
    """The conversation of the next mail that the stream tells of."""
    while True:
        said = json.loads(line.recv(timeout=30))
        if said["type"] == "change" and said["kind"] == "message.added":
            return str(said["conversation"])


def _granted(server: Server, token: str) -> str:
    """An administrator is not a reader until given the right; returns the address's id."""
    with server.database() as database:
        (number,) = database.execute("SELECT id FROM addresses_address").fetchone()
    _call(server, token, f"addresses/{number}/grants/anna@acme.example", {"rights": ["read"]})
    return str(number)


def _call(server: Server, token: str, path: str, body: Any = None) -> Any:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.http}/api/v1/{path}",
        data=None if body is None else json.dumps(body).encode(),
        method="GET" if body is None else "PUT",
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request) as answer:
        text = answer.read()
    return json.loads(text) if text else None
