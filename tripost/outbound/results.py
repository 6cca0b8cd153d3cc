"""What became of copies: many results in one short transaction, one Change per conversation."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from django.db import connection

from tripost.kit.entered import Conflict
from tripost.outbound import cancelled, leases, tally
from tripost.store.changes import record
from tripost.store.reads import DjangoReader
from tripost.store.times import stored
from tripost.store.wakes import wake

WAITING_FOR_RELAY: Final = "waiting for a relay"

# unknown = the content left, but the answer never came: tried again with the same Message-ID.
# back = not begun, and as it was before.
Outcome = Literal[
    "sent", "deferred", "failed", "unknown", "waiting", "cancelled", "untried", "back"
]
_STATES: Final[dict[Outcome, str | None]] = {
    "sent": "sent",
    "deferred": "deferred",
    "failed": "failed",
    "unknown": "deferred",
    "waiting": "queued",
    "cancelled": "cancelled",
    "untried": "deferred",
    "back": None,
}
_TRIED: Final = frozenset({"sent", "deferred", "failed", "unknown"})
_SETTLED: Final = frozenset({"sent", "failed", "cancelled"})
_IN_VAIN: Final = frozenset({"deferred", "unknown", "untried"})  # from the first on it has patience


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one copy. `next_at` only where it is tried again; `code` as "550 5.1.1".
    `attempt`: whether the try is worth a row of its own."""

    delivery: int
    outgoing: int
    outcome: Outcome
    code: str = ""
    text: str = ""
    at: datetime
    next_at: datetime | None = None
    attempt: bool = True


def record_results(
    results: Sequence[Result], *, at: datetime, tell: Sequence[int] | None = None
) -> None:
    """Write results down and give the leases back. Runs in the writer.

    `tell`: the outgoing mails whose Change is written now; None: all. Whoever leaves one out,
    as for the thousands of copies of a post, tells it with `tell_progress` soon after.
    """
    last = {r.delivery: r for r in results}
    moves = tally.states(d for d, r in last.items() if r.outcome != "back")
    moves = Counter({key: -number for key, number in moves.items()})
    moves.update((r.outgoing, state) for r in last.values() if (state := _STATES[r.outcome]))
    _write([r for r in results if r.attempt], [r for r in results if not r.attempt])
    tally.move(moves, at=at)
    cancelled.settle([d for d, r in last.items() if r.outcome not in _SETTLED], at=at)
    outgoing = list(dict.fromkeys(r.outgoing for r in results if r.outcome != "back"))
    if outgoing:
        leave(outgoing, at=at)
    told = outgoing if tell is None else list(tell)
    if told:
        tell_progress(told, at=at)


def record_sent(copies: Sequence[tuple[int, str, str]], *, at: datetime) -> None:
    """The hot half of a send: the next hop took these copies (delivery, code, text) at `at`.

    One statement, whatever their number; an Attempt would say nothing that the row does not.
    Tallies and Changes are the caller's. Runs in the writer; safe to run twice.
    """
    source, params = _listed(copies)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE outbound_delivery SET state = 'sent', lease_until = NULL, "
            "attempts = attempts + 1, code = r.code, detail = r.detail, settled_at = %s "
            f"FROM {source} WHERE outbound_delivery.id = r.id",
            [stored(at), *params],
        )


def _listed(copies: Sequence[tuple[int, str, str]]) -> tuple[str, list[Any]]:
    """Rows as a table r(id, code, detail) with a fixed number of bound values."""
    if connection.vendor == "sqlite":
        return (
            "(SELECT value ->> 0 AS id, value ->> 1 AS code, value ->> 2 AS detail "
            "FROM json_each(%s)) AS r",
            [json.dumps(copies)],
        )
    ids, codes, details = zip(*copies, strict=True)
    return (
        "unnest(%s::bigint[], %s::text[], %s::text[]) AS r(id, code, detail)",
        [list(ids), list(codes), list(details)],
    )


def _write(tried: Sequence[Result], silent: Sequence[Result]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE outbound_delivery SET state = COALESCE(%s, state), lease_until = NULL, "
            "attempts = attempts + %s, code = COALESCE(%s, code), detail = COALESCE(%s, detail), "
            "next_at = COALESCE(%s, next_at), waits_since = COALESCE(waits_since, %s), "
            "settled_at = %s WHERE id = %s",
            [
                (
                    _STATES[r.outcome],
                    int(r.outcome in _TRIED),
                    r.code[:16] if r.outcome != "back" else None,
                    r.text[:500] if r.outcome != "back" else None,
                    stored(r.next_at) if r.next_at else None,
                    stored(r.at) if r.outcome in _IN_VAIN else None,
                    stored(r.at) if r.outcome in _SETTLED else None,
                    r.delivery,
                )
                for r in (*tried, *silent)
            ],
        )
        told = [r for r in tried if r.outcome in _TRIED]
        if told:
            cursor.executemany(
                "INSERT INTO outbound_attempt (delivery_id, at, outcome, code, text) "
                "VALUES (%s, %s, %s, %s, %s)",
                [(r.delivery, stored(r.at), r.outcome, r.code[:16], r.text[:500]) for r in told],
            )


