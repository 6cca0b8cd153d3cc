"""The chain of consent of one person on one list: only added to, shown whole (Art. 7 GDPR)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

from tripost.kit.ids import new_id
from tripost.modes.distribution_list.models import Consent
from tripost.store.times import stored

_SAID: Final = (
    "EXISTS (SELECT 1 FROM distribution_list_consent k WHERE k.address_id = "
    "distribution_list_subscriber.address_id AND k.kind = '{kind}' "
    "AND k.email = distribution_list_subscriber.email AND NOT EXISTS "
    "(SELECT 1 FROM distribution_list_consent w WHERE w.address_id = k.address_id "
    "AND w.kind = 'withdrawn' AND w.email = k.email AND w.at >= k.at))"
)
"""That kind was said for their list, and not taken back at the same time or later."""
_KEEP: Final = (
    "UPDATE distribution_list_subscriber SET consent = CASE "
    f"WHEN {_SAID.format(kind='confirmed')} THEN 'confirmed' "
    f"WHEN {_SAID.format(kind='vouched')} THEN 'vouched' ELSE '' END "
    "WHERE address_id = %s AND email IN ({marks})"
)
"""A confirmation is worth more than a voucher."""
_AT_ONCE: Final = 500  # people in one statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One link of the chain; `kind`: asked | confirmed | vouched | changed | withdrawn."""

    kind: str
    at: datetime
    text: str
    form: str
    source: str
    by: str  # the colleague who vouched, "" = the person themselves
    detail: dict[str, Any]


def add(
    address: int,
    *,
    email: str,
    kind: str,
    at: datetime,
    text: str = "",
    form: str = "",
    source: str = "",
    by: int | None = None,
    **detail: Any,
) -> None:
    """Part of the action it proves. `detail`: what else must be known later, as JSON."""
    Consent.objects.create(
        id=new_id(at), address_id=address, email=email.lower(), kind=kind, text=text, form=form,
        source=source, by_id=by, detail=detail, at=at,
    )  # fmt: skip
    _keep(address, [email.lower()])


def vouch(
    address: int, *, emails: Iterable[str], by: int | None, at: datetime, evidence: str, source: str
) -> None:
    """A colleague or an import says that these people want it; `evidence`: where that is kept."""
    _say("vouched", address, emails, by=by, at=at, text=evidence, source=source)


def take_back(
    address: int, *, emails: Iterable[str], by: int | None, at: datetime, source: str
) -> None:
    """Who was vouched for by mistake is vouched for no more; that it was so stays told."""
    _say("withdrawn", address, emails, by=by, at=at, text="", source=source)


def taken_off(address: int, *, email: str) -> bool:
    """Whether somebody who left had been taken off by a colleague before."""
    last = (
        Consent.objects.filter(address_id=address, email=email.lower(), kind="withdrawn")
        .order_by("-at", "-id")
        .values_list("detail", flat=True)
        .first()
    )
    return bool(last and last.get("removed"))


def _say(
    kind: str,
    address: int,
    emails: Iterable[str],
    *,
    by: int | None,
    at: datetime,
    text: str,
    source: str,
) -> None:
    """The same of many, in one prepared statement."""
    moment = stored(at)
    known = [email.lower() for email in emails]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO distribution_list_consent (id, address_id, email, kind, text, form, "
            "source, by_id, detail, at) VALUES (%s, %s, %s, %s, %s, '', %s, %s, '{}', %s)",
            [(new_id(at), address, email, kind, text, source, by, moment) for email in known],
        )
    _keep(address, known)


def _keep(address: int, emails: Sequence[str]) -> None:
    """What the chain comes to stands with the subscriber, too: a question about a hundred thousand
    cannot read every chain. Whoever is put onto a list is there before their consent is added."""
    with connection.cursor() as cursor:
        for start in range(0, len(emails), _AT_ONCE):
            some = emails[start : start + _AT_ONCE]
            cursor.execute(_KEEP.format(marks=", ".join(["%s"] * len(some))), [address, *some])


def chain(address: int, *, email: str) -> tuple[Said, ...]:
    """Oldest first."""
    rows = Consent.objects.select_related("by").filter(address_id=address, email=email.lower())
    return tuple(
        Said(
            kind=row.kind, at=row.at, text=row.text, form=row.form, source=row.source,
            by=row.by.address if row.by is not None else "", detail=row.detail,
        )
        for row in rows.order_by("at", "id")
    )  # fmt: skip
