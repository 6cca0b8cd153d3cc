"""The carrier was killed: what its slate says of the copies that it had."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from tripost.core.smtp.replies import Reply
from tripost.delivery import fate, recovery, slate, wire
from tripost.delivery.aloft import Flight
from tripost.delivery.recording import Done


def outcomes(flying: Mapping[int, Flight], path: Path, *, at: datetime, luck: float) -> list[Done]:
    """Of each: taken by the next hop, perhaps taken, or certainly not begun."""
    found = recovery.sort(list(flying), slate.left_by(path))
    done = []
    for delivery, code, text in found.taken:
        number, _, status = code.partition(" ")
        said = wire.Result(delivery, wire.ANSWERED, int(number), status, text)
        done.append(Done(flying[delivery].copy, sent=said, slot=flying[delivery].slot))
    lost = Reply(451, "4.4.2", "The carrier was stopped before the answer came")
    for delivery in found.unknown:
        copy = flying[delivery].copy
        told = fate.answered(copy, lost, uncertain=True, at=at, luck=luck)
        done.append(Done(copy, result=told, slot=flying[delivery].slot))
    for delivery in found.untouched:
        done.append(Done(flying[delivery].copy, back=at, slot=flying[delivery].slot))
    return done
