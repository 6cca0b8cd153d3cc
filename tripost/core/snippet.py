"""The first words of a mail, for a line in a list."""

import re

LIMIT = 160  # characters, the ellipsis included
_LOOKED_AT = (600, 4_000)  # characters of the text that are read for it; mostly few are enough

_RULE = re.compile(r"[\W_]*+")
# Zero-width fillers that newsletters put behind their preview text.
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]++"
)


def snippet(text: str, *, limit: int = LIMIT) -> str:
    """Return the first meaningful characters of `text` (its visible part) on one line.

    Quoted lines and lines without a letter or digit are passed over while others are left.
    """
    for looked_at in _LOOKED_AT:
        lines, said, new = _said(text[:looked_at], limit)
        if len(text) <= looked_at or sum(map(len, new)) > limit:
            break
    return _cut(" ".join(new or said or lines).strip(), limit)


def _said(text: str, limit: int) -> tuple[list[str], list[str], list[str]]:
    """All lines, those with a letter or digit, and of these the new ones, until `limit`."""
    lines, said, new, length = [], [], [], 0
    for raw in _INVISIBLE.sub("", text).splitlines():
        line = " ".join(_printable(raw).split())
        lines.append(line)
        if _RULE.fullmatch(line):
            continue
        said.append(line)
        if not line.startswith((">", "|")):
            new.append(line)
            length += len(line) + 1
            if length > limit:
                break
    return lines, said, new


def _printable(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(c if c.isprintable() else " " for c in line)


def _cut(line: str, limit: int) -> str:
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    at_word = head.rfind(" ")
    return (head[:at_word] if at_word > limit * 2 // 3 else head).rstrip(" ,;:-") + "…"
