"""Which parts are the text to read, and which are attachments? After RFC 8621 §4.1.4 (JMAP)."""

import html as html_entities
import posixpath
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tripost.core.message import charset, transfer
from tripost.core.message.model import Attachment, Part
from tripost.core.message.words import Decoder

_MEDIA = ("image/", "audio/", "video/")
_BARE_CR = re.compile(rb"\r[^\n]")
_WIDE = re.compile("16|32|ucs|unicode", re.IGNORECASE)  # there 0D 0A may be half of two signs
_TEXTS = {"text/plain", "text/html"}


@dataclass(slots=True)
class Bodies:
    """Parts by their use, in the order of the mail."""

    text: list[Part] = field(default_factory=list)
    html: list[Part] = field(default_factory=list)
    attached: list[tuple[Part, bool]] = field(default_factory=list)  # and whether shown inline


def sort_out(root: Part) -> Bodies:
    """Sort all leaves of a mail; every leaf that is no text to read becomes an attachment."""
    found = Bodies()
    _place((root,), "mixed", found, text=True, html=True)
    return found


def _place(parts: Iterable[Part], container: str, found: Bodies, *, text: bool, html: bool) -> None:
    """`text` and `html`: which of the two bodies this branch belongs to."""
    texts, htmls = len(found.text), len(found.html)
    for index, part in enumerate(parts):
        kind = part.content_type
        if part.children and kind.startswith("multipart/"):
            _branch(part, container, found, text=text, html=html)
        elif _is_body(part, index, container):
            if container == "alternative":
                (found.text if kind == "text/plain" else found.html).append(part)
                continue
            if text and (kind == "text/plain" or html):
                found.text.append(part)
            if html and (kind == "text/html" or text):
                found.html.append(part)
            if text != html and (kind == "text/html") == text:
                found.attached.append((part, True))
        else:
            found.attached.append((part, _is_inline(part, container)))
    if container == "alternative" and text and html:
        if len(found.text) == texts:
            found.text.extend(found.html[htmls:])
        elif len(found.html) == htmls:
            found.html.extend(found.text[texts:])


def _branch(part: Part, container: str, found: Bodies, *, text: bool, html: bool) -> None:
    kind = part.content_type.partition("/")[2]
    if container != "alternative" or not (text and html):
        _place(part.children, kind, found, text=text, html=html)
        return
    # One alternative made of several parts: its first text says which body it is.
    first = next((one.content_type for one in part.walk() if one.content_type in _TEXTS), "")
    both = kind == "alternative"
    _place(
        part.children,
        kind,
        found,
        text=both or first != "text/html",
        html=both or first != "text/plain",
    )


def _is_body(part: Part, index: int, container: str) -> bool:
    if part.content_type not in _TEXTS or part.disposition == "attachment":
        return False
    return index == 0 or (container != "related" and not part.filename)


def _is_inline(part: Part, container: str) -> bool:
    """Shown where the text is: pictures that are no attachments, with or without a cid."""
    if part.disposition == "attachment":
        return False
    if part.content_type.startswith(_MEDIA):
        return part.disposition == "inline" or container == "related"
    return bool(part.cid) and container == "related"


def text_of(raw: bytes, parts: Iterable[Part], skip: dict[str, list[transfer.Uuencoded]]) -> str:
    """The plain text to read; files hidden in it (`skip`, by path) are left out."""
    pieces = []
    for part in parts:
        if part.content_type == "text/plain":
            piece = decode_text(raw, part, without=skip.get(part.path, ()))
            if piece:
                pieces.append(piece)
    return pieces[0] if len(pieces) == 1 else "\n".join(pieces)


def html_of(raw: bytes, parts: list[Part], skip: dict[str, list[transfer.Uuencoded]]) -> str:
    """The HTML, not sanitised; plain texts between (a list's footer) keep their place."""
    if not any(part.content_type == "text/html" for part in parts):
        return ""
    pieces = []
    for part in parts:
        piece = decode_text(raw, part, without=skip.get(part.path, ()))
        if part.content_type == "text/plain" and piece.strip():
            piece = f"<pre>{html_entities.escape(piece)}</pre>"
        pieces.append(piece)
    if len(pieces) == 1:
        return pieces[0]
    return "\n".join(piece for piece in pieces if piece.strip())


def decode_text(raw: bytes, part: Part, *, without: Iterable[transfer.Uuencoded] = ()) -> str:
    """A text part as text; lines end with \\n, NUL and broken signs are replaced."""
    pieces, start = [], part.body
    for hidden in without:
        pieces.append(raw[start : hidden.start])
        start = hidden.end
    data = b"".join([*pieces, raw[start : part.end]]) if pieces else raw[start : part.end]
    data = transfer.decode(data, part.encoding)
    if b"\r" in data and not _WIDE.search(part.charset):
        # Deleting one sign is eight times faster than replacing two.
        bare = _BARE_CR.search(data)
        data = data.replace(b"\r\n", b"\n") if bare else data.replace(b"\r", b"")
    text = charset.decode(data, part.charset, html=part.content_type == "text/html")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def attachments(
    raw: bytes, found: Bodies, hidden: dict[str, list[transfer.Uuencoded]], decoder: Decoder
) -> tuple[Attachment, ...]:
    """Everything that is no text to read; also files uuencoded inside a text."""
    out = [
        _attachment(raw, part, inline)
        for part, inline in found.attached
        if not (
            part.content_type.startswith("multipart/") and not raw[part.body : part.end].strip()
        )
    ]
    for path, files in hidden.items():
        for number, one in enumerate(files, start=1):
            size = transfer.decoded_size(raw, one.start, one.end, "uuencode")
            name = _label(decoder.text(one.filename))
            out.append(
                Attachment(
                    f"{path}/uu{number}",
                    one.start,
                    one.end - one.start,
                    name,
                    "application/octet-stream",
                    "",
                    False,
                    "uuencode",
                    size,
                )
            )
    return tuple(out)


def _attachment(raw: bytes, part: Part, inline: bool) -> Attachment:
    return Attachment(
        part.path,
        part.body,
        part.end - part.body,
        _label(part.filename),
        part.content_type,
        part.cid,
        inline,
        part.encoding,
        transfer.decoded_size(raw, part.body, part.end, part.encoding),
    )


def _label(filename: str) -> str:
    """A file's name without its folders: a label to show, never a path to open."""
    name = posixpath.basename(filename.strip().replace("\\", "/").rstrip("/"))
    return ("" if name in {".", ".."} else name)[:255]
