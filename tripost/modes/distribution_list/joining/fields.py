"""What visitors of the public pages fill in, made clean or refused field by field. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tripost.core.address import BadAddress, parse_address
from tripost.core.attribute import BadValue, Known, Stored, cleaned
from tripost.modes.distribution_list.posting.settings import Topic

NAME: Final = 200  # characters
FORM: Final = 500


@dataclass(frozen=True, slots=True)
class Wrong(Exception):
    """A field that cannot be taken; `reason` is a code the page translates."""

    field: str
    reason: str


def email(text: str, *, list_email: str) -> str:
    """The address in the form we keep; raises Wrong."""
    try:
        found = parse_address(text).lower()
    except BadAddress as bad:
        raise Wrong("email", bad.reason) from None
    if found == list_email:
        raise Wrong("email", "own-address")
    return found


def name(text: str) -> str:
    """On one line; what cannot be shown is left out."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:NAME]


def attributes(given: Mapping[str, str], *, known: Sequence[Known]) -> dict[str, Stored | None]:
    """Values of the attributes that are asked for; None: taken away. Raises Wrong."""
    found: dict[str, Stored | None] = {}
    for one in known:
        text = given.get(f"attr.{one.key}")
        if not one.asked or text is None:
            continue
        try:
            found[one.key] = cleaned(text, kind=one.kind, choices=one.choices)
        except BadValue as bad:
            raise Wrong(f"attr.{one.key}", bad.reason) from None
    return found


def topics(given: Sequence[str], *, offered: Sequence[Topic]) -> tuple[str, ...] | None:
    """The keys that were chosen; None: all of them, also those still to come."""
    keys = [one.key for one in offered]
    chosen = tuple(key for key in keys if key in given)
    return None if not keys or len(chosen) == len(keys) else chosen


def place(referrer: str, *, usual: str) -> str:
    """Where the form stood: the page that sent it, without its query; else ours."""
    clean = "".join(c for c in referrer if c.isprintable() and c != " ").split("?")[0]
    return (clean if clean.startswith(("https://", "http://")) else usual)[:FORM]
