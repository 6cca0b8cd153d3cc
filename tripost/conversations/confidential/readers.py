"""Who may see a confidential conversation: readers named by people, and the way back."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import F

from tripost.conversations.event import add_entry, locked, tell
from tripost.conversations.work.base import Done, Refused
from tripost.conversations.work.keeping import keep_act, keep_item
from tripost.people.audit import audit
from tripost.people.models import User
from tripost.people.policies import SEES, WRITE, Actor, actors, may_be_reader, require
from tripost.people.sight import Sight, sights
from tripost.store.models import ActItem, Conversation, Invited, Reader
from tripost.store.reads import DjangoReader

KIND: Final = "readers"


def set_readers(conversation: int, *, users: Sequence[int], by: int, at: datetime) -> int | None:
    """Confidential for these people only; an empty list opens it again for all who may read.

    Whoever closes the door stays inside: `by` is always among the readers. Who came in by
    breaking the glass and is named no longer goes again. The act, None when nothing changes.
    """
    row = locked(conversation)
    wanted = {*users, by} if users else set()
    was = _sight(row)
    if wanted == was.readers:
        return None
    if row.assignee_id is not None and wanted and row.assignee_id not in wanted:
        row.assignee_id = None  # nobody keeps work they cannot see
    broken = Invited.objects.filter(conversation=row, by=F("user")).exclude(user_id__in=wanted)
    before = _state(was, glass=[[one.user_id, one.at.isoformat()] for one in broken])
    broken.delete()
    entry = _admit(row, wanted, was=was, by=by, at=at)
    return _kept(row, entry=entry, before=before, glass=[], by=by, at=at)


def put_back(act: int, *, who: Actor, at: datetime) -> Done:
    """Undo `set_readers`, where nobody has chosen other readers since. The answer is an act.

    Who may no longer read there stays outside. Whom it was taken from has it again, when nobody
    else has it by now. Raises Hidden, Forbidden, Merged.
    """
    item = ActItem.objects.filter(act_id=act).first()
    if item is None:  # the conversation is not there any more
        return Done()
    row = locked(item.conversation_id)
    require(DjangoReader(), who=who, conversation=row.pk, right=WRITE)
    was = _sight(row)
    if sorted(was.readers) != item.after["readers"]:
        detail = "Somebody has chosen other readers since."
        return Done(refused=(Refused(row.pk, "moved-on", detail),))
    glass = _glass_back(row, item)
    wanted = _still(row, item.before["readers"], by=who.id)
    if row.assignee_id == item.after["assignee"] and _may_have(row, item.before, readers=wanted):
        row.assignee_id = item.before["assignee"]
    if row.assignee_id not in wanted and wanted:
        row.assignee_id = None
    entry = _admit(row, wanted, was=was, by=who.id, at=at, more={"undo": True})
    before = _state(was, glass=item.after["glass"])
    new = _kept(row, entry=entry, before=before, glass=glass, by=who.id, at=at, undoes=act)
    return Done(act=new, changed=(row.pk,))


def addresses_of(users: Iterable[int]) -> list[str]:
    """By address, for the event."""
    found = User.objects.filter(pk__in=list(users)).order_by("address")
    return list(found.values_list("address", flat=True))


def _sight(row: Conversation) -> Sight:
    return sights(DjangoReader(), conversations=[row.pk])[row.pk]


def _state(was: Sight, *, glass: Sequence[Any]) -> dict[str, Any]:
    """How it was, as JSON keeps it; `glass`: [user, when] of the invitations that come with it."""
    return {"readers": sorted(was.readers), "assignee": was.assignee, "glass": list(glass)}


def _kept(
    row: Conversation,
    *,
    entry: int,
    before: Mapping[str, Any],
    glass: Sequence[Any],
    by: int,
    at: datetime,
    undoes: int | None = None,
) -> int:
    """The act, with how it was and is."""
    act = keep_act(KIND, by=by, at=at, undoes=undoes)
    after = _state(_sight(row), glass=glass)
    keep_item(act, conversation=row.pk, entry=entry, before=before, after=after)
    return act


def _admit(
    row: Conversation,
    wanted: Collection[int],
    *,
    was: Sight,
    by: int,
    at: datetime,
    more: Mapping[str, Any] | None = None,
) -> int:
    """Let these in and nobody else; the number of the event that tells it."""
    Reader.objects.filter(conversation=row).exclude(user_id__in=wanted).delete()
    Reader.objects.bulk_create(
        [Reader(conversation=row, user_id=user) for user in sorted(set(wanted) - was.readers)]
    )
    row.confidential = bool(wanted)
    names = addresses_of(wanted)
    said = {"readers": names, **(more or {})}
    entry = add_entry(row, kind="confidential", actor=by, at=at, data=said)
    place = {"address": row.address_id, "conversation": row.pk}
    audit("readers.set", actor=by, at=at, detail={"readers": names}, **place)
    data = {"readers": sorted(wanted), "before": was.as_data(), "entry": entry.number}
    tell(row, "readers.set", by=by, at=at, data=data)
    return entry.number


def _glass_back(row: Conversation, item: ActItem) -> list[Any]:
    """The invitations that breaking the glass left, as they were; those that came back."""
    gone = [user for user, _ in item.after["glass"]]
    Invited.objects.filter(conversation=row, by=F("user"), user_id__in=gone).delete()
    there = set(Invited.objects.filter(conversation=row).values_list("user_id", flat=True))
    people = actors(DjangoReader(), users=[user for user, _ in item.before["glass"]])
    back = [one for one in item.before["glass"] if one[0] in people and one[0] not in there]
    Invited.objects.bulk_create(
        [
            Invited(conversation=row, user_id=user, by_id=user, at=datetime.fromisoformat(at))
            for user, at in back
        ]
    )
    return back


def _still(row: Conversation, users: Sequence[int], *, by: int) -> set[int]:
    """Those of these who have a way to it by now; whoever closes it again stays inside."""
    people = actors(DjangoReader(), users=users)
    found = {
        user
        for user, person in people.items()
        if may_be_reader(DjangoReader(), who=person, conversation=row.pk)
    }
    return {*found, by} if users else set()


def _may_have(row: Conversation, before: Mapping[str, Any], *, readers: Collection[int]) -> bool:
    user = before["assignee"]
    if user is None or (readers and user not in readers):
        return user is None
    person = actors(DjangoReader(), users=[user]).get(user)
    return person is not None and person.may(SEES, address=row.address_id)
