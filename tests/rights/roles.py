"""The people and things of the rights matrix, and what each person may expect."""

from dataclasses import dataclass
from itertools import count

from django.db import transaction

from tests.doors import House
from tests.world import READ_WRITE
from tripost.addresses.models import Address
from tripost.conversations.confidential.readers import set_readers
from tripost.people.models import Right

GRANTS = {
    "reader": int(Right.READ),
    "writer": int(READ_WRITE),
    "behalf": int(Right.READ | Right.WRITE_ON_BEHALF),
    "manager": int(Right.MANAGE),
    "moderator": int(Right.READ | Right.MANAGE),
    "decider": int(Right.READ | Right.MODERATE),
    "insider": int(READ_WRITE),  # also a reader of the confidential conversation
}
"""Grants on support@. `outsider` has every right on sales@ instead; `root` has no grant."""
ROLES = ("nobody", "outsider", *GRANTS, "root")
EVERYTHING = Right.READ | Right.WRITE_AS | Right.WRITE_ON_BEHALF | Right.MANAGE
_numbers = count(1)
SECRETS = {"open": "Offenesw", "closed": "Geheimesw", "other": "Fremdesw"}
"""A word that only the subject of that conversation holds."""


@dataclass
class Place:
    """A conversation of the matrix with what hangs on it."""

    address: Address
    conversation: int
    message: int
    contact: str


def settle(house: House) -> dict[str, Address]:
    """Everybody moves in."""
    house.world.user("root", role="administrator")
    house.world.user("eva")
    return {
        "support": house.world.address("support", **GRANTS),
        "sales": house.world.address("sales", mode="list", outsider=int(EVERYTHING)),
    }


@transaction.atomic
def fresh(house: House, where: str) -> Place:
    """A new conversation: "open" or "closed" (confidential) in support@, "other" in sales@."""
    address = house.world.address("sales" if where == "other" else "support")
    number = next(_numbers)
    word = SECRETS[where]
    contact = f"{word.lower()}{number}@kunde.example"
    place = house.world.mail(
        address,
        message_id=f"m{number}@x.example",
        subject=word,
        visible=f"{word} text",
        snippet=f"{word} text",
        from_address=contact,
        from_name=word,
        contact=(word, contact),
    )
    if where == "closed":
        insider = house.world.user("insider").pk
        set_readers(place.conversation, users=[insider], by=insider, at=house.now)
    return Place(address, place.conversation, place.message, contact)


READS = {
    "open": {"reader", "writer", "behalf", "moderator", "decider", "insider"},
    "closed": {"insider"},
    "other": {"outsider"},
}
WRITES = {
    "open": {"writer", "behalf", "insider"},
    "closed": {"insider"},
    "other": {"outsider"},
}
MODERATES = {"open": {"moderator", "decider"}, "closed": set[str](), "other": {"outsider"}}
MANAGES = {"open": {"manager", "moderator", "root"}, "other": {"outsider", "root"}}
KNOWS = {"open": {*GRANTS, "root"}, "other": {"outsider", "root"}}
OPERATES = {"manager", "moderator", "outsider", "root"}


def expected(scope: str, role: str, where: str) -> int:
    """200 for may, 401, 403 or 404 otherwise."""
    if role == "nobody":
        return 401
    match scope:
        case "anyone":
            return 200
        case "administrators":
            return 200 if role == "root" else 403
        case "breakers":  # of the glass; where they read already nothing is broken
            return 200 if role == "root" else 403
        case "operators":
            return 200 if role in OPERATES else 403
        case "own":
            return 200 if role == "insider" else 404
        case "readers" | "writers" | "moderators":
            if role not in READS[where]:
                return 404
            allowed = {"readers": READS, "writers": WRITES, "moderators": MODERATES}[scope]
            return 200 if role in allowed[where] else 403
        case "readers-of-address" | "writers-of-address" | "managers-of-address":
            if role not in KNOWS[where]:
                return 404
            allowed = {
                "readers-of-address": READS,
                "writers-of-address": WRITES,
                "managers-of-address": MANAGES,
            }[scope]
            return 200 if role in allowed[where] else 403
        case "stoppers":  # of a mailing: who reads it and manages the list
            if role not in READS[where]:
                return 404
            return 200 if role in MANAGES.get(where, set()) else 403
        case "annotators":  # its author alone, of those who know the person
            if role not in READS[where]:
                return 404
            return 200 if role == "insider" else 403
        case "senders":  # the author alone, of those who may write there
            if role not in READS[where]:
                return 404
            return 200 if role == "insider" else 403
        case "drafters":  # may they write there at all, and is the draft theirs?
            if role not in READS[where]:
                return 404
            if role not in WRITES[where]:
                return 403
            return 200 if role == "insider" else 404
        case "lookers-of-address":
            if role not in KNOWS[where]:
                return 404
            return 200 if role in MANAGES[where] | MODERATES[where] else 403
        case "moderators-of-address":
            if role not in KNOWS[where]:
                return 404
            return 200 if role in MODERATES[where] else 403
        case "retriers-of-address" | "retriers":
            if role not in OPERATES:
                return 403
            if where == "closed":
                return 404  # nothing confidential in operational lists, and no insider manages
            return 200 if role in MANAGES[where] else 404
    raise AssertionError(f"undecided scope {scope}")
