"""Data folders with 100,000 and 1,000,000 conversations, made once for all rows that list them."""

import atexit
import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

_BEGIN = datetime(2026, 1, 1)  # noqa: DTZ001 as SQLite keeps it
LARGE = int(os.environ.get("TRIPOST_BENCH_CONVERSATIONS", "1000000"))
SMALL = LARGE // 10
CHUNK = 20_000

# What a row of the list shows, by the shortest SQL that yields it: the measure for ours.
BARE = """
SELECT c.id, a.email, c.address_id, a.mode, c.subject, c.snippet, c.state, u.address,
 c.labels, c.contact_address, c.contact_name, c.messages, c.last_activity_at, c.waiting_since,
 c.last_entry, c.last_content, k.up_to, c.attachments, c.confidential, c.sending
FROM store_conversation c JOIN addresses_address a ON a.id = c.address_id
 LEFT JOIN people_user u ON u.id = c.assignee_id
 LEFT JOIN store_readmark k ON k.conversation_id = c.id AND k.user_id = ?
WHERE c.address_id = ? AND c.state = 'open' ORDER BY c.last_activity_at DESC LIMIT 50"""


@dataclass(frozen=True, slots=True)
class Ground:
    """A data folder; one person who may read four addresses, the first of them by id."""

    folder: Path
    count: int
    user: int
    address: int

    @property
    def database(self) -> Path:
        """Its SQLite file."""
        return self.folder / "tripost.sqlite3"


@cache
def grounds() -> tuple[Ground, Ground]:
    """The small one and the large one; they vanish with this process."""
    home = Path(tempfile.mkdtemp(prefix="tripost-bench-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    large, small = home / "large", home / "small"
    os.environ |= {
        "TRIPOST_DATA": str(large),
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
    user, places = _people()
    _fill(0, SMALL, places=places, user=user)
    shutil.copytree(large, small)
    _fill(SMALL, LARGE, places=places, user=user)
    return Ground(small, SMALL, user, places[0]), Ground(large, LARGE, user, places[0])


def _people() -> tuple[int, list[int]]:
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
    return user.pk, [place.pk for place in places]


_INSERT = """
INSERT INTO store_conversation (id, address_id, subject, base_subject, snippet, contact_name,
 contact_address, state, assignee_id, priority, created_at, last_activity_at, waiting_since,
 last_entry, last_content, messages, attachments, sending, confidential, labels)
VALUES (%s, %s, %s, '', %s, 'Jana Weiß', %s, %s, %s, 0, %s, %s, %s, 3, 3, 2, 0, 0, %s,
 '["Versand"]')"""


def _fill(begin: int, end: int, *, places: list[int], user: int) -> None:
    """Conversations of four addresses, a tenth of them open; all of it in the main file after."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(begin, end, CHUNK):
            numbers = range(start, min(start + CHUNK, end))
            cursor.executemany(_INSERT, [_row(n, places, user) for n in numbers])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _row(number: int, places: list[int], user: int) -> tuple[Any, ...]:
    at = str(_BEGIN + timedelta(seconds=29 * number))
    state = "open" if number % 10 == 0 else "closed"
    return (
        1_000_000_000 + number,
        places[number // 10 % 4],
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
