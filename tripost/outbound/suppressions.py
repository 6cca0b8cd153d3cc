"""Whom we do not write to any more, why, and the way back."""

from dataclasses import dataclass
from datetime import datetime

from tripost.outbound.models import Suppression
from tripost.people.audit import audit
from tripost.store.reads import Reader
from tripost.store.times import loaded


@dataclass(frozen=True, slots=True)
class Line:
    """An address, and since when for which reason: bounce, complaint, hand."""

    email: str
    reason: str
    at: datetime | None


def page(
    reader: Reader, *, q: str = "", limit: int = 100, cursor: str | None = None
) -> tuple[list[Line], str | None]:
    """By address; `q` is a part of it."""
    part = q.strip().lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
    rows = reader.rows(
        "SELECT email, reason, at FROM outbound_suppression WHERE email > %s "
        "AND email LIKE %s ESCAPE '!' ORDER BY email LIMIT %s",
        (cursor or "", f"%{part}%", limit + 1),
    )
    lines = [Line(email, reason, loaded(at)) for email, reason, at in rows[:limit]]
    return lines, lines[-1].email if len(rows) > limit else None


def lift(email: str, *, by: int, at: datetime) -> bool:
    """Write to them again; False: nobody had stopped it. Goes into the audit."""
    gone, _ = Suppression.objects.filter(email=email.strip().lower()).delete()
    if gone:
        audit("suppression.lifted", actor=by, at=at, detail={"email": email.strip().lower()})
    return bool(gone)
