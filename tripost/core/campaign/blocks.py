"""What the editor keeps: a list of blocks, or MJML written by hand. Checked before it is kept."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import nh3

from tripost.core.campaign.nesting import Unreadable, depth
from tripost.core.campaign.variables import replaced, unquoted

BLOCKS_LIMIT: Final = 200
TEXT_LIMIT: Final = 100_000  # characters of one block
MJML_LIMIT: Final = 500_000
TAGS_LIMIT: Final = 3_000  # of one text: nested ones cost their square
NESTING: Final = 60  # levels of elements
KINDS: Final = ("heading", "text", "image", "button", "divider", "spacer", "columns")
_TAGS: Final = {
    "p", "br", "b", "strong", "i", "em", "u", "s", "a", "ul", "ol", "li", "blockquote", "code",
    "h2", "h3",
}  # fmt: skip
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
FONTS: Final = {
    "sans": "Helvetica, Arial, sans-serif",
    "serif": "Georgia, 'Times New Roman', serif",
    "rounded": "'Trebuchet MS', Verdana, sans-serif",
    "mono": "'Courier New', monospace",
}


class BadContent(ValueError):
    """Content nobody could send; `block` is its id, "" for the whole. `code` for the app."""

    def __init__(self, code: str, message: str, *, block: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.block = block


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a page. Only the fields of its kind are set."""

    id: str
    kind: str
    text: str = ""  # words of a heading or button
    html: str = ""  # of a text: the few tags that mail programs show alike
    level: int = 1
    src: str = ""
    alt: str = ""
    href: str = ""
    width: int = 0  # pixels; 0 = as wide as there is room
    height: int = 24
    align: str = "left"
    columns: tuple[tuple["Block", ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """Blocks, or else MJML."""

    blocks: tuple[Block, ...] = ()
    mjml: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """How the mails of a list look. `colour` as #rrggbb; `logo` an address of the web."""

    colour: str = "#2f5d8a"
    logo: str = ""
    font: str = "sans"
    imprint: str = ""

    @classmethod
    def kept(cls, found: Mapping[str, Any]) -> "Brand":
        """From the settings; what is odd falls back."""
        colour, font = str(found.get("colour", "")), str(found.get("font", ""))
        return cls(
            colour=colour if _COLOUR.match(colour) else cls().colour,
            logo=str(found.get("logo", "")),
            font=font if font in FONTS else "sans",
            imprint=str(found.get("imprint", "")),
        )


@dataclass(slots=True)
class _Reading:
    count: int = 0
    letters: int = 0  # of all texts
    ids: set[str] = field(default_factory=set)


def read(kept: Mapping[str, Any]) -> Content:
    """Content from JSON; raises BadContent with the block that is wrong."""
    if "mjml" in kept:
        return Content(mjml=_mjml(kept["mjml"]))
    blocks = kept.get("blocks", [])
    if not isinstance(blocks, list):
        raise BadContent("bad-content", "Blocks are a list.")
    return Content(blocks=_blocks(blocks, seen=_Reading(), inside=False))


def _mjml(text: object) -> str:
    if not isinstance(text, str):
        raise BadContent("bad-content", "MJML is a text.")
    if len(text) > MJML_LIMIT:
        raise BadContent("too-long", f"At most {MJML_LIMIT:,} characters of MJML.")
    text = unquoted(text)
    if re.search(r"<\s*mj-include\b", text, re.IGNORECASE):
        raise BadContent("no-includes", "MJML cannot include other files here.")
    try:
        levels = depth(text)
    except Unreadable as wrong:
        raise BadContent("bad-mjml", f"The MJML cannot be read: {wrong}.") from None
    if levels > NESTING:
        raise BadContent("too-deep", "The MJML is nested too deep.")
    return text


def _blocks(kept: Sequence[object], *, seen: _Reading, inside: bool) -> tuple[Block, ...]:
    return tuple(_block(one, seen=seen, inside=inside) for one in kept)


def _block(kept: object, *, seen: _Reading, inside: bool) -> Block:
    if not isinstance(kept, dict):
        raise BadContent("bad-content", "A block is an object.")
    seen.count += 1
    if seen.count > BLOCKS_LIMIT:
        raise BadContent("too-many-blocks", f"At most {BLOCKS_LIMIT} blocks.")
    ident, kind = str(kept.get("id", "")), kept.get("type")
    if kind not in KINDS or (kind == "columns" and inside):
        raise BadContent("bad-block", f"{kind!r} cannot stand here.", block=ident)
    if not ident or len(ident) > 40 or ident in seen.ids:
        raise BadContent("bad-block", "Every block has an id of its own.", block=ident)
    seen.ids.add(ident)
    say = _Said(kept, ident)
    return Block(
        id=ident,
        kind=kind,
        text=say.text("text", 2000),
        html=_html(say.text("html", TEXT_LIMIT), ident, seen=seen),
        level=say.number("level", 1, 3, usual=1),
        src=say.link("src"),
        alt=say.text("alt", 500),
        href=say.link("href"),
        width=say.number("width", 0, 600, usual=0),
        height=say.number("height", 4, 120, usual=24),
        align=say.choice("align", ("left", "center", "right")),
        columns=_columns(kept.get("columns"), ident, seen=seen) if kind == "columns" else (),
    )


def _columns(kept: object, ident: str, *, seen: _Reading) -> tuple[tuple[Block, ...], ...]:
    if not isinstance(kept, list) or not 2 <= len(kept) <= 3:
        raise BadContent("bad-block", "There are two or three columns.", block=ident)
    if not all(isinstance(column, list) for column in kept):
        raise BadContent("bad-block", "A column is a list of blocks.", block=ident)
    return tuple(_blocks(column, seen=seen, inside=True) for column in kept)


def _html(html: str, ident: str, *, seen: _Reading) -> str:
    """What a text may hold, and no more of it than can be shown."""
    seen.letters += len(html)
    if seen.letters > MJML_LIMIT or html.count("<") > TAGS_LIMIT:
        raise BadContent("too-long", f"At most {MJML_LIMIT:,} letters in all texts.", block=ident)
    clean = tidy(unquoted(html))
    if depth(clean) > NESTING:
        raise BadContent("too-deep", "This text is nested too deep.", block=ident)
    return clean


def tidy(html: str) -> str:
    """Only what a paragraph needs: no styles, no pictures, links that lead to the web or a mail.

    Variables in a link are kept, whatever they will say.
    """
    found = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    # nh3 writes {{x}} in an address as %7B%7Bx%7D%7D: it is a variable, not a path.
    return re.sub(
        r"%7B%7B([\w.\-|%\s]{1,260}?)%7D%7D",
        lambda f: "{{" + f[1].replace("%20", " ").replace("%22", '"') + "}}",
        found,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    kept: Mapping[str, Any]
    ident: str

    def text(self, name: str, limit: int) -> str:
        value = self.kept.get(name, "")
        if not isinstance(value, str):
            raise BadContent("bad-block", f"{name} is a text.", block=self.ident)
        if len(value) > limit:
            raise BadContent("too-long", f"{name} has at most {limit:,} letters.", block=self.ident)
        return value.translate({0: None, 2: None, 3: None})

    def number(self, name: str, low: int, high: int, *, usual: int) -> int:
        value = self.kept.get(name, usual)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            raise BadContent("bad-block", f"{name} is {low} to {high}.", block=self.ident)
        return value

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        value = self.kept.get(name, choices[0])
        if value not in choices:
            raise BadContent("bad-block", f"{name} is {' or '.join(choices)}.", block=self.ident)
        return str(value)

    def link(self, name: str) -> str:
        value = unquoted(self.text(name, 2000).strip())
        if not value or value.startswith("{{"):
            return value
        scheme = value.partition(":")[0].lower()
        if scheme not in ("http", "https", "mailto", "tel") or re.search(
            r"[\s<>\"]", replaced(value, lambda _: "")
        ):
            raise BadContent(
                "bad-link", f"{value[:60]} does not lead anywhere. Begin with https://.",
                block=self.ident,
            )  # fmt: skip
        return value
