"""Law 7 for the stream: may this person hear of this change, and was something taken away?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tripost.people.models import Right
from tripost.people.policies import Actor
from tripost.realtime.log import Logged
from tripost.store.reads import Reader

OWN = frozenset(
    (
        "draft.saved",
        "draft.removed",
        "saved_reply.mine",
        "mark.set",
        "upload.added",
        "token.created",
        "token.revoked",
        "contact.changed",
    )
)
"""What concerns nobody but the person who did it."""
FOR_MANAGERS = frozenset(("intake.changed",))
RIGHTS_MOVED = frozenset(
    ("address.changed", "grant.changed", "team.changed", "user.changed", "user.added")
)


@dataclass(frozen=True, slots=True)
class Sight:
    """What decides who sees a conversation; the same facts as `policies.visible` asks for."""

    address: int
    confidential: bool
    readers: frozenset[int]
    assignee: int | None = None
    team: int | None = None
    invited: frozenset[int] = frozenset()

    def as_data(self) -> dict[str, Any]:
        """For `data["before"]` of a Change that moves one of these facts, whole: whoever sees it
        no longer is told that it is gone. It stays in the house (`MINE_ALONE` of the stream)."""
        return {
            "address": self.address,
            "confidential": self.confidential,
            "readers": sorted(self.readers),
            "assignee": self.assignee,
            "team": self.team,
            "invited": sorted(self.invited),
        }


def sight_of(data: Mapping[str, Any]) -> Sight:
    """What `as_data` kept."""
    return Sight(
        address=data["address"],
        confidential=data["confidential"],
        readers=frozenset(data["readers"]),
        assignee=data["assignee"],
        team=data["team"],
        invited=frozenset(data["invited"]),
    )


class Told(Enum):
    """What somebody hears of a change."""

    YES = "yes"
    NO = "no"
    GONE = "gone"


def sights(reader: Reader, *, conversations: Sequence[int]) -> dict[int, Sight]:
    """The facts of these conversations; what does not exist is not there."""
    if not conversations:
        return {}
    places = ", ".join(["%s"] * len(conversations))
    people: dict[str, dict[int, set[int]]] = {"reader": {}, "invited": {}}
    for kind, conversation, user in reader.rows(
        "SELECT 'reader', conversation_id, user_id FROM store_reader "
        f"WHERE conversation_id IN ({places}) UNION ALL "
        "SELECT 'invited', conversation_id, user_id FROM store_invited "
        f"WHERE conversation_id IN ({places})",
        (*conversations, *conversations),
    ):
        people[kind].setdefault(conversation, set()).add(user)
    return {
        ident: Sight(
            address,
            bool(confidential),
            frozenset(people["reader"].get(ident, ())),
            assignee,
            team,
            frozenset(people["invited"].get(ident, ())),
        )
        for ident, address, confidential, assignee, team in reader.rows(
            "SELECT id, address_id, confidential, assignee_id, team_id FROM store_conversation "
            f"WHERE id IN ({places})",
            conversations,
        )
    }


def sees(who: Actor, sight: Sight) -> bool:
    """The same answer as `policies.visible` gives in SQL; a test holds the two together."""
    if sight.confidential and who.id not in sight.readers:
        return False
    if who.may(Right.READ, address=sight.address) or who.id in sight.invited:
        return True
    theirs = who.id == sight.assignee or (sight.team is not None and sight.team in who.teams)
    return theirs and who.may(Right.OWN, address=sight.address)


def told(who: Actor, change: Logged, sight: Sight | None) -> Told:
    """Whether `who` hears of a change. GONE: it has just been taken out of their sight."""
    if change.kind in OWN:
        return Told.YES if change.actor == who.id else Told.NO
    if change.conversation is not None:
        return _of_conversation(who, change, sight)
    if change.kind == "views.counted":
        return Told.YES if _counts(who, change.data) else Told.NO
    if change.kind in FOR_MANAGERS:
        return Told.YES if _looks_after(who, change.address) else Told.NO
    if change.address is None:
        return Told.YES
    heard = who.is_administrator or bool(who.rights.get(change.address))
    if change.kind == "grant.changed" and change.data.get("user") == who.id and not heard:
        return Told.GONE
    return Told.YES if heard else Told.NO


def _counts(who: Actor, data: Mapping[str, Any]) -> bool:
    """Whether what moved in the numbers of views may be in theirs: `owners` of views that are not
    for all, `addresses` where something moved for all who read there, `people` who see something
    that others may not."""
    if who.id not in data.get("owners", (who.id,)):
        return False
    if "addresses" not in data:
        return True
    return who.id in data["people"] or not set(who.readable()).isdisjoint(data["addresses"])


def _looks_after(who: Actor, address: int | None) -> bool:
    """Whether the ledger of an address (None: of several) is shown to them at all."""
    if who.is_administrator:
        return True
    if address is None:
        return any(bits & Right.MANAGE for bits in who.rights.values())
    return who.may(Right.MANAGE, address=address)


def _of_conversation(who: Actor, change: Logged, sight: Sight | None) -> Told:
    if sight is None:  # taken back whole: whoever may read the address may drop it
        readable = change.address is not None and who.may(Right.READ, address=change.address)
        return Told.YES if readable else Told.NO
    if sees(who, sight):
        return Told.YES
    before = change.data.get("before")
    if isinstance(before, dict) and sees(who, sight_of(before)):
        return Told.GONE
    return Told.NO
