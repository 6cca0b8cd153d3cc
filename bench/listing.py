"""Row "list of 50 out of 1,000,000": our query against the barest SQL that could do it."""

import os
import sqlite3
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.measure import Contestant, Row, in_turns, percentile

_BEGIN = datetime(2026, 1, 1)  # noqa: DTZ001 as SQLite keeps it
COUNT = int(os.environ.get("TRIPOST_BENCH_CONVERSATIONS", "1000000"))

_RAW = (
    "SELECT id, subject, snippet, state, assignee_id, labels, contact_address, contact_name, "
    "messages, last_activity_at, waiting_since, last_entry, last_content, attachments, "
    "confidential, sending FROM store_conversation WHERE address_id = ? AND state = 'open' "
    "ORDER BY last_activity_at DESC LIMIT 50"
)


def ground() -> tuple[Path, int, int]:
    """A data folder with COUNT conversations over four addresses: (path, user id, address id)."""
    folder = Path(tempfile.mkdtemp(prefix="tripost-bench-"))
    os.environ |= {
        "TRIPOST_DATA": str(folder),
        "TRIPOST_DEMO": "0",
        "DJANGO_SETTINGS_MODULE": "tripost.config.settings",
    }
    import django

    from tripost.kit.settings import settings
    from tripost.store import ground as floor

    settings.cache_clear()
    floor.make_folder(settings())
    django.setup()
    floor.migrate()
    return folder, *fill(COUNT)


def fill(count: int) -> tuple[int, int]:
    """One person who may read four addresses, and `count` conversations, a tenth of them open."""
    from django.db import connection, transaction

    from tripost.addresses.models import Address, Domain
    from tripost.people.models import Grant, User

    user = User.objects.create(address="anna@acme.example", name="Anna Keller")
    domain = Domain.objects.create(name="acme.example")
    places = [
        Address.objects.create(
            email=f"{local}@acme.example", domain=domain, name=local, mode="inbox"
        )
        for local in ("support", "sales", "office", "service")
    ]
    for place in places:
        Grant.objects.create(user=user, address=place, rights=3)
    sql = (
        "INSERT INTO store_conversation (id, address_id, subject, base_subject, snippet, "
        "contact_name, contact_address, state, assignee_id, priority, created_at, "
        "last_activity_at, waiting_since, last_entry, last_content, messages, attachments, "
        "sending, confidential, labels) VALUES (%s, %s, %s, '', %s, 'Jana Weiß', %s, %s, %s, 0, "
        "%s, %s, %s, 3, 3, 2, 0, 0, %s, '[\"Versand\"]')"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, count, 20_000):
            cursor.executemany(
                sql, [_row(n, places, user.pk) for n in range(start, start + 20_000)]
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return user.pk, places[0].pk


def _row(number: int, places: list[Any], user: int) -> tuple[Any, ...]:
    at = str(_BEGIN + timedelta(seconds=29 * number))
    state = "open" if number % 10 == 0 else "closed"
    return (
        1_000_000_000 + number,
        places[number % 4].pk,
        f"Frage zu Auftrag {number}",
        "Guten Tag, leider kam die Platte an der Ecke beschädigt an. Was muss ich tun?",
        f"kunde{number % 50_000}@kunde.example",
        state,
        user if number % 7 == 0 else None,
        at,
        at,
        at if state == "open" else None,
        number % 1000 == 3,
    )


def rows() -> list[Row]:
    """Two rows: the query of one address, and of all that a person may read."""
    folder, user, address = ground()

    from tripost.conversations.queries import Wanted, page

    database = folder / "tripost.sqlite3"
    raw = sqlite3.connect(f"file:{database}?mode=ro", uri=True)

    from tripost.people.policies import actor
    from tripost.store.reads import SqliteReader

    reader = SqliteReader(database)
    who = actor(reader, user=user)
    assert who is not None
    times: dict[str, list[float]] = {"one": [], "all": []}

    def ours(wanted: Wanted, kept: list[float]) -> Any:
        def run(count: int) -> None:
            for _ in range(count):
                began = perf_counter()
                page(reader, who=who, wanted=wanted)
                kept.append((perf_counter() - began) * 1000)

        return run

    def bare(count: int) -> None:
        for _ in range(count):
            raw.execute(_RAW, (address,)).fetchall()

    contestants = [
        Contestant("raw SQL", bare, 400),
        Contestant("one", ours(Wanted(address=address, view="open"), times["one"]), 400),
        Contestant("all", ours(Wanted(view="open"), times["all"]), 200),
    ]
    in_turns(contestants)
    cost = {one.name: one.cpu_each for one in contestants}
    figures = {
        "raw SQL, CPU us": cost["raw SQL"],
        "ours, one address, CPU us": cost["one"],
        "ours, all addresses, CPU us": cost["all"],
        "ours, one address, p95 us": percentile(times["one"], share=0.95) * 1000,
        "ours, all addresses, p95 us": percentile(times["all"], share=0.95) * 1000,
    }
    return [
        Row(
            job=f"list of 50 out of {COUNT:,}: query",
            ours="raw SQL",
            peer="ours (cost)",
            ratio=cost["raw SQL"] / cost["one"],
            goal=1 / 1.5,
            unit="us",
            figures=figures,
        )
    ]
