"""What of a stranger's HTML may be shown, and what it would have loaded.

nh3 builds the tree and writes it anew by the positive lists; then one pass replaces whole
attribute values in that canonical text: it escapes `<`, `>`, `&` and `"` in every value, so a
tag is exactly `<[^>]*>` and nothing else can look like one (tests hold nh3 to that).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from html import escape, unescape
from urllib.parse import unquote

import nh3

from tripost.core.html.css import clean_declarations
from tripost.core.html.lists import (
    ATTRIBUTES,
    DROPPED_WITH_CONTENT,
    MAX_DATA,
    SAFE_DATA_TYPES,
    SCHEMES,
    TAGS,
)
from tripost.core.html.sheet import clean_sheet, style_text

MAX_HTML = 4_000_000  # characters; the raw mail stays one click away
MAX_DEPTH = 400  # nested elements; deeper trees cost the parser quadratic time …
SHORT = 20_000  # … which does not matter up to this many characters

_CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags=DROPPED_WITH_CONTENT,
    attributes=ATTRIBUTES,
    url_schemes=SCHEMES,
    url_relative="deny",
    link_rel="noopener noreferrer",
    set_tag_attribute_values={"a": {"target": "_blank"}, "img": {"referrerpolicy": "no-referrer"}},
)
_STYLED = re.compile(r"(<[a-z][a-z0-9]*+(?: (?!style=)[a-z-]++=\"[^\"]*+\")*) style=\"([^\"]*+)\"")
_BACKED = re.compile(
    r"(<t[a-z]++(?: (?!background=)[a-z-]++=\"[^\"]*+\")*) background=\"([^\"]*+)\""
)
_SOURCE = re.compile(r"((?: (?!src=)[a-z-]++=\"[^\"]*+\")*) src=\"([^\"]*+)\"")
# The cleaner lets data: and cid: through for pictures; a link may not lead there.
_ODD_LINK = re.compile(r"href=\"(?:[dD][aA]|[cC][iI])")
_BAD_LINK = re.compile(r"(<a\b[^>]*?) href=\"(?:data|cid):[^\"]*+\"", re.IGNORECASE)
_ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_SELF_CLOSING = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
_AUTO_CLOSING = frozenset(
    ["p", "li", "td", "th", "tr", "tbody", "thead", "tfoot", "dd", "dt", "option", "colgroup"]
)
_COLOURED = re.compile(r"bgcolor=|background[:=-]|[\s\";]color[:=]")
_BODY = re.compile(r"<body\b([^<>]*+)>", re.IGNORECASE)
_BGCOLOR = re.compile(r"\bbgcolor\s*=\s*[\"']?(#?\w{3,20})", re.IGNORECASE)
_REMOTE = ("http:", "https:", "//")


@dataclass(frozen=True, slots=True)
class Sanitised:
    """Safe HTML (a fragment) and what it wanted. `css` goes into a <style> of the same document.

    `coloured` says that the mail brings own colours and so wants white paper, even at night.
    """

    html: str
    css: str = ""
    remote_blocked: int = 0
    remote_allowed: int = 0
    inline: tuple[str, ...] = ()
    coloured: bool = False
    too_deep: bool = False


@dataclass(slots=True)
class _Loads:
    """Decides for each address a mail would load; counts as it goes."""

    remote: bool
    cid: Callable[[str], str | None]
    proxy: Callable[[str], str]
    blocked: int = 0
    allowed: int = 0
    names: dict[str, None] = field(default_factory=dict)

    def picture(self, address: str) -> str | None:
        address = address.strip()
        start = address[:12].lower()
        if start.startswith(_REMOTE):
            if not self.remote:
                self.blocked += 1
                return None
            self.allowed += 1
            return self.proxy("https:" + address if start.startswith("//") else address)
        if start.startswith("cid:"):
            name = unquote(address[4:])  # RFC 2392 §2: %-escapes are allowed here
            found = self.cid(name)
            if found is not None:
                self.names[name] = None
            return found
        return address if start.startswith("data:") and safe_data(address) else None

    def attribute(self, name: str, raw: str) -> str:
        address = self.picture(unescape(raw))
        return "" if address is None else f' {name}="{escape(address)}"'


def sanitise(
    html: str, *, remote: bool, cid: Callable[[str], str | None], proxy: Callable[[str], str]
) -> Sanitised:
    """Return `html` without script, form, id, or any load that was not agreed to.

    `cid` maps a Content-ID to the address of that part (None: unknown, picture dropped); `proxy`
    maps a remote picture's address to ours and is asked only if `remote`. Never raises on content.
    """
    html = html[:MAX_HTML]
    if too_deep(html):
        return Sanitised(html=_as_text(html), too_deep=True)
    loads = _Loads(remote=remote, cid=cid, proxy=proxy)
    clean = _CLEANER.clean(_BODY.sub(_body_as_div, html, count=1))
    clean = _with_values(clean, loads)
    css = clean_sheet(style_text(html))
    return Sanitised(
        html=clean,
        css=css,
        remote_blocked=loads.blocked,
        remote_allowed=loads.allowed,
        inline=tuple(loads.names),
        coloured=_COLOURED.search(clean) is not None or _COLOURED.search(css) is not None,
    )


def _with_values(clean: str, loads: _Loads) -> str:
    """Replace the values that need it; C-speed scans find out first whether any does."""
    pieces = clean.split("<img")
    if len(pieces) > 1:
        clean = "<img".join([pieces[0], *[_with_source(tail, loads) for tail in pieces[1:]]])
    if ' background="' in clean:
        clean = _BACKED.sub(lambda f: f[1] + loads.attribute("background", f[2]), clean)
    pieces = clean.split(' style="')
    if any(_plain_style(raw) != raw for raw in {p.partition('"')[0] for p in pieces[1:]}):
        clean = _STYLED.sub(partial(_style, loads=loads), clean)
    if _ODD_LINK.search(clean):
        clean = _BAD_LINK.sub(r"\1", clean)
    return clean


def _with_source(tail: str, loads: _Loads) -> str:
    """Replace the src of the tag whose attributes `tail` begins with."""
    found = _SOURCE.match(tail)
    if found is None:
        return tail
    return found[1] + loads.attribute("src", found[2]) + tail[found.end() :]


def _style(found: re.Match[str], *, loads: _Loads) -> str:
    head, raw = found.groups()
    kept = _plain_style(raw)
    if kept is None:
        kept = escape(clean_declarations(unescape(raw), resolve=loads.picture))
    return f'{head} style="{kept}"' if kept else head


@lru_cache(maxsize=16384)
def _plain_style(raw: str) -> str | None:
    """Return the escaped value that may stay; None if it wants to load something."""
    text = unescape(raw)
    if "url" in text.lower():
        return None
    kept = clean_declarations(text)
    return raw if kept == text else escape(kept)


def safe_data(address: str) -> bool:
    """Say whether a data: address is a picture of a type that cannot carry script."""
    head, comma, _ = address.partition(",")
    kind, *extra = head[5:].lower().replace(" ", "").split(";")
    known = kind in SAFE_DATA_TYPES and extra == ["base64"]
    return bool(comma) and known and len(address) <= MAX_DATA


def too_deep(html: str) -> bool:
    """Say whether elements nest deeper than MAX_DEPTH, by a linear over-estimate."""
    if len(html) <= SHORT or html.count("<") <= MAX_DEPTH:
        return False
    open_now: dict[str, int] = {}
    depth = 0
    for closes, name in _ELEMENT.findall(html):
        name = name.lower()
        if name in _SELF_CLOSING or name in _AUTO_CLOSING:
            continue
        if not closes:
            open_now[name] = open_now.get(name, 0) + 1
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif open_now.get(name):
            open_now[name] -= 1
            depth -= 1
    return False


def _body_as_div(found: re.Match[str]) -> str:
    """Keep the mail's page style: a fragment has no <body>. Runs before nh3, so needs no care."""
    attributes = found.group(1)
    colour = _BGCOLOR.search(attributes)
    if colour and "style" not in attributes.lower():
        return f'<div style="background-color:{colour.group(1)}"{attributes}>'
    return f"<div{attributes}>"


def _as_text(html: str) -> str:
    text = re.sub(r"<[^<>]*+>", " ", html)
    return f"<pre>{escape(unescape(text))}</pre>"
