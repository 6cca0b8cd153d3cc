"""`{{first_name|Fallback}}` in a campaign: where they stand, and which nobody knows."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final

URLS: Final = ("unsubscribe_url", "preferences_url", "web_url")
KNOWN: Final = (
    "name", "first_name", "last_name", "email", "language", "list_name", "list_email", *URLS,
)  # fmt: skip
ATTRIBUTE: Final = "attr."  # before the key of an attribute of the list
_PLACE = re.compile(r"\{\{\s*([\w.-]{1,60})\s*(?:\|([^{}\n]{0,200}))?\}\}")


@dataclass(frozen=True, slots=True)
class Place:
    """One variable. `fallback` None: none is given, "" stands there when the value is missing."""

    name: str
    fallback: str | None


def places(text: str) -> list[Place]:
    """In their order."""
    return [_place(found) for found in _PLACE.finditer(text)]


def replaced(text: str, put: Callable[[Place], str]) -> str:
    """The text with each variable replaced by what `put` says."""
    return _PLACE.sub(lambda found: put(_place(found)), text)


def unquoted(text: str) -> str:
    """The same with no quotes around fallbacks: inside an attribute they would end it."""
    return _PLACE.sub(_plain, text)


def _plain(found: re.Match[str]) -> str:
    if found[2] is None:
        return found[0]
    said = _stripped(found[2].replace("&quot;", '"').replace("&#34;", '"').replace("&#39;", "'"))
    return "{{" + found[1] + "|" + said.replace('"', "&quot;") + "}}"


def unknown(found: Iterable[Place], *, attributes: Collection[str]) -> tuple[str, ...]:
    """The names, each once, that are neither built in nor an attribute of the list."""
    wrong = {
        place.name: None
        for place in found
        if place.name not in KNOWN
        and not (
            place.name.startswith(ATTRIBUTE) and place.name.removeprefix(ATTRIBUTE) in attributes
        )
    }
    return tuple(wrong)


def _place(found: re.Match[str]) -> Place:
    fallback = found[2]
    return Place(found[1].lower(), None if fallback is None else _stripped(fallback))


def _stripped(fallback: str) -> str:
    said = fallback.strip()
    quoted = len(said) > 1 and said[0] == said[-1] and said[0] in "\"'"
    return said[1:-1] if quoted else said
