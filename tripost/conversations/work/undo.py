"""Take an act back, as far as nobody has gone on since; safe against being cut off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection

from tripost.conversations.work import keeping
from tripost.conversations.work.act import (
    FORBIDDEN,
    MERGED,
    MOVED_ON,
    call_back,
    may_work_on,
    step,
    with_sight,
)
from tripost.conversations.work.base import Done, Performer, Refused
from tripost.conversations.work.decide import Facts, Mark
from tripost.conversations.work.keeping import EVENTS, MarkStep, Step, facts_of
from tripost.conversations.work.labelling import stick
from tripost.conversations.work.rows import Held, held, marks
from tripost.conversations.work.telling import names_of
from tripost.kit.entered import NOT_FOUND, Conflict
from tripost.people.policies import Actor, Hidden, visible
from tripost.store.models import Act, ActItem, Status
from tripost.store.models.conversation import State

PERSONAL = frozenset({"star", "follow", "archive", "read"})


@dataclass(frozen=True, slots=True)
class _Item:
    """One conversation of the act, as it was written down."""

    conversation: int
    entry: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def begin(act: int, *, who: Actor) -> tuple[str, list[int]]:
    """What is to be undone of an act of one's own: its kind and the ids of its conversations.

    One whose undoing was cut off (a crash between two fifties) begins where it stopped. Raises
    Hidden for anybody else's, Conflict when it was undone before.
    """
    row = _own(act, who=who)
    items = ActItem.objects.filter(act=row).order_by("pk")
    ids = list(items.values_list("conversation_id", flat=True))
    done = _taken_back(_undoing(row), of=ids)
    return row.kind, [one for one in ids if one not in done]


def undo(
    act: int, conversations: Sequence[int], *, who: Actor, at: datetime, last: bool = True
) -> Done:
    """Give these conversations back what the act changed; up to CHUNK in one transaction.

    With the `last` of them the act counts as undone. `act` of the answer is the undoing, which can
    itself be undone. A conversation whose facts, or whose events of this kind, went on since is
    kept as it is. Safe to run twice: what is given back is told again and not touched. Raises
    Hidden, Conflict as `begin` does.
    """
    row = _own(act, who=who)
    undoing = _undoing(row)
    there = _taken_back(undoing, of=conversations)
    items = {
        found[0]: _Item(*found)
        for found in ActItem.objects.filter(act=row, conversation_id__in=conversations)
        .exclude(conversation_id__in=there)
        .values_list("conversation_id", "entry", "before", "after")
        .order_by("pk")
    }
    rows = held(list(items), allowed=visible(who))
    back = _marks_back if row.kind in PERSONAL else _work_back
    done = back(row.kind, items, rows, who=who, at=at, act=act, undoing=undoing)
    if last:
        _close(row, at=at)
    return Done(act=undoing, changed=tuple(c for c in conversations if c in there)) + done


def undo_whole(act: int, *, by: Performer, who: Actor, at: datetime) -> Done:
    """The same for an act that has its own hands, all in one transaction: when they refuse, it is
    not undone. Raises Hidden, Conflict, and what they raise."""
    row = _own(act, who=who)
    _close(row, at=at)
    return by.undo(act, who=who, at=at)


def _own(act: int, *, who: Actor) -> Act:
    row = Act.objects.select_for_update().filter(pk=act, by_id=who.id).first()
    if row is None:
        raise Hidden
    if row.undone_at is not None:
        raise Conflict("already-undone", "This has been undone already.")
    return row


def _close(row: Act, *, at: datetime) -> None:
    row.undone_at = at
    row.save(update_fields=["undone_at"])


def _undoing(row: Act) -> int | None:
    """The undoing of this act that has begun; one that was itself undone is another matter."""
    begun = Act.objects.filter(undoes=row, undone_at=None).order_by("pk")
    return begun.values_list("pk", flat=True).first()


def _taken_back(undoing: int | None, *, of: Sequence[int]) -> frozenset[int]:
    """Those of these conversations that this undoing has given back."""
    if undoing is None:
        return frozenset()
    items = ActItem.objects.filter(act_id=undoing, conversation_id__in=of)
    return frozenset(items.values_list("conversation_id", flat=True))


def _work_back(
    kind: str,
    items: Mapping[int, _Item],
    rows: Mapping[int, Held],
    *,
    who: Actor,
    at: datetime,
    act: int,
    undoing: int | None,
) -> Done:
    newest = _newest(kind, list(rows))
    known = frozenset(Status.objects.values_list("pk", flat=True))
    pairs: list[tuple[Held, Facts]] = []
    refused: list[Refused] = []
    for item in items.values():
        row = rows.get(item.conversation)
        if row is None:
            refused.append(Refused(item.conversation, *NOT_FOUND))
        elif not may_work_on(who, row):
            refused.append(Refused(item.conversation, "forbidden", FORBIDDEN))
        elif row.facts.state == State.MERGED:  # its entries are elsewhere until it is taken apart
            refused.append(Refused(item.conversation, "moved-on", MERGED))
        elif newest.get(item.conversation, 0) > item.entry or not _as_left(item, row):
            refused.append(Refused(item.conversation, "moved-on", MOVED_ON))
        else:
            pairs.append((row, _restored(item, row, statuses=known)))
    names = names_of([(row.facts, after) for row, after in pairs])
    steps = [step(row, after, kind=kind, names=names, more={"undo": True}) for row, after in pairs]
    if steps and undoing is None:
        undoing = keeping.keep_act(kind, by=who.id, at=at, undoes=act)
    _write(steps, kind=kind, by=who.id, at=at, act=undoing)
    return Done(act=undoing, changed=tuple(s.conversation for s in steps), refused=tuple(refused))


def _write(steps: Sequence[Step], *, kind: str, by: int, at: datetime, act: int | None) -> None:
    if kind == "label":
        stick(steps)
    if kind == "assign":
        steps = with_sight(steps)
        call_back(steps, by=by)
    keeping.write(steps, by=by, at=at, act=act)


def _newest(kind: str, conversations: Sequence[int]) -> dict[int, int]:
    """The last event of this kind: what was done and done back looks untouched, and is not."""
    if not conversations:
        return {}
    places = ", ".join(["%s"] * len(conversations))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conversation_id, MAX(number) FROM store_entry WHERE kind = %s "
            f"AND conversation_id IN ({places}) GROUP BY conversation_id",
            [EVENTS[kind], *conversations],
        )
        return dict(cursor.fetchall())


def _as_left(item: _Item, row: Held) -> bool:
    """Whether the columns the act changed are as it left them. How long somebody has waited goes
    its own way once a mail or a note came."""
    left = facts_of(item.after)
    if row.last_content > item.entry:
        left.pop("waiting_since", None)
    return all(getattr(row.facts, name) == value for name, value in left.items())


def _restored(item: _Item, row: Held, *, statuses: frozenset[int]) -> Facts:
    """As before; but what was answered since is not new again, nor does it wait again. A status
    that was deleted meanwhile is nobody's."""
    values = facts_of(item.before)
    if row.last_content > item.entry:
        values.pop("waiting_since", None)
        if values.get("state") == State.NEW:
            values["state"] = State.OPEN
    if values.get("status_id") not in statuses:
        values.pop("status_id", None)
        if row.facts.status_id is not None and "state" in values:
            values["status_id"] = None
    return replace(row.facts, **values)


def _marks_back(
    kind: str,
    items: Mapping[int, _Item],
    rows: Mapping[int, Held],
    *,
    who: Actor,
    at: datetime,
    act: int,
    undoing: int | None,
) -> Done:
    known = marks(list(rows), user=who.id)
    steps: list[MarkStep] = []
    refused: list[Refused] = []
    for item in items.values():
        row, mark = rows.get(item.conversation), known.get(item.conversation, Mark())
        if row is None:
            refused.append(Refused(item.conversation, *NOT_FOUND))
        elif any(getattr(mark, name) != value for name, value in item.after.items()):
            refused.append(Refused(item.conversation, "moved-on", MOVED_ON))
        else:
            steps.append(
                MarkStep(
                    conversation=row.conversation,
                    address=row.address,
                    before=mark,
                    after=replace(mark, **item.before),
                    exists=row.conversation in known,
                )
            )
    if steps and undoing is None:
        undoing = keeping.keep_act(kind, by=who.id, at=at, undoes=act)
    keeping.write_marks(steps, by=who.id, at=at, act=undoing)
    return Done(act=undoing, changed=tuple(s.conversation for s in steps), refused=tuple(refused))
