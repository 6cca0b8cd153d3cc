"""The first words of a mail, for a line in a list."""

import re

LIMIT = 160  # characters, the ellipsis included
_LOOKED_AT = 4_000  # characters of the text that are read for it

_RULE = re.compile(r"[\W_]*+")
# Zero-width fillers that newsletters put behind their preview text.
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]++"
)


def snippet(text: str, *, limit: int = LIMIT) -> str:
    """Return the first meaningful characters of `text` (its visible part) on one line.

    Quoted lines and lines without a letter or digit are passed over while others are left.
    """
    start = _INVISIBLE.sub("", text[:_LOOKED_AT])
    shown = ["".join(c if c.isprintable() else " " for c in line) for line in start.splitlines()]
    lines = [" ".join(line.split()) for line in shown]
    said = [line for line in lines if not _RULE.fullmatch(line)]
    new = [line for line in said if not line.startswith((">", "|"))]
    return _cut(" ".join(new or said or lines).strip(), limit)


def _cut(line: str, limit: int) -> str:
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    at_word = head.rfind(" ")
    return (head[:at_word] if at_word > limit * 2 // 3 else head).rstrip(" ,;:-") + "…"
