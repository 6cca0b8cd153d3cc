"""Row "segment counted over 100,000 subscribers": each field against the barest SQL for it."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bench import crowd
from bench.measure import Row, looks, percentile
from tests.postgres import NoPostgres, start

LIMIT: Final = 0.050  # seconds at p95
ROOT: Final = Path(__file__).resolve().parents[1]

_SINCE: Final = "'2026-11-03 11:59:59'"
_SAID: Final = (
    "s.email IN (SELECT email FROM distribution_list_consent WHERE address_id = {list} AND "
    "kind = '{kind}' AND email NOT IN (SELECT email FROM distribution_list_consent "
    "WHERE address_id = {list} AND kind = 'withdrawn'))"
)
_VOUCHED: Final = _SAID.replace("{kind}", "vouched")
_CONFIRMED: Final = _SAID.replace("{kind}", "confirmed")
_GOT: Final = (
    "s.id IN (SELECT subscriber_id FROM outbound_delivery WHERE outgoing_id = {send} "
    "AND state = 'sent')"
)
_MARKED: Final = "s.id IN (SELECT subscriber_id FROM outbound_delivery WHERE {what})"
_WROTE: Final = (
    "s.email IN (SELECT LOWER(from_address) FROM store_message WHERE address_id = "
    "(SELECT id FROM addresses_address WHERE name = 'support'){more})"
)
BARE: Final = MappingProxyType(
    {
        "s0777": "s.email LIKE '%s0777%' OR s.name LIKE '%s0777%'",
        "email:d77.example": "s.email LIKE '%d77.example%'",
        "name:weiß": "s.name LIKE '%Weiß%'",
        "name:ünal": "s.name LIKE '%Ünal%'",
        "name:none": "s.name = ''",
        "state:unsubscribed": "s.state = 'unsubscribed'",
        "language:de": "s.language IN ('', 'de')",
        "language:en": "s.language = 'en'",
        "delivery:digest": "s.delivery = 'digest'",
        "topic:wartung": "s.topics IS NULL OR CAST(s.topics AS text) LIKE '%\"wartung\"%'",
        "since:30d": f"s.since >= {_SINCE}",
        "before:30d": f"s.since < {_SINCE}",
        "after:30d": f"s.since >= {_SINCE}",
        "source:import": "s.source = 'import'",
        "consent:confirmed": _CONFIRMED,
        "consent:vouched": _VOUCHED,
        "consent:none": f"NOT ({_CONFIRMED}) AND NOT ({_VOUCHED})",
        "answered:30d": _MARKED.format(what=f"answered_at >= {_SINCE}"),
        "answered:never": "s.id NOT IN (SELECT subscriber_id FROM outbound_delivery "
        "WHERE answered_at IS NOT NULL)",
        "clicked:ever": "s.id IN (SELECT subscriber_id FROM distribution_list_click)",
        "clicked:never": "s.id NOT IN (SELECT subscriber_id FROM distribution_list_click)",
        "bounced:30d": f"s.bounced_at >= {_SINCE}",
        "complained:ever": _MARKED.format(what="complained_at IS NOT NULL"),
        f"got:{crowd.POST}": _GOT.format(send=crowd.POST),
        'got:"größer"': _GOT.format(send=crowd.POST),
        "got:Herbst": _GOT.format(send=crowd.CAMPAIGN),
        f"-got:{crowd.POST}": f"NOT ({_GOT.format(send=crowd.POST)})",
        "wrote:support@": _WROTE.format(more=""),
        "wrote:support@:30d": _WROTE.format(more=f" AND at >= {_SINCE}"),
        "list:other@acme.example": "s.email IN (SELECT email FROM distribution_list_subscriber "
        "WHERE address_id <> {list})",
        "city:berlin": "CAST(s.attributes AS text) LIKE '%\"Berlin\"%'",
        "city:köln": "CAST(s.attributes AS text) LIKE '%\"{köln}\"%'",
        "-city:köln": "NOT CAST(s.attributes AS text) LIKE '%\"{köln}\"%'",
        "city:none": "NOT CAST(s.attributes AS text) LIKE '%\"city\"%'",
        "age:>=60": "CAST({age} AS integer) >= 60",
        "joined:<2015-01-01": "{joined} < '2015-01-01'",
        "plan:Voll": "CAST(s.attributes AS text) LIKE '%\"Voll\"%'",
        "city:köln consent:confirmed clicked:ever": "CAST(s.attributes AS text) LIKE "
        f"'%\"{{köln}}\"%' AND {_CONFIRMED} AND s.id IN "
        "(SELECT subscriber_id FROM distribution_list_click)",
    }
)
"""Each question, and as little SQL as finds the same people on this ground."""


def rows() -> list[Row]:
    """One row per database, each measured in a process of its own."""
    done = [_row("SQLite", "")]
    try:
        done.append(_row("PostgreSQL", start(durable=True)))
    except NoPostgres:
        print("no PostgreSQL here: measured on SQLite only")
    return done


def _row(name: str, database: str) -> Row:
    with tempfile.TemporaryDirectory(prefix="tripost-bench-") as folder:
        environment = {
            **os.environ,
            "TRIPOST_DATA": folder,
            "TRIPOST_DEMO": "0",
            "TRIPOST_DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "tripost.config.settings",
        }
        done = subprocess.run(
            [sys.executable, "-m", "bench.segments"],
            cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
    told = json.loads(done.stdout)
    p95 = max(told["p95"].values())
    return Row(
        job=f"segments of {crowd.PEOPLE:,} counted, {name}",
        ours="50 ms",
        peer="ours, p95 of the slowest",
        ratio=LIMIT / p95,
        goal=1.0,
        unit="ms",
        figures={
            **{f"{query}: p95": 1000 * took for query, took in told["p95"].items()},
            **{f"bare SQL, {query}": 1000 * took for query, took in told["bare"].items()},
        },
    )


def measure() -> dict[str, dict[str, float]]:
    """p95 of what is shown while a question is typed, and medians of the bare SQL; in seconds."""
    import django

    django.setup()

    from tripost.kit.settings import settings
    from tripost.modes.distribution_list.segments.queries import counted
    from tripost.people.policies import actor
    from tripost.store import ground as floor
    from tripost.store.reads import DjangoReader

    floor.make_folder(settings())
    floor.migrate()
    user, place = crowd.fill()
    reader = DjangoReader()
    who = actor(reader, user=user)
    assert who is not None, "the one who was just made"
    told: dict[str, dict[str, float]] = {"p95": {}, "bare": {}}
    for query, bare in BARE.items():
        words = _bare(query, bare, place=place)
        ours = counted(reader, query, who=who, address=place, now=crowd.NOW).count
        theirs = reader.rows(words)[0][0]
        if ours != theirs:
            raise SystemExit(f"{query} finds {ours}, the bare SQL {theirs}")
        told["p95"][query] = percentile(
            looks(lambda q=query: counted(reader, q, who=who, address=place, now=crowd.NOW)),
            share=0.95,
        )
        told["bare"][query] = statistics.median(looks(lambda w=words: reader.rows(w)))
    return told


def _bare(query: str, where: str, *, place: int) -> str:
    from django.db import connection

    # JSON as Django writes it on SQLite; jsonb has its own way on PostgreSQL.
    lite = connection.vendor == "sqlite"
    for name, here, there in (
        ("{list}", str(place), str(place)),
        ("{köln}", "K\\u00f6ln", "Köln"),
        ("{age}", "s.attributes ->> '$.age'", "s.attributes ->> 'age'"),
        ("{joined}", "s.attributes ->> '$.joined'", "s.attributes ->> 'joined'"),
    ):
        where = where.replace(name, here if lite else there)
    state = "" if "state:" in query else " AND s.state = 'active'"
    return (
        "SELECT COUNT(*) FROM distribution_list_subscriber s "
        f"WHERE s.address_id = {place}{state} AND ({where.replace('%', '%%')})"
    )


if __name__ == "__main__":
    print(json.dumps(measure()))
