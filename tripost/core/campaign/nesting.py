"""How deep is markup nested? Asked before mrml reads it, which calls itself for every level: some
ten thousand of them end the whole process. One pass, whatever is written (PROMISES P30, P31)."""

import re
from collections.abc import Iterator
from typing import Final

# Not all that HTML has: who is missing counts as a level too many, never as one too few.
_VOID: Final = frozenset(("br", "hr", "img"))
_TAG: Final = re.compile(
    r"<(/?)([a-zA-Z][^\s\"'<>/]*+)(?:[^\"'<>]++|\"[^\"]*+\"|'[^']*+')*>"
)  # possessive: nothing is tried twice
# Conditions of old Outlooks: mrml reads what is in them, and panics where they are odd.
_ANY_IF: Final = re.compile(r"<!--\s*+\[|<!\[")
_IF: Final = re.compile(r"<!--\[if [^<>\[\]\"']{1,100}\]>(?:<!-->|-->)?")
_ENDIF: Final = "<![endif]-->"


class Unreadable(ValueError):
    """A tag or a comment does not end."""


def depth(markup: str) -> int:
    """The most levels anybody could see in it; raises Unreadable."""
    return max(_deepest(markup, inside=False), _deepest(markup, inside=True))


def without_comments(markup: str) -> str:
    """The same without <!-- … -->; one that does not end goes on to the end."""
    kept, at = [], 0
    while (start := markup.find("<!--", at)) >= 0:
        kept.append(markup[at:start])
        end = markup.find("-->", start + 4)
        if end < 0:
            return "".join(kept)
        at = end + 3
    return "".join((*kept, markup[at:]))


def _deepest(markup: str, *, inside: bool) -> int:
    level = most = 0
    for step in _steps(markup, inside=inside):
        level = max(0, level + step)  # one end too many must not hide what follows
        most = max(most, level)
    return most


def _steps(markup: str, *, inside: bool) -> Iterator[int]:
    """+1 and -1. `inside`: what a condition holds counts."""
    at = 0
    while (at := markup.find("<", at)) >= 0:
        if markup.startswith("<!", at):
            at = _behind(markup, at, inside=inside)
            continue
        found = _TAG.match(markup, at)
        if found is None:
            raise Unreadable("a tag does not end")
        at = found.end()
        if found[1]:
            yield -1
        elif not found[0].endswith("/>") and found[2] not in _VOID:
            yield 1


def _behind(markup: str, at: int, *, inside: bool) -> int:
    """Where it goes on behind a comment or a condition."""
    if _ANY_IF.match(markup, at):
        begun = _IF.match(markup, at)
        if begun is not None and inside:
            return begun.end()
        if begun is None and inside and markup.startswith(_ENDIF, at):
            return at + len(_ENDIF)
        if begun is None:
            raise Unreadable("a condition begins or ends in another way")
    elif not markup.startswith("<!--", at) or markup.startswith(("<!-->", "<!--->"), at):
        raise Unreadable("this is no comment")
    end = markup.find("-->", at + 4)
    if end < 0:
        raise Unreadable("a comment does not end")
    return end + 3
