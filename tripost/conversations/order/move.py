"""Give conversations to another address of ours: one column changes, mails stay as received."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import F

from tripost.addresses.models import Address
from tripost.conversations.order.keeping import put_back
from tripost.conversations.order.merge import let_go
from tripost.conversations.work.base import Done, Refused
from tripost.conversations.work.keeping import keep_act
from tripost.kit.entered import NOT_FOUND
from tripost.kit.ids import new_id
from tripost.people.models import Right, Team
from tripost.people.policies import (
    HELD,
    WRITE,
    Actor,
    Forbidden,
    Hidden,
    actors,
    require,
    require_address,
    visible,
)
from tripost.people.sight import sights
from tripost.store.changes import next_modseq
from tripost.store.models import ActItem, Change, Conversation, Draft, Entry
from tripost.store.models.conversation import State
from tripost.store.reads import DjangoReader
from tripost.store.wakes import wake

CHANGED: Final = "conversation.moved"
_COLUMNS: Final = ("address_id", "assignee_id", "team_id")
_CHUNK: Final = 200
_CANNOT_READ: Final = ("cannot-read", "Nobody who may see it may read that address.")


@dataclass(frozen=True, slots=True)
class Move:
    """POST /acts {kind: "move", address}."""

    address: int


@dataclass(frozen=True, slots=True)
class _Going:
    """One that moves; `item`: of the act that this takes back."""

    row: Conversation
    address: int
    item: ActItem | None = None


class _Told:
    """What is said of one that has moved."""

    def __init__(
        self, one: _Going, before: dict[str, Any], sight: dict[str, Any], names: dict[int, str]
    ) -> None:
        self.row = one.row
        self.before = before
        self.sight = sight
        self.event = {"from": names[before["address_id"]], "to": names[one.address]}


def move(
    conversations: Sequence[int],
    *,
    address: int,
    who: Actor,
    at: datetime,
) -> Done:
    """To `address`, on which `who` must be allowed to write too. Raises Hidden, Forbidden.

    An answer to a mail that came to the old address joins here: threading asks the mails. Who has
    it keeps it if they can see it there.
    """
    require_address(who, address=address, right=WRITE)
    rows = _locked(conversations)
    why = _why_not(rows, who=who)
    why |= dict.fromkeys(_unseen(rows, address=address) - why.keys(), _CANNOT_READ)
    same = tuple(row.pk for row in rows if row.pk not in why and row.address_id == address)
    going = [_Going(row, address) for row in rows if row.pk not in why and row.pk not in same]
    there = {row.pk for row in rows}
    missing = [ident for ident in dict.fromkeys(conversations) if ident not in there]
    refused = [Refused(ident, *NOT_FOUND) for ident in missing]
    refused += [Refused(ident, *reason) for ident, reason in why.items()]
    act = _put(going, by=who.id, at=at) if going else None
    changed = tuple(one.row.pk for one in going)
    return Done(act=act, changed=changed, unchanged=same, refused=tuple(refused))


def move_back(act: int, *, who: Actor, at: datetime) -> Done:
    """To where they were; what somebody has moved on since is refused and stays."""
    items = {item.conversation_id: item for item in ActItem.objects.filter(act_id=act)}
    rows = _locked(list(items))
    why = _why_not(rows, who=who)
    for row in rows:
        reason = _moved_on(row, items[row.pk], who=who)
        if reason is None and _unseen([row], address=items[row.pk].before["address_id"]):
            reason = _CANNOT_READ
        if reason is not None:
            why.setdefault(row.pk, reason)
    going = [
        _Going(row, items[row.pk].before["address_id"], items[row.pk])
        for row in rows
        if row.pk not in why
    ]
    new = _put(going, by=who.id, at=at, undoes=act) if going else None
    refused = tuple(Refused(ident, *reason) for ident, reason in why.items())
    return Done(act=new, changed=tuple(one.row.pk for one in going), refused=refused)


def _locked(conversations: Sequence[int]) -> list[Conversation]:
    found = Conversation.objects.select_for_update().filter(pk__in=conversations)
    return list(found.order_by("pk"))


def _why_not(rows: Sequence[Conversation], *, who: Actor) -> dict[int, tuple[str, str]]:
    """What `who` may not move, and why; in one look for who sees by address alone."""
    reader, why = DjangoReader(), {}
    if not rows:
        return {}
    allowed = visible(who)
    places = ", ".join(["%s"] * len(rows))
    seen = {
        row[0]
        for row in reader.rows(
            f"SELECT c.id FROM store_conversation c WHERE c.id IN ({places}) AND {allowed.sql}",
            (*(row.pk for row in rows), *allowed.params),
        )
    }
    simple = not who.invited and not who.narrowed()
    for row in rows:
        if row.pk not in seen:
            why[row.pk] = NOT_FOUND
        elif not (who.may(WRITE, address=row.address_id) if simple else _may(row, who=who)):
            why[row.pk] = ("forbidden", "You may not work on this conversation.")
        elif row.state == State.MERGED:
            why[row.pk] = ("moved-on", "It has been merged into another conversation meanwhile.")
    return why


def _may(row: Conversation, *, who: Actor) -> bool:
    try:
        require(DjangoReader(), who=who, conversation=row.pk, right=WRITE)
    except (Hidden, Forbidden):
        return False
    return True


def _unseen(rows: Sequence[Conversation], *, address: int) -> set[int]:
    """The confidential ones that none of their readers could see there: nothing may lie where
    nobody looks."""
    closed = {row.pk for row in rows if row.confidential}
    if not closed:
        return set()
    seen = DjangoReader().rows(
        "SELECT r.conversation_id FROM store_reader r JOIN people_user u ON u.id = r.user_id "
        f"WHERE r.conversation_id IN ({', '.join(['%s'] * len(closed))}) AND u.is_active = %s AND ("
        f"EXISTS (SELECT 1 FROM {HELD} h WHERE h.user_id = u.id AND h.address_id = %s "
        "AND h.rights & %s <> 0) OR EXISTS (SELECT 1 FROM store_invited i "
        "WHERE i.user_id = u.id AND i.conversation_id = r.conversation_id))",
        (*closed, True, address, int(Right.READ)),
    )
    return closed - {row[0] for row in seen}


def _moved_on(row: Conversation, item: ActItem, *, who: Actor) -> tuple[str, str] | None:
    if row.address_id != item.after["address_id"]:
        return "moved-on", "Somebody has moved it on since."
    if not who.may(WRITE, address=item.before["address_id"]):
        return "forbidden", "You may no longer write on the address it came from."
    return None


def _put(going: Sequence[_Going], *, by: int, at: datetime, undoes: int | None = None) -> int:
    """Change the column of all and tell both sides; the act."""
    ids = [one.row.pk for one in going]
    was = sights(DjangoReader(), conversations=ids)
    before = {one.row.pk: _columns(one.row) for one in going}
    names = _emails({a for one in going for a in (one.row.address_id, one.address)})
    for one in going:
        if one.item is None:
            one.row.address_id = one.address
        else:
            put_back(one.row, before=one.item.before, after=one.item.after)
    for address in {one.address for one in going}:
        some = [one.row.pk for one in going if one.address == address]
        Conversation.objects.filter(pk__in=some).update(
            address_id=address, last_entry=F("last_entry") + 1
        )
        Draft.objects.filter(conversation__in=some).update(address_id=address)
    teams: dict[tuple[int, int], bool] = {}
    for one in going:  # who may have it is asked of the new place
        one.row.last_entry += 1
        let_go(one.row)
        _let_team_go(one.row, known=teams)
        if _columns(one.row) != before[one.row.pk] | {"address_id": one.address}:
            one.row.save(update_fields=["assignee", "team"])
    act = keep_act("move", by=by, at=at, undoes=undoes)
    told = [_Told(one, before[one.row.pk], was[one.row.pk].as_data(), names) for one in going]
    _write(told, act=act, by=by, at=at)
    return act


def _write(told: Sequence[_Told], *, act: int, by: int, at: datetime) -> None:
    """The events, the items of the act, and one Change each."""
    Entry.objects.bulk_create(
        [
            Entry(
                id=new_id(at),
                conversation=one.row,
                number=one.row.last_entry,
                kind="moved",
                at=at,
                actor_id=by,
                data=one.event,
            )
            for one in told
        ],
        batch_size=_CHUNK,
    )
    ActItem.objects.bulk_create(
        [
            ActItem(
                act_id=act,
                conversation=one.row,
                entry=one.row.last_entry,
                before=one.before,
                after=_columns(one.row),
            )
            for one in told
        ],
        batch_size=_CHUNK,
    )
    Change.objects.bulk_create(
        [
            Change(
                modseq=modseq,
                at=at,
                kind=CHANGED,
                address_id=one.row.address_id,
                conversation_id=one.row.pk,
                actor_id=by,
                data={"entry": one.row.last_entry, "before": one.sight},
            )
            for modseq, one in enumerate(told, start=next_modseq(len(told)))
        ],
        batch_size=_CHUNK,
    )
    wake("changes")


def _let_team_go(row: Conversation, *, known: dict[tuple[int, int], bool]) -> None:
    """A team keeps it when one of its people at least can read it there; `known`: asked before."""
    if row.team_id is None:
        return
    key = (row.team_id, row.address_id)
    if key not in known:
        users = list(Team.objects.get(pk=row.team_id).members.values_list("pk", flat=True))
        people = actors(DjangoReader(), users=users)
        opening = Right.READ | Right.OWN
        known[key] = any(one.may(opening, address=row.address_id) for one in people.values())
    if not known[key]:
        row.team_id = None


def _emails(addresses: Collection[int]) -> dict[int, str]:
    found = Address.objects.filter(pk__in=addresses)
    return dict(found.values_list("pk", "email"))


def _columns(row: Conversation) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _COLUMNS}
