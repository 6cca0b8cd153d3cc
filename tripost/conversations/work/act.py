"""Do something to many conversations, one transaction for up to fifty; and keep its inverse."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from tripost.conversations.work import keeping
from tripost.conversations.work.base import Done, Refused
from tripost.conversations.work.decide import UNCHANGED, Facts, Mark, Was, changed, marked
from tripost.conversations.work.do import KINDS, Assign, Do, Personal, Relabel, SetState, Work
from tripost.conversations.work.keeping import MarkStep, Step
from tripost.conversations.work.labelling import stick
from tripost.conversations.work.rows import EVERYTHING, Held, held, marks
from tripost.conversations.work.telling import Names, names_of, said
from tripost.conversations.work.whom import givable
from tripost.kit.entered import NOT_FOUND, BadInput
from tripost.people.models import Right
from tripost.people.policies import WRITE, Actor, visible
from tripost.people.sight import sights
from tripost.store.models import ReadMark, Status
from tripost.store.models.conversation import State
from tripost.store.reads import DjangoReader

FORBIDDEN = "You may not work on this conversation."
MOVED_ON = "It has changed since."
MERGED = "It was merged into another one."
CANNOT_READ = "Whoever is to have it may not read it."


def perform(
    conversations: Sequence[int],
    *,
    do: Do,
    who: Actor,
    at: datetime,
    act: int | None = None,
    was: Was | None = None,
) -> Done:
    """Inside the writer: up to CHUNK conversations. `act` continues an act begun before.

    Each conversation changes whole or not at all; what cannot be done is told per conversation.
    Raises BadInput for what is wrong about `do` itself.
    """
    if isinstance(do, Personal):
        return _personal(conversations, do=do, who=who, at=at, act=act)
    rows = held(conversations, allowed=visible(who))
    refused = [Refused(c, *NOT_FOUND) for c in conversations if c not in rows]
    ready: list[Held] = []
    gets = _getters(do, rows)
    for row in rows.values():
        code = _why_not(row, do=do, who=who, was=was, gets=gets)
        if code is None:
            ready.append(row)
        else:
            refused.append(Refused(row.conversation, *code))
    steps, unchanged = _steps(ready, do=do, by=who.id)
    if steps and act is None:
        act = keeping.keep_act(KINDS[type(do)], by=who.id, at=at)
    _write(steps, do=do, by=who.id, at=at, act=act)
    return Done(
        act=act,
        changed=tuple(s.conversation for s in steps),
        unchanged=unchanged,
        refused=tuple(refused),
    )


def work_on(conversation: int, *, do: Work, by: int | None, at: datetime) -> bool:
    """The same for what the house does, or as a part of something greater (send and close):
    nobody is asked and nothing is kept for undoing. Tells whether anything changed."""
    rows = held([conversation], allowed=EVERYTHING)
    steps, _ = _steps(list(rows.values()), do=do, by=by)
    _write(steps, do=do, by=by, at=at, act=None)
    return bool(steps)


def may_work_on(who: Actor, row: Held) -> bool:
    """A right to write, and a right that shows this one: an invitation is none."""
    if not who.may(WRITE, address=row.address):
        return False
    theirs = row.facts.assignee_id == who.id or row.facts.team_id in who.teams
    return theirs or who.may(Right.READ, address=row.address)


Gets = Callable[[int], bool]


def _why_not(
    row: Held, *, do: Work, who: Actor, was: Was | None, gets: Gets
) -> tuple[str, str] | None:
    if not may_work_on(who, row):
        return "forbidden", FORBIDDEN
    if was is not None and not was.holds(row.facts):
        return "moved-on", MOVED_ON
    if row.facts.state == State.MERGED:
        return "merged", MERGED
    if not gets(row.conversation):
        return "cannot-read", CANNOT_READ
    return None


def _getters(do: Work, rows: Mapping[int, Held]) -> Gets:
    """Whether whoever gets a conversation may see it then."""
    if not isinstance(do, Assign):
        return lambda _: True
    found = givable(rows, do)
    return lambda conversation: conversation in found


def _steps(rows: Sequence[Held], *, do: Work, by: int | None) -> tuple[list[Step], tuple[int, ...]]:
    if isinstance(do, SetState):
        _check_status(do)
    decided = [(row, changed(row.facts, do, by=by)) for row in rows]
    moved = [(row, after) for row, after in decided if after is not UNCHANGED]
    names = names_of([(row.facts, after) for row, after in moved])
    steps = [step(row, after, kind=KINDS[type(do)], names=names) for row, after in moved]
    return steps, tuple(row.conversation for row, after in decided if after is UNCHANGED)


def step(
    row: Held, after: Facts, *, kind: str, names: Names, more: Mapping[str, Any] | None = None
) -> Step:
    """The next event of a conversation."""
    return Step(
        conversation=row.conversation,
        address=row.address,
        number=row.last_entry + 1,
        kind=kind,
        before=row.facts,
        after=after,
        data={**said(kind, row.facts, after, names=names), **(more or {})},
    )


def _check_status(do: SetState) -> None:
    if isinstance(do.status, int):
        found = Status.objects.filter(pk=do.status).first()
        if found is None or found.type != do.state:
            raise BadInput("bad-status", "This is not a name of that state.")


def _write(
    steps: Sequence[Step], *, do: Work, by: int | None, at: datetime, act: int | None
) -> None:
    if isinstance(do, Relabel):
        stick(steps)
    if isinstance(do, Assign):
        steps = with_sight(steps)
        call_back(steps, by=by)
    keeping.write(steps, by=by, at=at, act=act)


def with_sight(steps: Sequence[Step]) -> list[Step]:
    """Who saw what is given away, so that the stream can tell those who lose sight of it."""
    before = sights(DjangoReader(), conversations=[s.conversation for s in steps])
    return [replace(s, sight=before[s.conversation].as_data()) for s in steps]


def call_back(steps: Sequence[Step], *, by: int | None) -> None:
    """What somebody gets from others is before their eyes again, put away or not."""
    for user in {s.after.assignee_id for s in steps}:
        if user is None or user == by:
            continue
        given = [s.conversation for s in steps if s.after.assignee_id == user]
        ReadMark.objects.filter(user_id=user, conversation_id__in=given).update(archived_up_to=0)


def _personal(
    conversations: Sequence[int], *, do: Personal, who: Actor, at: datetime, act: int | None
) -> Done:
    rows = held(conversations, allowed=visible(who))
    known = marks(list(rows), user=who.id)
    steps: list[MarkStep] = []
    unchanged: list[int] = []
    for row in rows.values():
        before = known.get(row.conversation, Mark())
        after = marked(before, do, last_entry=row.last_entry)
        if after is UNCHANGED:
            unchanged.append(row.conversation)
        else:
            steps.append(
                MarkStep(
                    conversation=row.conversation,
                    address=row.address,
                    before=before,
                    after=after,
                    exists=row.conversation in known,
                )
            )
    if steps and act is None:
        act = keeping.keep_act(KINDS[type(do)], by=who.id, at=at)
    keeping.write_marks(steps, by=who.id, at=at, act=act)
    return Done(
        act=act,
        changed=tuple(s.conversation for s in steps),
        unchanged=tuple(unchanged),
        refused=tuple(Refused(c, *NOT_FOUND) for c in conversations if c not in rows),
    )
