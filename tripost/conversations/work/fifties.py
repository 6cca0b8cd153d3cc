"""Acts on many conversations: fifty to a transaction, so that nobody waits long for the writer."""

from collections.abc import Sequence
from functools import partial

from tripost.conversations.work import undo
from tripost.conversations.work.act import perform
from tripost.conversations.work.base import CHUNK, Done, Refused
from tripost.conversations.work.decide import Was
from tripost.conversations.work.do import Do
from tripost.conversations.work.registry import PERFORMERS
from tripost.kit.entered import NOT_FOUND, BadInput
from tripost.people.door import Ask
from tripost.people.policies import Hidden


async def do_all(ask: Ask, ids: Sequence[int], *, do: Do, was: Was | None) -> Done:
    """One thing, done to all of `ids`.

    When a right or a status goes between two fifties, the rest is refused and what was done can be
    undone. Raises Hidden and BadInput when nothing was done.
    """
    done = Done()
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        try:
            done += await ask.write(
                partial(perform, some, do=do, who=ask.who, at=ask.now, act=done.act, was=was)
            )
        except (Hidden, BadInput) as wrong:
            if done.act is None:
                raise
            code, detail = NOT_FOUND
            if isinstance(wrong, BadInput):
                code, detail = wrong.code, wrong.detail
            rest = ids[start:]
            return done + Done(refused=tuple(Refused(one, code, detail) for one in rest))
    return done


async def take_back(ask: Ask, act: int) -> Done:
    """Undo an act of one's own. One that is cut off between two fifties is not undone yet: asked
    for again, it goes on. Raises Hidden, Conflict."""
    kind, ids = await ask.write(partial(undo.begin, act, who=ask.who))
    performer = PERFORMERS.get(kind)
    if performer is not None:
        return await ask.write(partial(undo.undo_whole, act, by=performer, who=ask.who, at=ask.now))
    done = Done()
    for start in range(0, max(len(ids), 1), CHUNK):
        some, last = ids[start : start + CHUNK], start + CHUNK >= len(ids)
        done += await ask.write(partial(undo.undo, act, some, who=ask.who, at=ask.now, last=last))
    return done
