"""Recipient domains that asked us to be slower: kept, and read by whoever shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from tripost.store.reads import Reader
from tripost.store.times import loaded, stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Slow:
    """`limit` copies may be on their way at the same time, none before `closed_until`; `code` and
    `text`: what was said."""

    domain: str
    limit: int
    closed_until: datetime | None
    code: str
    text: str


def slow(reader: Reader) -> list[Slow]:
    """All of them, as they were last written down."""
    return [
        Slow(domain=row[0], limit=row[1], closed_until=loaded(row[2]), code=row[3], text=row[4])
        for row in reader.rows(
            'SELECT domain, "limit", closed_until, code, text FROM outbound_destination '
            "ORDER BY domain"
        )
    ]


def keep(changed: Sequence[Slow], recovered: Sequence[str], *, at: datetime) -> None:
    """Write down who is slower now; what waited for a recovered one is due. Runs in the writer."""
    with connection.cursor() as cursor:
        for one in changed:
            cursor.execute(
                'INSERT INTO outbound_destination (domain, "limit", closed_until, code, text, at) '
                "VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (domain) DO UPDATE SET "
                '"limit" = EXCLUDED."limit", closed_until = EXCLUDED.closed_until, '
                "code = EXCLUDED.code, text = EXCLUDED.text, at = EXCLUDED.at",
                [
                    one.domain,
                    one.limit,
                    stored(one.closed_until) if one.closed_until else None,
                    one.code[:16],
                    one.text[:500],
                    stored(at),
                ],
            )
        for domain in recovered:
            cursor.execute("DELETE FROM outbound_destination WHERE domain = %s", [domain])
            cursor.execute(
                "UPDATE outbound_delivery SET next_at = %s WHERE domain = %s AND attempts = 0 "
                "AND state IN ('queued', 'deferred') AND subscriber_id IS NOT NULL "
                "AND lease_until IS NULL AND next_at > %s",
                [stored(at), domain, stored(at)],
            )
