"""After a kill: which list copies have left, which may have, and which certainly have not?"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import Final

from tripost.delivery import slate
from tripost.kit import log
from tripost.outbound import fanout, tally
from tripost.outbound.results import interrupted, leave, record_sent, tell_progress
from tripost.store.reads import DjangoReader

WAIT_SECONDS: Final = 60.0  # for a carrier that outlived its server
POLL_SECONDS: Final = 0.05

_log = log.get("delivery.recovery")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorted:
    """Deliveries by what is known of them: taken (delivery, code, text) by the next hop, perhaps
    taken, and certainly not."""

    taken: tuple[tuple[int, str, str], ...]
    unknown: tuple[int, ...]
    untouched: tuple[int, ...]


class StillCarrying(Exception):
    """The last carrier has not ended yet: what its slate says is not the last word."""


async def carrier_gone(path: Path) -> None:
    """Wait until the last carrier has finished the mails it had under way; raises StillCarrying
    after a minute, and whoever asked must ask again."""
    until = monotonic() + WAIT_SECONDS
    while slate.busy(path):
        if monotonic() > until:
            raise StillCarrying(f"a carrier still holds {path}; nothing leaves before it ends")
        await asyncio.sleep(POLL_SECONDS)


def sort(deliveries: Sequence[int], found: slate.Found) -> Sorted:
    """Pure. What stands in no slot has not left, if the slate is of this start of the machine."""
    traces = {trace.delivery: trace for trace in found.traces}
    heard = {d: traces[d] for d in deliveries if d in traces and traces[d].code}
    unknown = [d for d in deliveries if d not in heard and (d in traces or not found.whole)]
    known = {*heard, *unknown}
    return Sorted(
        taken=tuple((d, *_split(t.code, t.text)) for d, t in heard.items()),
        unknown=tuple(unknown),
        untouched=tuple(d for d in deliveries if d not in known),
    )


def settle(found: slate.Found, *, at: datetime, alone: bool, node: int | None = None) -> Sorted:
    """Write down what the slate says and give the rest back. Runs in the writer, before any copy
    is claimed. `alone`: no other server can have a lease; else those of `node` are ours, and what
    the slate tells of. Safe to run twice."""
    leased = fanout.leased(DjangoReader())
    traced = {trace.delivery for trace in found.traces}
    if not alone and node is not None:
        traced |= {one.delivery for one in fanout.leased(DjangoReader(), node=node)}
    ours = [one for one in leased if alone or one.delivery in traced]
    done = sort([one.delivery for one in ours], found)
    before = tally.states([d for d, _, _ in done.taken])
    if done.taken:
        record_sent(done.taken, at=at)
        moves = {key: -number for key, number in before.items()}
        sent = {d for d, _, _ in done.taken}
        for one in ours:
            if one.delivery in sent:
                key = (one.outgoing, "sent")
                moves[key] = moves.get(key, 0) + 1
        tally.move(moves, at=at)
    if done.unknown:
        interrupted(done.unknown, at=at)
    fanout.give_back(done.untouched, at=at)
    touched = list(dict.fromkeys(one.outgoing for one in ours))
    if touched and (done.taken or done.unknown):
        leave(touched, at=at)
        tell_progress(touched, at=at)
    if ours:
        _log.warning(
            "delivery.interrupted",
            taken=len(done.taken),
            unknown=len(done.unknown),
            untouched=len(done.untouched),
        )
    return done


def _split(code: int, text: str) -> tuple[str, str]:
    """("250 2.0.0", "ok") from 250 and "2.0.0 ok"."""
    status, _, rest = text.partition(" ")
    if status.count(".") == 2 and status.replace(".", "").isdigit():
        return f"{code} {status}"[:16], rest[:500]
    return str(code), text[:500]
