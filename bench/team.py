"""Row "a team at work": 50 people, one action each second, on SQLite and on PostgreSQL."""

import http.client
import json
import random
import threading
import time
from collections.abc import Sequence

from bench.load import Target, send, wire
from bench.mails import many
from bench.measure import Row, percentile
from bench.server import Server, command, serving
from tests.postgres import NoPostgres, start

RECIPIENT = "support@acme.example"
PEOPLE = 50
CONVERSATIONS = 200
SECONDS = 20
LIMIT_MS = 100.0


def rows() -> list[Row]:
    """One row per database: p95 of the actions, the page read before each beside it."""
    done = [_row("SQLite", "")]
    try:
        done.append(_row("PostgreSQL", start(durable=True)))
    except NoPostgres:
        print("no PostgreSQL here: measured on SQLite only")
    return done


def _row(name: str, database: str) -> Row:
    with serving(RECIPIENT, database=database) as server:
        tokens = _people(server, database)
        conversations = _mails(server, tokens[0])
        acts, reads = _work(server, tokens, conversations)
    p95 = percentile(acts, share=0.95) * 1000
    return Row(
        job=f"{PEOPLE} people × 1 action/s on {name}",
        ours=f"{LIMIT_MS:.0f} ms",
        peer="ours, p95",
        ratio=LIMIT_MS / p95,
        goal=1.0,
        unit="ms",
        figures={
            "action: p95": p95,
            "action: median": percentile(acts, share=0.5) * 1000,
            "opening the conversation: p95": percentile(reads, share=0.95) * 1000,
        },
    )


def _people(server: Server, database: str) -> list[str]:
    """Colleagues who may write; a token of each."""
    boss = "p00@acme.example"
    command(
        server.folder, "user", "add", boss, "--administrator", "--password", "bench-only-4711",
        database=database,
    )  # fmt: skip
    tokens = [command(server.folder, "token", "create", boss, database=database)]
    ask = _Line(server.http, tokens[0])
    (address,) = (one["id"] for one in ask("GET", "addresses")["items"])
    names = [boss] + [f"p{number:02}@acme.example" for number in range(1, PEOPLE)]
    for who in names[1:]:
        ask("POST", "users", {"address": who, "name": who[:3], "role": "member"})
        tokens.append(command(server.folder, "token", "create", who, database=database))
    for who in names:
        ask("PUT", f"addresses/{address}/grants/{who}", {"rights": ["read", "write_as"]})
    return tokens


def _mails(server: Server, token: str) -> list[str]:
    mails = [wire(mail) for mail in many(CONVERSATIONS, recipient=RECIPIENT)]
    send(Target(server.lmtp, True, RECIPIENT), mails, connections=8)
    ask = _Line(server.http, token)
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found = ask("GET", f"conversations?limit={CONVERSATIONS}")["items"]
        if len(found) == CONVERSATIONS:
            return [str(one["id"]) for one in found]
        time.sleep(0.2)
    raise RuntimeError("the mails did not arrive")


def _work(
    server: Server, tokens: Sequence[str], conversations: Sequence[str]
) -> tuple[list[float], list[float]]:
    """Everybody opens a conversation and does something with it, once a second."""
    acts: list[float] = []
    reads: list[float] = []
    failed: list[BaseException] = []

    def person(number: int) -> None:
        chance = random.Random(number)
        ask = _Line(server.http, tokens[number])
        begin = time.perf_counter() + chance.random()
        try:
            for turn in range(SECONDS):
                time.sleep(max(0.0, begin + turn - time.perf_counter()))
                where = chance.choice(conversations)
                asked = time.perf_counter()
                ask("GET", f"conversations/{where}")
                opened = time.perf_counter()
                ask(*_action(chance, where))
                acts.append(time.perf_counter() - opened)
                reads.append(opened - asked)
        except BaseException as problem:
            failed.append(problem)
            raise

    threads = [threading.Thread(target=person, args=(n,)) for n in range(len(tokens))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    if failed:
        raise RuntimeError("somebody could not work") from failed[0]
    return acts, reads


def _action(chance: random.Random, where: str) -> tuple[str, str, object]:
    """What a team does most."""
    who = f"p{chance.randrange(PEOPLE):02}@acme.example"
    return chance.choice(
        [
            ("POST", f"conversations/{where}/notes", {"text": "Ich kümmere mich darum."}),
            ("PUT", f"conversations/{where}/assignment", {"user": who}),
            ("PUT", f"conversations/{where}/state", {"state": chance.choice(["open", "closed"])}),
            ("PUT", f"conversations/{where}/labels", {"labels": [chance.choice("ABCD")]}),
            ("PUT", f"conversations/{where}/read", {"up_to": 1}),
        ]
    )


class _Line:
    """A connection kept open, of one person."""

    def __init__(self, port: int, token: str) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port)
        self._head = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def __call__(self, method: str, path: str, body: object = None) -> dict[str, list]:
        text = None if body is None else json.dumps(body)
        self._line.request(method, f"/api/v1/{path}", text, self._head)
        answer = self._line.getresponse()
        said = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {said[:200]!r}")
        return json.loads(said) if said else {}