def leave(outgoing: Sequence[int], *, at: datetime) -> None:
    """The first copy of these mails has been tried: their conversations wait for them no more.

    Part of the action that tried it. Safe to run twice.
    """
    places = ", ".join(["%s"] * len(outgoing))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE outbound_outgoing SET left_at = %s WHERE left_at IS NULL AND id IN ({places}) "
            "RETURNING conversation_id",
            [stored(at), *outgoing],
        )
        left = [(row[0],) for row in cursor.fetchall() if row[0] is not None]
        if left:
            cursor.executemany(
                "UPDATE store_conversation SET sending = sending - 1 WHERE id = %s AND sending > 0",
                left,
            )


def release_all(*, at: datetime, relay: bool, alone: bool = True, node: int | None = None) -> int:
    """At the start. `alone`: we are the only server, so whatever was leased was interrupted; else
    what was leased by us, the server with this number (`leases.node`). Returns how many that were.
    List copies have their own way (delivery.recovery).

    An interrupted copy may have reached the next hop. It goes again with the same Message-ID, and
    an Attempt counts that. What waited for a relay is due at once when there is one now.
    """
    ours, params = leases.mine(node) if node is not None and not alone else ("1 = 1", [])
    leased = (
        DjangoReader().rows(
            "SELECT id FROM outbound_delivery WHERE lease_until IS NOT NULL "
            f"AND subscriber_id IS NULL AND state IN ('queued', 'deferred') AND {ours}",
            params,
        )
        if alone or node is not None
        else []
    )
    if leased:
        interrupted([row[0] for row in leased], at=at)
    if relay:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE outbound_delivery SET next_at = %s WHERE state = 'queued' AND detail = %s "
                "AND lease_until IS NULL",
                [stored(at), WAITING_FOR_RELAY],
            )
    if leased:
        record("delivery.updated", at=at, data={"released": len(leased)})
    return len(leased)


def interrupted(deliveries: Sequence[int], *, at: datetime) -> None:
    """These may have reached the next hop: each goes again, and that is counted."""
    where, params = tally.among("id", list(deliveries))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO outbound_attempt (delivery_id, at, outcome, code, text) "
            "VALUES (%s, %s, 'unknown', '', 'the server stopped while this copy was claimed')",
            [(delivery, stored(at)) for delivery in deliveries],
        )
        cursor.execute(f"UPDATE outbound_delivery SET lease_until = NULL WHERE {where}", params)
    cancelled.settle(deliveries, at=at)


class Stopped(Conflict):
    """The send was cancelled: none of its copies leaves any more."""


def retry(delivery: int, *, by: int, at: datetime) -> bool:
    """An administrator asks for another try now; False: it has left, or is being tried. Raises
    Stopped."""
    if DjangoReader().row(
        "SELECT 1 FROM outbound_delivery d JOIN outbound_outgoing o ON o.id = d.outgoing_id "
        "WHERE d.id = %s AND o.cancelled_at IS NOT NULL",
        (delivery,),
    ):
        raise Stopped("cancelled", "This mail was cancelled: no copy of it leaves any more.")
    before = tally.states([delivery])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE outbound_delivery SET state = 'queued', next_at = %s, settled_at = NULL, "
            "detail = '', waits_since = NULL WHERE id = %s AND lease_until IS NULL "
            "AND state IN ('queued', 'deferred', 'failed') RETURNING outgoing_id",
            [stored(at), delivery],
        )
        found = cursor.fetchone()
    if found is None:
        return False
    tally.move({key: -number for key, number in before.items()}, at=at)
    tally.finish(found[0], at=at)
    tell_progress([found[0]], at=at, actor=by)
    wake("outbox")
    return True


def tell_progress(outgoing: Iterable[int], *, at: datetime, actor: int | None = None) -> None:
    """One Change per conversation of a batch. Runs in the writer."""
    ids = list(outgoing)
    places = ", ".join(["%s"] * len(ids))
    touched: dict[tuple[int, int | None], list[str]] = {}
    for mail, address, conversation in DjangoReader().rows(
        f"SELECT id, address_id, conversation_id FROM outbound_outgoing WHERE id IN ({places})",
        ids,
    ):
        touched.setdefault((address, conversation), []).append(str(mail))
    for (address, conversation), mails in touched.items():
        record(
            "delivery.updated",
            at=at,
            address=address,
            conversation=conversation,
            actor=actor,
            data={"outgoing": mails},
        )
