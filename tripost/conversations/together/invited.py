"""Who may see this one conversation without a right on its address?"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tripost.conversations.event import add_entry, locked, tell
from tripost.kit.entered import BadInput
from tripost.people.models import User
from tripost.people.sight import sights
from tripost.store.models import Conversation, Invited
from tripost.store.models import Reader as ReaderRow
from tripost.store.reads import DjangoReader, Reader

INVITED_LIMIT = 200


def invite(conversation: int, *, users: Sequence[int], by: int, at: datetime) -> None:
    """Let these in beside those who are."""
    before = _invited(conversation)
    set_invited(conversation, users=[*before, *users], by=by, at=at)


def set_invited(conversation: int, *, users: Sequence[int], by: int, at: datetime) -> None:
    """Exactly these may look without a right; twice the same changes nothing. Raises BadInput.

    In a confidential conversation who is invited becomes one of its readers, and who is no longer
    invited is none: there nobody sees anything who is not named.
    """
    if len(set(users)) > INVITED_LIMIT:
        raise BadInput("too-many-invited", f"{INVITED_LIMIT} people can be invited.")
    row = locked(conversation)
    before, wanted = _invited(conversation), set(users)
    if before == wanted:
        return
    sight = _sight(conversation)
    Invited.objects.filter(conversation=row).exclude(user_id__in=wanted).delete()
    Invited.objects.bulk_create(
        [
            Invited(conversation=row, user_id=user, by_id=by, at=at)
            for user in sorted(wanted - before)
        ]
    )
    if row.confidential:
        _as_readers(row, added=wanted - before, removed=before - wanted - {by})
    data = {"added": _addresses(wanted - before), "removed": _addresses(before - wanted)}
    entry = add_entry(row, kind="invited", actor=by, at=at, data=data)
    tell(row, "invited.set", by=by, at=at, data={"before": sight, "entry": entry.number})


def invited(reader: Reader, *, ident: int) -> list[str]:
    """Who is invited, by address."""
    return [
        address
        for (address,) in reader.rows(
            "SELECT u.address FROM store_invited i JOIN people_user u ON u.id = i.user_id "
            "WHERE i.conversation_id = %s ORDER BY u.address",
            (ident,),
        )
    ]


def _invited(conversation: int) -> set[int]:
    rows = Invited.objects.filter(conversation_id=conversation)
    return set(rows.values_list("user_id", flat=True))


def _sight(conversation: int) -> dict[str, Any]:
    return sights(DjangoReader(), conversations=(conversation,))[conversation].as_data()


def _as_readers(row: Conversation, *, added: set[int], removed: set[int]) -> None:
    ReaderRow.objects.filter(conversation=row, user_id__in=removed).delete()
    ReaderRow.objects.bulk_create(
        [ReaderRow(conversation=row, user_id=user) for user in sorted(added)],
        ignore_conflicts=True,
    )


def _addresses(users: set[int]) -> list[str]:
    found = User.objects.filter(pk__in=users).order_by("address")
    return list(found.values_list("address", flat=True))
