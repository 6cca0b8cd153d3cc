"""What is this file really, and who can read it? What it claims to be only decides when its first
bytes do not."""

from typing import Final

from tripost.core.attachment_text import packed, pdf, plain
from tripost.core.attachment_text.kinds import claimed

LIMIT: Final = 200_000  # characters that are kept


def text_of(data: bytes, *, name: str, content_type: str, limit: int = LIMIT) -> str:
    """At most `limit` characters of its text, "" for a file without words. Raises Unreadable."""
    kind = _seen(data) or claimed(name, content_type)
    match kind:
        case "pdf":
            text = pdf.read(data, limit=limit)
        case "packed":
            text = packed.read(data, limit=limit)
        case "rtf":
            text = plain.rtf(data, limit=limit)
        case "html":
            text = plain.html(data, limit=limit)
        case "mail":
            text = plain.mail(data, limit=limit)
        case "text":
            text = plain.text(data, limit=limit)
        case _:
            text = ""
    return text.replace("\0", " ")[:limit]


def _seen(data: bytes) -> str | None:
    """What the first bytes say; a PDF may begin a little later (ISO 32000-1 Annex H.3.4.1)."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "packed"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"MZ")):
        return "none"
    return None
