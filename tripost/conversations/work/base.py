"""What acts answer, and what an act that needs its own hands (merge, move) must be able to do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from tripost.kit.entered import BadInput
from tripost.people.policies import Actor

CHUNK: Final = 50  # conversations per transaction: people and mail go on between two of them
AT_ONCE: Final = 1_000  # conversations of one act


@dataclass(frozen=True, slots=True)
class Refused:
    """A conversation that was left as it is, and why. What may not be seen is `not-found`."""

    conversation: int
    code: str  # not-found | forbidden | moved-on | cannot-read | …
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What became of an act; `act` None: nothing changed, so there is nothing to undo."""

    act: int | None = None
    changed: tuple[int, ...] = ()
    unchanged: tuple[int, ...] = ()
    refused: tuple[Refused, ...] = ()

    def __add__(self, other: "Done") -> "Done":
        """Both together: the same act, continued."""
        return Done(
            act=self.act or other.act,
            changed=self.changed + other.changed,
            unchanged=self.unchanged + other.unchanged,
            refused=self.refused + other.refused,
        )


class Performer(Protocol):
    """A kind of act that is more than columns of a row. It keeps its own Act and ActItem rows
    (`keeping.keep_act`, `keeping.keep_item`), writes one Change per conversation, and asks
    `people.policies` inside the transaction. Both methods run inside the writer, in one
    transaction for all conversations."""

    def read(self, wish: Mapping[str, Any]) -> Any:
        """What the body says, checked as far as it can be without the database (BadInput)."""
        ...

    def perform(self, conversations: Sequence[int], *, do: Any, who: Actor, at: datetime) -> Done:
        """Do it, to those that `who` may."""
        ...

    def undo(self, act: int, *, who: Actor, at: datetime) -> Done:
        """Take it back: `act` of the answer is the new act (`undoes` the given one), `changed`
        what was taken back, `refused` what has moved on. `Act.undone_at` is set in the same
        transaction."""
        ...


@dataclass(frozen=True, slots=True)
class OwnDoor:
    """A kind of act that is done to one conversation, by a `door` of its own; here it is undone by
    `back`, as `Performer.undo` says."""

    door: str
    back: Callable[..., Done]

    def read(self, wish: Mapping[str, Any]) -> Any:
        """Never done by POST /acts."""
        raise BadInput("bad-request", f"This is done by {self.door}.")

    def perform(self, conversations: Sequence[int], *, do: Any, who: Actor, at: datetime) -> Done:
        """Never reached: `read` refuses."""
        return Done()

    def undo(self, act: int, *, who: Actor, at: datetime) -> Done:
        """The way back, or forth again."""
        return self.back(act, who=who, at=at)
