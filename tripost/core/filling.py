"""Fill `{{contact.first_name|Fallback}}` in a saved reply; say what could not be filled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

NAMES = (
    "contact.name",
    "contact.first_name",
    "me.name",
    "me.first_name",
    "address.name",
    "address.email",
    "conversation.subject",
    "conversation.number",
)
_PLACE = re.compile(r"\{\{\s*([\w.]{1,60})\s*(?:\|([^{}\n]{0,200}))?\}\}")
_TITLES = frozenset(
    ("herr", "frau", "dr.", "dr", "prof.", "prof", "mr", "mr.", "mrs", "mrs.", "ms")
)


@dataclass(frozen=True, slots=True)
class Filled:
    """The text, and the names that have neither a value nor a fallback: they stand there still."""

    text: str
    missing: tuple[str, ...]


def fill(text: str, *, values: Mapping[str, str], html: bool = False) -> Filled:
    """Put values in their places. In HTML they are escaped: a name is never markup.

    A fallback is part of what was saved and stays as it is. One pass: a value is not filled again.
    """
    missing: dict[str, None] = {}

    def put(place: re.Match[str]) -> str:
        name, fallback = place[1].lower(), place[2]
        value = values.get(name, "").strip()
        if value:
            return escape(value) if html else value
        if fallback is not None and fallback.strip():
            return fallback.strip()
        missing[name] = None
        return place[0]

    return Filled(text=_PLACE.sub(put, text), missing=tuple(missing) if missing else ())


def first_name(name: str) -> str:
    """How to call somebody: "Dr. Jana Weiß" → Jana, "Weiß, Jana" → Jana; "" for what is no name of
    a person (an address, a single letter)."""
    if "@" in name:
        return ""
    last, comma, rest = name.partition(",")
    words = (rest if comma and rest.strip() else last).split()
    while words and words[0].lower() in _TITLES:
        words.pop(0)
    return words[0] if words and len(words[0].strip(".")) > 1 else ""
