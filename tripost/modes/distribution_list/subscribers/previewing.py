"""What would a pasted text add to this list? Looks at who is on it already; changes nothing."""

from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from tripost.core.address import Pasted
from tripost.core.typos import repaired, suggestion
from tripost.store.reads import Reader

CHUNK: Final = 500
ITSELF: Final = "own-address"
USUAL: Final = 5  # people of one domain in a text: then it is spelt right


class ValidShape(msgspec.Struct, frozen=True):
    """Somebody in a pasted text, and how they stand with the list; `suggestion`: the address that
    was perhaps meant."""

    address: str
    name: str
    state: str  # new | present | unsubscribed | removed | bouncing
    suggestion: str | None = None


class InvalidShape(msgspec.Struct, frozen=True):
    """A piece of a pasted text that cannot be added; `line` 0: not because of how it reads."""

    line: int
    text: str
    reason: str
    suggestion: str | None = None


class TwiceShape(msgspec.Struct, frozen=True):
    """Somebody who stands in the text once more."""

    address: str
    name: str


class PastedShape(msgspec.Struct, frozen=True):
    """What a pasted text holds, sorted by what adding it would do."""

    valid: list[ValidShape]
    invalid: list[InvalidShape]
    twice: list[TwiceShape]


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
    """Everybody with their state; the list itself stays away. Pure."""
    invalid, valid, usual = [], [], _usual(pasted, list_email=list_email)
    for refused in pasted.refused:
        meant = repaired(refused.text, usual=usual)
        invalid.append(InvalidShape(refused.line, refused.text, refused.reason, meant))
    for person in pasted.valid:
        email = person.address.lower()
        if email == list_email:
            invalid.append(InvalidShape(0, person.address, ITSELF))
            continue
        state = {"active": "present"}.get(known.get(email, "new"), known.get(email, "new"))
        meant = suggestion(person.address, usual=usual) if state == "new" else None
        valid.append(ValidShape(person.address, person.name, state, meant))
    twice = [TwiceShape(p.address, p.name) for p in pasted.duplicate]
    return PastedShape(valid=valid, invalid=invalid, twice=twice)


def _usual(pasted: Pasted, *, list_email: str) -> Collection[str]:
    """Domains that are spelt right: our own, and what several people here have."""
    domains = Counter(person.address.rpartition("@")[2].lower() for person in pasted.valid)
    several = {domain for domain, people in domains.most_common(50) if people >= USUAL}
    return several | {list_email.rpartition("@")[2]}
