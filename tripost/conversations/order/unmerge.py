"""Take apart what a merge made one: each part gets its own back, what came since stays."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from tripost.conversations.event import add_entry, tell
from tripost.conversations.order import belongings
from tripost.conversations.order.keeping import put, put_back
from tripost.conversations.order.merge import let_go, set_readers
from tripost.conversations.order.parts import (
    CHUNK,
    CONTENT,
    Carried,
    carry,
    husks,
    recount,
)
from tripost.conversations.order.queries import living
from tripost.conversations.work.base import Done, Refused
from tripost.conversations.work.keeping import keep_act, keep_item
from tripost.people.policies import WRITE, Actor, require
from tripost.people.sight import sights
from tripost.store.models import ActItem, Conversation, Entry, Reader
from tripost.store.models.conversation import State
from tripost.store.reads import DjangoReader

CHANGED: Final = "conversation.unmerged"
MOVED_ON: Final = "It has gone on since: this can no longer be taken apart."


def unmerge(act: int, *, who: Actor, at: datetime, kind: str = "merge") -> Done:
    """Take the merge of this act apart. Raises Hidden, Forbidden.

    A part whose entries have gone elsewhere meanwhile is kept where it is. The whole keeps husks
    in place of what left, so that no number is given twice.
    """
    items = list(ActItem.objects.filter(act_id=act).order_by("pk"))
    own = next(item for item in items if item.after.get("how") == "merged")
    target = own.conversation_id
    reader = DjangoReader()
    home = living(reader, target)
    require(reader, who=who, conversation=home, right=WRITE)
    places = {home, *(item.conversation_id for item in items)}
    rows = {
        row.pk: row
        for row in Conversation.objects.select_for_update().filter(pk__in=places).order_by("pk")
    }
    whole = rows[home]
    memories = [item for item in items if item.pk != own.pk]
    back = [item for item in memories if _is_there(rows[item.conversation_id], item, home, target)]
    refused = [
        Refused(item.conversation_id, "moved-on", MOVED_ON) for item in memories if item not in back
    ]
    if not back:
        return Done(refused=tuple(refused))
    new = keep_act(kind, by=who.id, at=at, undoes=act)
    before = sights(reader, conversations=[home, *(item.conversation_id for item in back)])
    for item in back:
        _give_back(rows[item.conversation_id], whole=whole, memory=item.before, at=at)
        keep_item(
            new, conversation=item.conversation_id, entry=0, before={}, after={"into": target}
        )
        _stay_closed(rows[item.conversation_id], whole=whole, own=own)
    last = whole.last_entry
    recount(whole)
    whole.last_entry = last
    husks(home, last=last, to=back[0].conversation_id, at=at)
    if home == target and not refused:
        refused += _restore(whole, own)
    entry = add_entry(
        whole,
        kind="unmerged",
        actor=who.id,
        at=at,
        data={"to": _named([rows[i.conversation_id] for i in back], own, whole=whole)},
    )
    after = {"how": "unmerged", "into": target}
    keep_item(new, conversation=home, entry=entry.number, before={}, after=after)
    changed = [whole, *(rows[item.conversation_id] for item in back)]
    for row in changed:
        tell(row, CHANGED, by=who.id, at=at, data={"before": before[row.pk].as_data()})
    return Done(act=new, changed=tuple(row.pk for row in changed), refused=tuple(refused))


def _named(parts: Sequence[Conversation], own: ActItem, *, whole: Conversation) -> list[str]:
    """The ids of the parts that everybody who sees the whole may know of. What is confidential on
    its own again leaves no trace in the whole (law 7), not in the event of the merging either."""
    hidden = {str(part.pk) for part in parts if part.confidential and not whole.confidential}
    event = Entry.objects.filter(pk=own.after["event"]).first()
    if event is not None and hidden:
        event.data = {"from": [one for one in event.data["from"] if one not in hidden]}
        event.save(update_fields=["data"])
    return [str(part.pk) for part in parts if str(part.pk) not in hidden]


def _is_there(part: Conversation, item: ActItem, home: int, target: int) -> bool:
    """Whether the part is still merged by this act, with content of its own to give back."""
    if part.state != State.MERGED or part.merged_into_id != target:
        return False
    ids = [entry for entry, _ in item.before["entries"]]
    return not ids or bool(_found(ids, home))


def _found(ids: Sequence[int], home: int) -> list[tuple[int, int, int | None]]:
    """(id, number, message) of those of these entries that are there."""
    found: list[tuple[int, int, int | None]] = []
    for start in range(0, len(ids), CHUNK):
        some = Entry.objects.filter(pk__in=ids[start : start + CHUNK], conversation_id=home)
        found += some.order_by("number").values_list("pk", "number", "message_id")
    return found


def _give_back(
    part: Conversation, *, whole: Conversation, memory: Mapping[str, Any], at: datetime
) -> None:
    """Entries to their old numbers, the row as it was."""
    wanted: dict[int, int] = dict(memory["entries"])
    found = _found(list(wanted), whole.pk)
    carry(
        [Carried(entry, now, wanted[entry], message) for entry, now, message in found],
        source=whole.pk,
        target=part.pk,
    )
    husks(part.pk, last=memory["last"], to=whole.pk, at=at)
    belongings.leave(part, whole=whole, kept=memory)
    put(part, memory["row"])
    part.merged_into = None
    let_go(part)
    recount(part)
    part.save()


def _stay_closed(part: Conversation, *, whole: Conversation, own: ActItem) -> None:
    """What was closed as a part of the whole, after the merge, does not come back open."""
    by_merging = own.conversation_id == whole.pk and own.after["row"]["confidential"]
    if part.confidential or not whole.confidential or by_merging:
        return
    users = Reader.objects.filter(conversation=whole).values_list("user_id", flat=True)
    set_readers(part, list(users))
    part.save(update_fields=["confidential"])
    let_go(part)
    part.save(update_fields=["assignee"])


def _restore(whole: Conversation, own: ActItem) -> list[Refused]:
    """The columns of the whole as they were, where nobody has changed them since."""
    before, after = dict(own.before["row"]), dict(own.after["row"])
    closed = before.pop("confidential"), after.pop("confidential")
    for name in ("labels", "address_id"):  # `belongings.leave` knows better; a move is its own act
        before.pop(name)
        after.pop(name)
    moved_on = put_back(whole, before=before, after=after)
    now = sorted(Reader.objects.filter(conversation=whole).values_list("user_id", flat=True))
    since = Entry.objects.filter(conversation=whole, number__gt=own.entry, kind__in=CONTENT)
    # What came in since may tell of what was confidential: then it stays so.
    if now == own.after["readers"] and not (closed == (False, True) and since.exists()):
        set_readers(whole, own.before["readers"])
    belongings.open_to_outsiders(whole, kept=own.before)
    belongings.put_sends_back(own.before["sends"])
    if not moved_on:
        return []
    return [Refused(whole.pk, "moved-on", "Somebody has changed this since, so it stays as it is.")]
