"""What would keep a campaign from being read: unknown variables, spam marks, barriers. Pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Final, Literal

from tripost.core.campaign.blocks import Block, Brand, Content
from tripost.core.campaign.nesting import without_comments
from tripost.core.campaign.page import contrast
from tripost.core.campaign.variables import Place, places, unknown
from tripost.core.to_text import to_text

Level = Literal["error", "warning", "good"]
SUBJECT_LONG: Final = 60  # characters a phone shows
CLIPPED_AT: Final = 102_000  # bytes of HTML after which a well-known provider hides the rest
_VAGUE: Final = frozenset(
    ("hier", "here", "click here", "hier klicken", "klicken sie hier", "mehr", "more", "read more",
     "link", "weiter")
)  # fmt: skip
_SHOUTS = re.compile(r"[!?]{2,}")
_LINK = re.compile(r"<a\b[^>]*?href=\"([^\"]*)\"[^>]*>(.*?)</a>", re.IGNORECASE | re.DOTALL)
_SPAM: Final = (
    "100% gratis", "100% free", "jetzt zuschlagen", "act now", "garantiert gewinnen", "kein risiko",
    "risk free", "viagra", "casino", "schnell reich", "get rich", "geld verdienen", "winner",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hint:
    """`code` for the app to translate with `data`; `block`: where, "" = the whole."""

    code: str
    level: Level
    block: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


def hints(
    content: Content,
    *,
    subject: str,
    preheader: str,
    brand: Brand,
    attributes: Collection[str],
    html: str,
) -> list[Hint]:
    """Errors first. `html`: the page as it will leave. An error is refused before the send."""
    found = [
        *_variables(content, subject, preheader, attributes=attributes),
        *_subject(subject, preheader),
        *_page(content, html, brand=brand),
    ]
    for block in flat(content):
        found += _block(block)
    order = {"error": 0, "warning": 1, "good": 2}
    return sorted(found, key=lambda hint: order[hint.level])


def flat(content: Content) -> list[Block]:
    """All blocks, those in columns too."""
    return [
        one
        for block in content.blocks
        for one in (block, *(inner for column in block.columns for inner in column))
    ]


def unknown_variables(
    content: Content, subject: str, preheader: str, *, attributes: Collection[str]
) -> tuple[str, ...]:
    """The names nobody knows, each once."""
    found = _variables(content, subject, preheader, attributes=attributes)
    wrong = (hint.data["name"] for hint in found if hint.code == "unknown-variable")
    return tuple(dict.fromkeys(wrong))


def _variables(
    content: Content, subject: str, preheader: str, *, attributes: Collection[str]
) -> list[Hint]:
    texts = [("", subject), ("", preheader), ("", content.mjml)]
    texts += [(b.id, f"{b.text} {b.html} {b.href} {b.alt} {b.src}") for b in flat(content)]
    wrong: dict[tuple[str, str], Hint] = {}
    for block, text in texts:
        found: list[Place] = places(text)
        for name in unknown(found, attributes=attributes):
            wrong[block, name] = Hint("unknown-variable", "error", block, {"name": name})
        for place in found:
            if place.fallback is None and place.name in ("name", "first_name", "last_name"):
                wrong.setdefault(
                    (block, place.name),
                    Hint("no-fallback", "warning", block, {"name": place.name}),
                )
    return list(wrong.values())


def _subject(subject: str, preheader: str) -> list[Hint]:
    found = []
    words = subject.strip()
    if not words:
        return [Hint("no-subject", "error")]
    if len(words) > SUBJECT_LONG:
        found.append(Hint("long-subject", "warning", data={"length": len(words)}))
    letters = [c for c in words if c.isalpha()]
    if len(letters) > 8 and sum(c.isupper() for c in letters) > len(letters) * 0.6:
        found.append(Hint("capitals", "warning"))
    if _SHOUTS.search(words):
        found.append(Hint("shouting", "warning"))
    if re.match(r"\s*(re|aw|fwd|wg)\s*:", words, re.IGNORECASE):
        found.append(Hint("false-reply", "warning"))
    if not preheader.strip():
        found.append(Hint("no-preheader", "warning"))
    return found


def _page(content: Content, html: str, *, brand: Brand) -> list[Hint]:
    found = []
    text = to_text(without_comments(html))
    blocks = flat(content)
    said = [b for b in blocks if (b.kind in ("heading", "button") and b.text) or b.html]
    if not content.mjml and not said:
        images = any(b.kind == "image" and b.src for b in blocks)
        found.append(
            Hint("image-only" if images else "empty", "error" if not images else "warning")
        )
    if "{{unsubscribe_url" not in html:
        found.append(Hint("no-unsubscribe", "error"))
    if not brand.imprint.strip() and not content.mjml:
        found.append(Hint("no-imprint", "warning"))
    if contrast(brand.colour, "#ffffff") < 4.5 and re.search(
        r"<a\b", "".join(b.html for b in blocks)
    ):
        found.append(Hint("faint-links", "warning", data={"colour": brand.colour}))
    size = len(html.encode())
    if size > CLIPPED_AT:
        found.append(Hint("clipped", "warning", data={"kilobytes": size // 1000}))
    low = text.lower()
    found += [Hint("spam-words", "warning", data={"words": word}) for word in _SPAM if word in low]
    return found


def _block(block: Block) -> list[Hint]:
    found = []
    if block.kind == "image":
        if not block.src:
            found.append(Hint("no-image", "error", block.id))
        elif not block.alt.strip():
            found.append(Hint("no-alt", "warning", block.id))
    if block.kind == "button":
        if not block.href:
            found.append(Hint("no-target", "error", block.id))
        if not block.text.strip():
            found.append(Hint("no-words", "error", block.id))
        elif block.text.strip().lower() in _VAGUE:
            found.append(Hint("vague-link", "warning", block.id, {"words": block.text.strip()}))
    for href, inner in _LINK.findall(block.html):
        words = to_text(inner).strip()
        if words.lower() in _VAGUE:
            found.append(Hint("vague-link", "warning", block.id, {"words": words}))
        shown = re.match(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,})\b", words, re.IGNORECASE)
        if shown and shown[1].lower().removeprefix("www.") not in unescape(href).lower():
            found.append(Hint("other-target", "warning", block.id, {"words": words}))
    return found
