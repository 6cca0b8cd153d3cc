"""Which CSS may a stranger's mail keep? A positive list of properties and of value shapes.

Nothing here fetches: `url()` survives only where the caller hands in a resolver, and only in
backgrounds. Anything the lists do not know is dropped, not repaired (PROMISES L18, L20, P34).
Every pass is linear in its input.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

MAX_CSS = 200_000  # characters of <style> text that are looked at

_SIDES = ("", "-top", "-right", "-bottom", "-left")
PROPERTIES = frozenset(
    [f"margin{s}" for s in _SIDES]
    + [f"padding{s}" for s in _SIDES]
    + [f"border{s}{k}" for s in _SIDES for k in ("", "-color", "-style", "-width")]
    + [f"border-{v}-{h}-radius" for v in ("top", "bottom") for h in ("left", "right")]
    + [
        "background",
        "background-color",
        "background-image",
        "background-position",
        "background-repeat",
        "background-size",
        "background-clip",
        "background-origin",
        "border-collapse",
        "border-radius",
        "border-spacing",
        "box-shadow",
        "box-sizing",
        "caption-side",
        "clear",
        "color",
        "direction",
        "display",
        "empty-cells",
        "flex",
        "flex-basis",
        "flex-direction",
        "flex-flow",
        "flex-grow",
        "flex-shrink",
        "flex-wrap",
        "align-content",
        "align-items",
        "align-self",
        "justify-content",
        "justify-items",
        "gap",
        "row-gap",
        "column-gap",
        "order",
        "float",
        "font",
        "font-family",
        "font-feature-settings",
        "font-size",
        "font-stretch",
        "font-style",
        "font-variant",
        "font-weight",
        "height",
        "hyphens",
        "letter-spacing",
        "line-height",
        "list-style",
        "list-style-position",
        "list-style-type",
        "max-height",
        "max-width",
        "min-height",
        "min-width",
        "object-fit",
        "opacity",
        "outline",
        "outline-color",
        "outline-style",
        "outline-width",
        "overflow",
        "overflow-wrap",
        "overflow-x",
        "overflow-y",
        "page-break-after",
        "page-break-before",
        "page-break-inside",
        "quotes",
        "table-layout",
        "text-align",
        "text-align-last",
        "text-decoration",
        "text-decoration-color",
        "text-decoration-line",
        "text-decoration-style",
        "text-indent",
        "text-overflow",
        "text-shadow",
        "text-transform",
        "text-wrap",
        "unicode-bidi",
        "vertical-align",
        "visibility",
        "white-space",
        "width",
        "word-break",
        "word-spacing",
        "word-wrap",
        "writing-mode",
    ]
)
_WITH_IMAGE = frozenset({"background", "background-image"})

# One shape for every value: words, numbers, colours, quoted names, arithmetic and gradients.
# A bracket is part of one alternative only, so that a text has one reading and a failure is found
# in linear time. No group is possessive or atomic: Python before 3.11.5 gets those wrong
# (gh-106052).
_NUMBERS = r"[\w\s#%.,+*/-]"
_INNER = rf"(?:(?:rgba?|hsla?|hwb|calc)\({_NUMBERS}*+\)|{_NUMBERS})*"
_VALUE = re.compile(
    r"(?:(?:rgba?|hsla?|hwb|calc|min|max|clamp|(?:repeating-)?(?:linear|radial)-gradient)"
    rf"\({_INNER}\)"
    r"|[\w#%.,+/\s-]"
    r"|\"[\w\s.,+-]*+\"|'[\w\s.,+-]*+'"
    r"|!\s*+important)+",
    re.IGNORECASE,
)
_URL = re.compile(r"url\(\s*+(?:\"([^\"()]*+)\"|'([^'()]*+)'|([^\"'()\s]*+))\s*+\)", re.IGNORECASE)
_BREAKS = re.compile(r"[;\"'()]")
_CLOSES = {'"': '"', "'": "'", "(": ")"}

Resolve = Callable[[str], str | None]


def clean_declarations(text: str, *, resolve: Resolve | None = None) -> str:
    """Return the declarations of a `style` attribute that may stay, normalised.

    `resolve` maps the address of a background image to the one to load instead, or to None.
    """
    if "url" not in text and "URL" not in text and "\\" not in text:
        return _clean_plain(text)
    kept = (_declaration(d, resolve=resolve) for d in _split(without_comments(text)))
    return ";".join(d for d in kept if d)


@lru_cache(maxsize=16384)
def _clean_plain(text: str) -> str:
    text = without_comments(text)
    pieces = list(_split(text))
    kept = [_declaration(piece, resolve=None) for piece in pieces]
    if all(declared or not piece.strip() for declared, piece in zip(kept, pieces, strict=True)):
        return text  # nothing to mend: most mails take this way, and so need no rewriting
    return ";".join(declared for declared in kept if declared)


def without_comments(text: str) -> str:
    """Cut /* … */ out; an unclosed comment swallows the rest, as in a browser."""
    if "/*" not in text:
        return text
    parts, at = [], 0
    while (start := text.find("/*", at)) >= 0:
        parts.append(text[at:start])
        end = text.find("*/", start + 2)
        if end < 0:
            return " ".join(parts)
        at = end + 2
    return " ".join([*parts, text[at:]])


def _split(text: str) -> Iterator[str]:
    """Split at the semicolons outside of strings and brackets."""
    if '"' not in text and "'" not in text and "(" not in text:
        yield from text.split(";")
        return
    begin, waiting = 0, ""
    for found in _BREAKS.finditer(text):
        mark = found.group()
        if waiting:
            if mark == waiting[-1]:
                waiting = waiting[:-1]
            elif waiting[-1] == ")" and mark in _CLOSES and len(waiting) < 8:
                waiting += _CLOSES[mark]
        elif mark == ";":
            yield text[begin : found.start()]
            begin = found.end()
        elif mark in _CLOSES:
            waiting = _CLOSES[mark]
    yield text[begin:]


def _declaration(text: str, *, resolve: Resolve | None) -> str:
    name, colon, value = text.partition(":")
    name, value = name.strip().lower(), value.strip()
    # Everything a browser might read differently than we do goes: escapes, markup, controls.
    # Word's own properties mean nothing to a browser; to keep them saves rewriting the mail.
    known = name in PROPERTIES or name.startswith("mso-")
    if not colon or not known or len(value) > 2000 or "\\" in value:
        return ""
    if name in _WITH_IMAGE and "url(" in value.lower():
        return _background(name, value, resolve=resolve)
    return f"{name}:{value}" if value and _VALUE.fullmatch(value) else ""


def _background(name: str, value: str, *, resolve: Resolve | None) -> str:
    """Keep a background's colour and place; its picture only if `resolve` gives one."""
    addresses = [a or b or c for a, b, c in _URL.findall(value)]
    rest = _URL.sub(" ", value).strip()
    if rest and not _VALUE.fullmatch(rest):
        return ""
    loads = [resolve(a) for a in addresses] if resolve else []
    if len(loads) == 1 and loads[0]:
        return f"{name}:{_URL.sub(lambda _: css_url(loads[0] or ''), value)}"
    return f"{name}:{rest}" if rest.strip(" ,") else ""


def css_url(address: str) -> str:
    """Write an address so that no character of it can end the url() it stands in."""
    safe = re.sub(r"[^\w:/.?&=%#,;+@~-]", lambda m: _percent(m.group()), address)
    return f"url({safe})"


def _percent(text: str) -> str:
    return "".join(f"%{b:02X}" for b in text.encode())
