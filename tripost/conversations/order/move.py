"""Give conversations to another address of ours: one column changes, mails stay as received."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tripost.conversations.event import add_entry, tell
from tripost.conversations.order.keeping import put_back
from tripost.conversations.order.merge import let_go
from tripost.conversations.work.base import Done, Refused
from tripost.conversations.work.keeping import keep_act, keep_item
from tripost.people.models import Right, Team
from tripost.people.policies import (
    WRITE,
    Actor,
    Forbidden,
    Hidden,
    actors,
    require,
    require_address,
)
from tripost.people.sight import sights
from tripost.store.models import ActItem, Conversation, Draft
from tripost.store.models.conversation import State
from tripost.store.reads import DjangoReader

CHANGED: Final = "conversation.moved"
_COLUMNS: Final = ("address_id", "assignee_id", "team_id")


@dataclass(frozen=True, slots=True)
class Move:
    """POST /acts {kind: "move", address}."""

    address: int


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
    act: int | None = None
    done = Done()
    for row in _locked(conversations):
        why = _why_not(row, who=who)
        if why is not None:
            done += Done(refused=(Refused(row.pk, *why),))
        elif row.address_id == address:
            done += Done(unchanged=(row.pk,))
        else:
            act = act or keep_act("move", by=who.id, at=at)
            before = _columns(row)
            number = _put(row, address=address, by=who.id, at=at)
            keep_item(act, conversation=row.pk, entry=number, before=before, after=_columns(row))
            done += Done(act=act, changed=(row.pk,))
    there = {*done.changed, *done.unchanged, *(one.conversation for one in done.refused)}
    missing = [ident for ident in dict.fromkeys(conversations) if ident not in there]
    return done + Done(
        refused=tuple(Refused(ident, "not-found", "There is nothing here.") for ident in missing)
    )


def move_back(act: int, *, who: Actor, at: datetime) -> Done:
    """To where they were; what somebody has moved on since stays. Raises nothing for one of them:
    it is refused."""
    items = {item.conversation_id: item for item in ActItem.objects.filter(act_id=act)}
    new: int | None = None
    done = Done()
    for row in _locked(list(items)):
        item = items[row.pk]
        why = _why_not(row, who=who) or _moved_on(row, item, who=who)
        if why is not None:
            done += Done(refused=(Refused(row.pk, *why),))
            continue
        new = new or keep_act("move", by=who.id, at=at, undoes=act)
        before = _columns(row)
        number = _put(row, address=item.before["address_id"], by=who.id, at=at, after=item)
        keep_item(new, conversation=row.pk, entry=number, before=before, after=_columns(row))
        done += Done(act=new, changed=(row.pk,))
    return done


def _locked(conversations: Sequence[int]) -> list[Conversation]:
    found = Conversation.objects.select_for_update().filter(pk__in=conversations)
    return list(found.order_by("pk"))


def _why_not(row: Conversation, *, who: Actor) -> tuple[str, str] | None:
    try:
        require(DjangoReader(), who=who, conversation=row.pk, right=WRITE)
    except Hidden:
        return "not-found", "There is nothing here."
    except Forbidden:
        return "forbidden", "You may not work on this conversation."
    if row.state == State.MERGED:
        return "moved-on", "It has been merged into another conversation meanwhile."
    return None


def _moved_on(row: Conversation, item: ActItem, *, who: Actor) -> tuple[str, str] | None:
    if row.address_id != item.after["address_id"]:
        return "moved-on", "Somebody has moved it on since."
    if not who.may(WRITE, address=item.before["address_id"]):
        return "forbidden", "You may no longer write on the address it came from."
    return None


def _put(
    row: Conversation, *, address: int, by: int, at: datetime, after: ActItem | None = None
) -> int:
    """Change the column and tell both sides; the event's number."""
    before = sights(DjangoReader(), conversations=[row.pk])[row.pk].as_data()
    old = row.address_id
    if after is None:
        row.address_id = address
    else:
        put_back(row, before=after.before, after=after.after)
    row.save(update_fields=["address_id"])  # who may have it is asked of the new place
    let_go(row)
    _let_team_go(row)
    Draft.objects.filter(conversation=row).update(address_id=address)
    names = dict(_emails((old, address)))
    entry = add_entry(
        row, kind="moved", actor=by, at=at, data={"from": names[old], "to": names[address]}
    )
    data = {"from": str(old), "to": str(address), "entry": entry.number, "before": before}
    tell(row, CHANGED, by=by, at=at, data=data)
    return entry.number


def _let_team_go(row: Conversation) -> None:
    """A team keeps it when one of its people at least can read it there."""
    if row.team_id is None:
        return
    users = list(Team.objects.get(pk=row.team_id).members.values_list("pk", flat=True))
    people = actors(DjangoReader(), users=users)
    opening = Right.READ | Right.OWN
    if not any(one.may(opening, address=row.address_id) for one in people.values()):
        row.team_id = None


def _emails(addresses: Sequence[int]) -> list[Any]:
    places = ", ".join(["%s"] * len(addresses))
    return DjangoReader().rows(
        f"SELECT id, email FROM addresses_address WHERE id IN ({places})", addresses
    )


def _columns(row: Conversation) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _COLUMNS}
