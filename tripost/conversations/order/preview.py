"""What would merging make? Said before it is done."""

from collections.abc import Sequence
from typing import Any

import msgspec

from tripost.conversations.order.audience import together
from tripost.conversations.order.merge import check_count, check_size
from tripost.conversations.order.queries import living, names
from tripost.conversations.shapes import Person
from tripost.people.policies import WRITE, Actor, require
from tripost.store.models import Conversation, Guest, Invited
from tripost.store.models.conversation import State
from tripost.store.reads import Reader


class Preview(msgspec.Struct, frozen=True):
    """`readers`: who could see it, when it becomes confidential. Warnings: different-people,
    different-addresses, becomes-confidential, no-common-reader, guests-close, invited-leave,
    sends-waiting, nothing-to-merge."""

    confidential: bool
    readers: list[str]
    addresses: list[str]
    people: list[Person]
    messages: int
    warnings: list[str]


def preview(reader: Reader, *, conversations: Sequence[int], into: int, who: Actor) -> Preview:
    """Raises Hidden, Forbidden for any that `who` may not merge, BadInput for too many."""
    check_count(conversations)
    target = living(reader, into)
    wanted = list(dict.fromkeys((target, *(living(reader, one) for one in conversations))))
    for one in wanted:
        require(reader, who=who, conversation=one, right=WRITE)
    found = {
        row.pk: row for row in Conversation.objects.filter(pk__in=wanted).select_related("address")
    }
    rows = [found[one] for one in wanted if found[one].state != State.MERGED]
    check_size(rows)
    reach = together(rows)
    people = {row.contact_address.lower(): _person(row) for row in rows if row.contact_address}
    return Preview(
        confidential=reach.named is not None,
        readers=names(reader, users=sorted(reach.named or ())),
        addresses=sorted({row.address.email for row in rows}),
        people=list(people.values()),
        messages=sum(row.messages for row in rows),
        warnings=_warnings(rows, named=reach.named, who=who, people=len(people)),
    )


def _person(row: Conversation) -> Person:
    return Person(address=row.contact_address, name=row.contact_name)


def _warnings(
    rows: Sequence[Conversation], *, named: frozenset[int] | None, who: Actor, people: int
) -> list[str]:
    ids = [row.pk for row in rows]
    said: dict[str, Any] = {
        "nothing-to-merge": len(rows) < 2,
        "different-people": people > 1,
        "different-addresses": len({row.address_id for row in rows}) > 1,
        "becomes-confidential": named is not None and not rows[0].confidential,
        "no-common-reader": named is not None and who.id not in named,
        "guests-close": Guest.objects.filter(
            conversation__in=ids, revoked_at__isnull=True
        ).exists(),
        "invited-leave": Invited.objects.filter(conversation__in=ids).exists(),
        "sends-waiting": any(row.sending for row in rows),
    }
    return [code for code, holds in said.items() if holds]
