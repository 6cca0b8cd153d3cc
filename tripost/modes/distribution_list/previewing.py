"""What would a pasted text add to this list? Looks at who is on it already; changes nothing."""

from collections.abc import Sequence

import msgspec

from tripost.core.address import Pasted
from tripost.store.reads import Reader

CHUNK = 500
GONE = "unsubscribed"
ITSELF = "own-address"
ON_IT = ("active", "bouncing")


class NamedShape(msgspec.Struct, frozen=True):
    """Somebody in a pasted text."""

    address: str
    name: str


class UnreadShape(msgspec.Struct, frozen=True):
    """A piece of a pasted text that will not be added; `line` 0: not because of how it reads."""

    line: int
    text: str
    reason: str


class PastedShape(msgspec.Struct, frozen=True):
    """What a pasted text holds, sorted by what adding it would do."""

    valid: list[NamedShape]
    duplicate: list[NamedShape]
    refused: list[UnreadShape]


def states(reader: Reader, *, address: int, emails: Sequence[str]) -> dict[str, str]:
    """How those of these who are known to the list stand with it."""
    found: dict[str, str] = {}
    for start in range(0, len(emails), CHUNK):
        chunk = emails[start : start + CHUNK]
        places = ", ".join(["%s"] * len(chunk))
        found |= dict(
            reader.rows(
                "SELECT email, state FROM distribution_list_subscriber WHERE address_id = %s "
                f"AND email IN ({places})",
                (address, *chunk),
            )
        )
    return found


def sorted_out(pasted: Pasted, *, known: dict[str, str], list_email: str) -> PastedShape:
    """Members count as there already; the list itself and who left stay away. Pure."""
    valid, duplicate = [], [NamedShape(p.address, p.name) for p in pasted.duplicate]
    refused = [UnreadShape(r.line, r.text, r.reason) for r in pasted.refused]
    for person in pasted.valid:
        shape = NamedShape(person.address, person.name)
        state = known.get(person.address.lower(), "")
        if person.address.lower() == list_email:
            refused.append(UnreadShape(0, person.address, ITSELF))
        elif state in ON_IT:
            duplicate.append(shape)
        elif state == GONE:
            refused.append(UnreadShape(0, person.address, GONE))
        else:
            valid.append(shape)
    return PastedShape(valid=valid, duplicate=duplicate, refused=refused)
