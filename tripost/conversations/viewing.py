"""A mail to look at: its HTML made harmless, its bytes, its files. Only what the asker may see."""

from collections.abc import Callable
from dataclasses import dataclass

from tripost.conversations.together.shared_drafts import usable
from tripost.core.from_text import from_text
from tripost.core.html import Sanitised, document, sanitise, split_quoted
from tripost.core.message import parse
from tripost.core.message.transfer import decode
from tripost.people.policies import Actor, Hidden, visible
from tripost.store.blobs import Blobs
from tripost.store.reads import Reader

SHOWN_INLINE = frozenset(("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"))
"""Types a browser may show from our origin: pictures that cannot hold script (PROMISES L19)."""
KEPT_TYPES = SHOWN_INLINE | frozenset(
    (
        "application/pdf",
        "application/zip",
        "application/gzip",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
        "application/vnd.oasis.opendocument.presentation",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "audio/mpeg",
        "text/plain",
        "text/calendar",
        "text/csv",
        "video/mp4",
    )
)
UNKNOWN = "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Mail:
    """Where the bytes of a visible mail are, and which of its parts pictures may name."""

    id: int
    blob: str
    visible: str
    folded: str
    parts: dict[str, int]  # Content-ID → attachment id


@dataclass(frozen=True, slots=True)
class File:
    """An attachment or upload: where its bytes are, and how they are encoded there."""

    name: str
    content_type: str
    blob: str
    offset: int = 0
    length: int | None = None
    encoding: str = "binary"

    def bytes_from(self, blobs: Blobs) -> bytes:
        """The decoded bytes; raises MissingBlob."""
        raw = blobs.read(self.blob)
        if self.length is None:
            return raw
        return decode(raw[self.offset : self.offset + self.length], self.encoding)


def mail(reader: Reader, *, who: Actor, message: int) -> Mail:
    """A mail the asker may see; raises Hidden."""
    allowed = visible(who)
    row = reader.row(
        "SELECT m.id, m.blob_id, m.visible, m.folded FROM store_message m "
        f"JOIN store_conversation c ON c.id = m.conversation_id WHERE m.id = %s AND {allowed.sql}",
        (message, *allowed.params),
    )
    if row is None:
        raise Hidden
    parts = reader.rows(
        "SELECT cid, id FROM store_attachment WHERE message_id = %s AND cid <> ''", (message,)
    )
    return Mail(id=row[0], blob=row[1], visible=row[2], folded=row[3], parts=dict(parts))


def attachment(reader: Reader, *, who: Actor, ident: int) -> File:
    """An attachment of a mail the asker may see; raises Hidden."""
    allowed = visible(who)
    row = reader.row(
        "SELECT p.name, p.content_type, m.blob_id, p.offset, p.length, p.encoding "
        "FROM store_attachment p JOIN store_message m ON m.id = p.message_id "
        f"JOIN store_conversation c ON c.id = m.conversation_id WHERE p.id = %s AND {allowed.sql}",
        (ident, *allowed.params),
    )
    if row is None:
        raise Hidden
    return File(*row)


def upload(reader: Reader, *, who: Actor, ident: int) -> File:
    """A file the asker has uploaded, or finds in a draft shared with them; raises Hidden."""
    allowed = usable(who)
    row = reader.row(
        "SELECT u.name, u.content_type, u.blob_id FROM store_upload u WHERE u.id = %s AND "
        f"(u.owner_id = %s OR u.draft_id IN (SELECT d.id FROM store_draft d WHERE {allowed.sql}))",
        (ident, who.id, *allowed.params),
    )
    if row is None:
        raise Hidden
    return File(name=row[0], content_type=row[1], blob=row[2])


def page_of(raw: bytes, *, of: Mail, remote: bool, full: bool, proxy: Callable[[str], str]) -> str:
    """The document for the frame. `remote`: pictures through `proxy`; `full`: nothing folded."""
    parsed = parse(raw)
    if not parsed.html:
        return document(_plain(of.visible or parsed.text), quoted=_plain_or_none(of.folded))
    by_name = {name.strip("<>").lower(): ident for name, ident in of.parts.items()}

    def cid(name: str) -> str | None:
        ident = by_name.get(name.strip("<>").lower())
        return None if ident is None else f"/api/v1/attachments/{ident}?inline=1"

    def clean(html: str) -> Sanitised:
        return sanitise(html, remote=remote, cid=cid, proxy=proxy)

    if full:
        return document(clean(parsed.html))
    shown, quoted = split_quoted(parsed.html)
    return document(clean(shown), quoted=clean(quoted) if quoted else None)


def _plain(text: str) -> Sanitised:
    return Sanitised(html=from_text(text))


def _plain_or_none(text: str) -> Sanitised | None:
    return _plain(text) if text.strip() else None
