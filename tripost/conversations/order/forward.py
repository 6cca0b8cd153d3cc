"""Send a mail on to somebody beside the matter: in the same conversation, original files along."""

import json
from dataclasses import dataclass
from typing import Any, Final

from tripost.conversations.order.queries import living
from tripost.conversations.placing import place_of, writable
from tripost.conversations.send import Ready
from tripost.conversations.wording import (
    Below,
    Forwarded,
    below_forward,
    forward_subject,
)
from tripost.conversations.writing import Desk, Plan, Words, made_ready
from tripost.core.compose import File, harmless
from tripost.core.html import sanitise
from tripost.core.message import ParsedMessage, parse
from tripost.core.message.transfer import decode
from tripost.core.to_text import to_text
from tripost.kit.entered import BadInput
from tripost.people.policies import Actor, Hidden
from tripost.store.reads import Reader
from tripost.store.times import loaded

FILES: Final = 40 * 1024 * 1024  # bytes of what goes along


@dataclass(frozen=True, slots=True)
class _Original:
    """The mail that goes on."""

    message: int
    blob: str
    shown: Forwarded


def forward(
    desk: Desk,
    *,
    who: Actor,
    conversation: int,
    message: int,
    words: Words,
    original_attachments: bool,
) -> Ready:
    """A forward of `message`; raises Hidden, Forbidden, BadInput.

    Whoever gets it stands beside the matter: they may answer into it, and no answer to the
    customer goes to them.
    """
    whole = living(desk.reader, conversation)
    address = writable(desk.reader, who=who, conversation=whole)
    place = place_of(desk.reader, address=address, conversation=whole)
    original = _original(desk.reader, message=message, conversation=whole)
    raw = desk.blobs.read(original.blob)
    below = _below(raw, original=original, language=desk.language, attachments=original_attachments)
    subject = words.subject or forward_subject(
        harmless(original.shown.subject), language=desk.language
    )
    plan = Plan(
        who=who,
        place=place,
        words=words,
        to=words.to or (),
        cc=words.cc or (),
        subject=subject,
        kind="forward",
        below=below,
        forwards=message,
    )
    return made_ready(desk, plan)


def seen_by(reader: Reader, *, who: Actor, conversation: int) -> int:
    """How far `who` has read: what they have seen when they do not say it."""
    row = reader.row(
        "SELECT up_to FROM store_readmark WHERE conversation_id = %s AND user_id = %s",
        (living(reader, conversation), who.id),
    )
    return int(row[0]) if row else 0


def _original(reader: Reader, *, message: int, conversation: int) -> _Original:
    """A mail of this conversation, and of no other (L2)."""
    row = reader.row(
        "SELECT blob_id, from_name, from_address, recipients, COALESCE(date, at), subject "
        "FROM store_message WHERE id = %s AND conversation_id = %s",
        (message, conversation),
    )
    if row is None:
        raise Hidden
    people: dict[str, Any] = json.loads(row[3])
    at = loaded(row[4])
    assert at is not None, "every mail has a time"
    to, cc = (tuple((n, a) for n, a in people.get(role, ())) for role in ("to", "cc"))
    return _Original(message, row[0], Forwarded((row[1], row[2]), to, cc, at, row[5]))


def _below(raw: bytes, *, original: _Original, language: str, attachments: bool) -> Below:
    mail = parse(raw)
    html, used = _harmless(mail)
    return below_forward(
        original.shown,
        text=mail.text or (to_text(mail.html, links=True) if mail.html else ""),
        html=html,
        language=language,
        files=_files(raw, mail, used=used, attachments=attachments),
    )


def _harmless(mail: ParsedMessage) -> tuple[str, frozenset[str]]:
    """Its HTML without script, and the Content-IDs of the pictures it shows."""
    if not mail.html:
        return "", frozenset()
    there = {part.cid.strip("<>").lower(): part.cid.strip("<>") for part in mail.attachments}

    def cid(name: str) -> str | None:
        found = there.get(name.strip("<>").lower())
        return f"cid:{found}" if found else None

    clean = sanitise(mail.html, remote=True, cid=cid, proxy=lambda url: url)
    style = f"<style>{clean.css}</style>\n" if clean.css else ""
    return style + clean.html, frozenset(name.strip("<>").lower() for name in clean.inline)


def _files(
    raw: bytes, mail: ParsedMessage, *, used: frozenset[str], attachments: bool
) -> tuple[File, ...]:
    """Pictures of the text always, everything else when it is wanted."""
    files = []
    for part in mail.attachments:
        cid = part.cid.strip("<>")
        shown = cid.lower() in used
        if not shown and not attachments:
            continue
        data = decode(raw[part.offset : part.offset + part.length], part.encoding)
        name = harmless(part.filename) or "attachment"
        files.append(File(name, part.content_type, data, harmless(cid) if shown else ""))
    if sum(len(file.data) for file in files) > FILES:
        raise BadInput(
            "too-large", f"The files of this mail have more than {FILES // 2**20} MB together."
        )
    return tuple(files)
