"""Too many copies of one send did not arrive: its owners are told, once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from tripost.conversations.event import Merged, add_entry, locked
from tripost.core.compose import Letter, compose, harmless
from tripost.kit.ids import CHANCE_BITS
from tripost.modes.distribution_list.models import ListSettings
from tripost.modes.distribution_list.moderation import words
from tripost.modes.distribution_list.moderation.letters import (
    GENERATED,
    Ready,
    enqueued,
    link_to,
    message_id_for,
)
from tripost.modes.distribution_list.moderation.whom import moderators_of
from tripost.modes.distribution_list.posting.settings import of
from tripost.people.models import Right, User
from tripost.store.changes import record
from tripost.store.models import Conversation, Entry
from tripost.store.reads import DjangoReader
from tripost.store.services import Services
from tripost.store.times import stored

JOB: Final = "list.warn"
EVERY: Final = timedelta(minutes=1)
LOOKED_AT: Final = timedelta(days=7)  # bounces come back for some days
FEWEST: Final = 5  # copies lost
SHARE: Final = 20  # one of so many that were tried: 5 %
ENTRY: Final = "many_bounces"


@dataclass(frozen=True, slots=True)
class Bad:
    """A send of which many copies are lost; `total` of those that were tried."""

    outgoing: int
    address: int
    conversation: int
    subject: str
    failed: int
    total: int


async def warn(services: Services, _: Mapping[str, Any]) -> None:
    """Look at what went out lately. Safe to run twice: the entry says that it was told."""
    at = services.clock()
    for bad in await services.pool.run(partial(found, at=at)):
        ready = await services.pool.run(partial(_letters, services, bad))
        await services.writer.do(partial(tell, bad, ready=ready, at=at))


def found(*, at: datetime) -> list[Bad]:
    """Sends with too many lost copies, of which nobody was told yet."""
    since = at - LOOKED_AT
    # Ids begin with their time (kit.ids), so that the primary key leads to what is new.
    rows = DjangoReader().rows(
        "SELECT o.id, o.address_id, o.conversation_id, c.subject, o.failed, o.sent + o.failed "
        "FROM outbound_outgoing o JOIN store_conversation c ON c.id = o.conversation_id "
        "WHERE o.id > %s AND o.kind IN ('post', 'campaign') AND o.created_at > %s "
        "AND o.failed >= %s "
        "AND o.failed * %s >= o.sent + o.failed AND NOT EXISTS (SELECT 1 FROM store_entry e "
        "WHERE e.conversation_id = o.conversation_id AND e.kind = %s) ORDER BY o.id",
        (int(since.timestamp() * 1000) << CHANCE_BITS, stored(since), FEWEST, SHARE, ENTRY),
    )
    return [Bad(*row) for row in rows]


def tell(bad: Bad, *, ready: Sequence[Ready], at: datetime) -> bool:
    """The entry beside the post, and the mails, in one; False: it was told. Inside the writer."""
    try:
        row = locked(bad.conversation)
    except (Conversation.DoesNotExist, Merged):
        return False
    if Entry.objects.filter(conversation=row, kind=ENTRY).exists():
        return False
    data = {"outgoing": str(bad.outgoing), "failed": bad.failed, "total": bad.total}
    entry = add_entry(row, kind=ENTRY, actor=None, at=at, data=data)
    ListSettings.objects.update_or_create(address_id=bad.address, defaults={"warned_at": at})
    for one in ready:
        enqueued(one, address=bad.address, at=at)
    record(
        "bounces.warned",
        at=at,
        address=bad.address,
        conversation=bad.conversation,
        data={"entry": entry.number},
    )
    return True


def _letters(services: Services, bad: Bad) -> list[Ready]:
    owners = moderators_of(bad.address, conversation=bad.conversation, right=Right.MANAGE)
    return [_letter(services, bad, owner=owner) for owner in owners]


def _letter(services: Services, bad: Bad, *, owner: User) -> Ready:
    listing = of(DjangoReader(), bad.address)
    subject, text = words.letter(
        "bounces",
        language=owner.language,
        subject=harmless(bad.subject) or "–",
        list=f"{listing.name} <{listing.email}>",
        failed=f"{bad.failed:,}",
        total=f"{bad.total:,}",
        link=link_to(services, bad.conversation, address=bad.address),
    )
    raw = compose(
        Letter(
            from_=(listing.name, listing.email),
            to=((owner.name, owner.address),),
            subject=harmless(subject),
            text=text,
            date=services.clock(),
            message_id=message_id_for(bad.conversation, listing=listing),
            headers=GENERATED,
        )
    )
    return Ready(owner.address, services.blobs.prepare(raw), listing.email)
