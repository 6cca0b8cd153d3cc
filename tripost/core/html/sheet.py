"""What is left of a mail's <style> elements: plain rules and width queries, nothing that loads.

The mail stands in a document of its own, so its rules need no scope. Only class, element and
`:hover`-like selectors can hit anything: ids are stripped from the markup.
"""

import re
from functools import lru_cache

from tripost.core.html.css import MAX_CSS, clean_declarations, without_comments

_BRACE = re.compile(r"([{}])")
_SELECTOR = re.compile(r"[\w\s.,:*>+~()-]++")
_MEDIA = re.compile(
    r"@media\s++(?:only|screen|all|and|,|\s"
    r"|\(\s*(?:min|max)-(?:device-)?width\s*:\s*[\d.]++(?:px|em|rem)\s*\)"
    r"|\(\s*prefers-color-scheme\s*:\s*(?:dark|light)\s*\))+",
    re.IGNORECASE,
)


def style_text(html: str) -> str:
    """Return the text of all <style> elements, found by a linear scan (not yet safe)."""
    word = next((w for w in ("style", "STYLE", "Style") if f"<{w}" in html), "")
    parts, at = [], 0
    while word and (opened := html.find(f"<{word}", at)) >= 0:
        begin = html.find(">", opened) + 1
        end = html.find(f"</{word}", begin)
        if not begin or end < 0:
            break
        parts.append(html[begin:end])
        at = end
    return "\n".join(parts)[:MAX_CSS]


@lru_cache(maxsize=64)
def clean_sheet(text: str) -> str:
    """Return the rules that may stay, written anew; never contains `<`, `@import` or `url(`."""
    out: list[str] = []
    stack: list[str] = []  # "media", "rule" or "skip" per open brace
    text = without_comments(text.replace("<!--", " ").replace("-->", " "))
    pieces = _BRACE.split(text)
    for head, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            stack.append(_open(head, inside=stack, out=out))
        elif stack:
            _close(stack.pop(), body=head, out=out)
    out.extend("}" for kind in stack if kind == "media")
    return "".join(out)


def _open(head: str, *, inside: list[str], out: list[str]) -> str:
    head = head.rpartition(";")[2].strip()  # drops "@import …;" and "@charset …;" before a rule
    if "rule" in inside or "skip" in inside or len(inside) > 3 or len(head) > 4000:
        return "skip"
    if head.startswith("@"):
        if not _MEDIA.fullmatch(head):
            return "skip"
        out.append(head + "{")
        return "media"
    if not _SELECTOR.fullmatch(head):
        return "skip"
    out.append(head + "{")
    return "rule"


def _close(kind: str, *, body: str, out: list[str]) -> None:
    if kind == "rule":
        out.append(clean_declarations(body) + "}")
    elif kind == "media":
        out.append("}")
