"""What arrives for few: sensitive mail, and mail with protected contacts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tripost.addresses.models import Address, Mode
from tripost.conversations.confidential.readers import addresses_of
from tripost.conversations.event import add_entry, locked
from tripost.people.models import Right
from tripost.people.policies import HELD
from tripost.people.sight import sights
from tripost.store.models import Reader
from tripost.store.reads import DjangoReader

BOTH = Right.READ | Right.MANAGE


@dataclass(frozen=True, slots=True)
class Delivered:
    """What mails that came into a conversation say about who should see it.

    `emails`: those the mails are from or to, in lower case; `authors`: colleagues who wrote some;
    `is_new`: the conversation began with them.
    """

    conversation: int
    address: int
    is_new: bool
    sensitive: bool
    emails: frozenset[str]
    authors: frozenset[int]
    at: datetime


def narrow(delivered: Sequence[Delivered]) -> dict[int, dict[str, Any]]:
    """Close conversations that came as sensitive or are with a protected contact.

    For the readers of the contact who may read the address; else for those who manage and read it;
    where there is nobody to confide in it stays open, since nothing may lie where nobody looks.
    Whoever works on it or wrote it stays inside. What is confidential already stays as it is.
    Answers, for conversations that were there before, what decided who saw them: it goes into the
    one Change of the mails. Inside the writer, after the mails are written.
    """
    readers = _protecting({email for one in delivered for email in one.emails})
    wanted = [
        (one, frozenset().union(*(readers[e] for e in one.emails if e in readers)))
        for one in delivered
        if one.sensitive or not readers.keys().isdisjoint(one.emails)
    ]
    before = {}
    lists = _lists({one.address for one, _ in wanted})
    for one, named in wanted:
        if one.address in lists:
            continue  # a post to all members is no secret
        was = close(
            one.conversation,
            named=named,
            beside=one.authors,
            by=None,
            at=one.at,
            because="contact" if named else "sensitivity",
        )
        if was is not None and not one.is_new:
            before[one.conversation] = was
    return before


def close(
    conversation: int,
    *,
    named: Collection[int],
    beside: Collection[int] = (),
    by: int | None,
    at: datetime,
    because: str,
) -> dict[str, Any] | None:
    """Confidential for those of `named` who may read the address, or else its managers.

    `beside` and the assignee are readers too, where they may read. Answers what decided who saw it
    before, or None when nothing was to be done. Records no Change: the caller has one.
    """
    row = locked(conversation)
    if row.confidential:
        return None
    rights = _rights(row.address_id)
    reads = {user for user, bits in rights.items() if bits & Right.READ}
    inside = reads & set(named) or {user for user in reads if rights[user] & BOTH == BOTH}
    if not inside:
        return None
    kept = {*beside, row.assignee_id} if because == "sensitivity" or not named else set(beside)
    inside |= reads & kept
    was = sights(DjangoReader(), conversations=[conversation])[conversation]
    Reader.objects.bulk_create([Reader(conversation=row, user_id=user) for user in sorted(inside)])
    row.confidential = True
    if row.assignee_id not in inside:
        row.assignee_id = None
    names = addresses_of(inside)
    add_entry(
        row, kind="confidential", actor=by, at=at, data={"readers": names, "because": because}
    )
    return was.as_data()


def _protecting(emails: Collection[str]) -> dict[str, frozenset[int]]:
    """Mail addresses of protected contacts, each with those who may know of them."""
    if not emails:
        return {}
    places = ", ".join(["%s"] * len(emails))
    found: dict[str, set[int]] = {}
    for email, user in DjangoReader().rows(
        "SELECT y.email, q.user_id FROM store_identity y "
        "JOIN store_contact k ON k.id = y.contact_id "
        "LEFT JOIN store_contactreader q ON q.contact_id = k.id "
        f"WHERE k.protected = %s AND y.email IN ({places})",
        (True, *sorted(emails)),
    ):
        found.setdefault(email, set()).update({user} - {None})
    return {email: frozenset(users) for email, users in found.items()}


def _lists(addresses: Collection[int]) -> set[int]:
    if not addresses:
        return set()
    found = Address.objects.filter(pk__in=addresses, mode=Mode.LIST)
    return set(found.values_list("pk", flat=True))


def _rights(address: int) -> dict[int, int]:
    """What active people may do there, own grants and those of teams together."""
    rights: dict[int, int] = {}
    for user, bits in DjangoReader().rows(
        f"SELECT h.user_id, h.rights FROM {HELD} h JOIN people_user u ON u.id = h.user_id "
        "WHERE h.address_id = %s AND u.is_active = %s",
        (address, True),
    ):
        rights[user] = rights.get(user, 0) | bits
    return rights
