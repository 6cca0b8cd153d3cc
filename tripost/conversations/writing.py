"""From what a person typed to a mail ready to send: built and checked before any write."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from tripost.addresses.identities import From, identities
from tripost.conversations.append import Arrival, PartRow
from tripost.conversations.detail import recipients
from tripost.conversations.drafts import Written
from tripost.conversations.enclosing import enclosed
from tripost.conversations.replying import Named
from tripost.conversations.send import Ready
from tripost.conversations.wording import Answered, whole_html, whole_text
from tripost.core.compose import BadHeader, Letter, compose, reply_subject
from tripost.core.html import sanitise
from tripost.core.message import parse
from tripost.core.searched import searched
from tripost.core.snippet import snippet
from tripost.core.terms import terms
from tripost.core.thread import base_subject, make_message_id
from tripost.core.to_text import to_text
from tripost.kit.entered import BadInput
from tripost.kit.ids import new_id
from tripost.kit.secrets import Secrets
from tripost.people.models import Right
from tripost.people.policies import Actor, Hidden, require, require_address
from tripost.store.blobs import Blobs
from tripost.store.models.conversation import State
from tripost.store.reads import Reader
from tripost.store.times import loaded

RECIPIENTS_LIMIT = 500
SCHEDULE_LIMIT = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Words:
    """What a person wants to send. `to`, `cc` None: whoever the next answer goes to."""

    text: str = ""
    html: str = ""
    subject: str | None = None
    identity: str | None = None
    to: tuple[Named, ...] | None = None
    cc: tuple[Named, ...] | None = None
    bcc: tuple[Named, ...] = ()
    uploads: tuple[int, ...] = ()
    not_before: datetime | None = None
    draft: int | None = None
    seen_up_to: int = 0
    close: bool = False
    force: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What writing needs around it. `secrets` sign our Message-IDs; `language` words the quote."""

    reader: Reader
    blobs: Blobs
    secrets: Secrets
    language: str
    now: datetime


@dataclass(frozen=True, slots=True)
class _Place:
    """The address written from, and the mail answered, if any."""

    address: int
    email: str
    name: str
    signature: str
    mode: str
    undo_seconds: int
    conversation: int | None = None
    subject: str = ""
    answered: Answered | None = None


def signing_key(secrets: Secrets) -> bytes:
    """The key of our Message-IDs and reply tokens: `inbound` knows its own answers by it."""
    return secrets.mac("message-id", b"threads", length=32)


def reply(desk: Desk, *, who: Actor, conversation: int, words: Words) -> Ready:
    """An answer in a conversation; raises Hidden, Forbidden, BadInput."""
    address = _writable(desk.reader, who=who, conversation=conversation)
    place = _place(desk.reader, address=address, conversation=conversation)
    to, cc = recipients(desk.reader, ident=conversation)
    return _ready(
        desk,
        who=who,
        place=place,
        words=words,
        to=words.to if words.to is not None else tuple(to),
        cc=words.cc if words.cc is not None else tuple(cc),
        subject=words.subject or reply_subject(place.subject),
        kind="reply",
    )


def begin(desk: Desk, *, who: Actor, address: int, words: Words) -> Ready:
    """A new mail from an address, or a post to a list; raises Hidden, Forbidden, BadInput."""
    _require_writing(who, address=address)
    place = _place(desk.reader, address=address)
    if place.mode == "list":
        to: tuple[Named, ...] = ((place.name, place.email),)
        cc: tuple[Named, ...] = ()
    else:
        to, cc = words.to or (), words.cc or ()
    if not (words.subject or "").strip():
        raise BadInput("no-subject", "A new mail needs a subject.")
    return _ready(
        desk,
        who=who,
        place=place,
        words=words,
        to=to,
        cc=cc,
        subject=(words.subject or "").strip(),
        kind="post" if place.mode == "list" else "new",
    )


def _writable(reader: Reader, *, who: Actor, conversation: int) -> int:
    """The address of a conversation `who` sees and may write in."""
    address = require(reader, who=who, conversation=conversation, right=Right.READ)
    _require_writing(who, address=address)
    return address


def _require_writing(who: Actor, *, address: int) -> None:
    if not who.may(Right.WRITE_ON_BEHALF, address=address):
        require_address(who, address=address, right=Right.WRITE_AS)


def _place(reader: Reader, *, address: int, conversation: int | None = None) -> _Place:
    columns = "id, email, name, signature, mode, undo_seconds"
    found = reader.row(f"SELECT {columns} FROM addresses_address WHERE id = %s", (address,))
    if found is None:
        raise Hidden
    place = _Place(*found)
    if conversation is None:
        return place
    row = reader.row("SELECT subject FROM store_conversation WHERE id = %s", (conversation,))
    return replace(
        place,
        conversation=conversation,
        subject=row[0] if row else "",
        answered=_answered(reader, conversation=conversation),
    )


def _answered(reader: Reader, *, conversation: int) -> Answered | None:
    """The newest mail of somebody who takes part (no stranger's words go out under our name)."""
    found = reader.row(
        'SELECT message_id, "references", from_name, from_address, at, visible '
        "FROM store_message m WHERE conversation_id = %s AND automatic = '' AND NOT EXISTS "
        "(SELECT 1 FROM store_participant p WHERE p.conversation_id = m.conversation_id "
        "AND p.email = LOWER(m.from_address) AND p.stranger = %s) "
        "ORDER BY CASE direction WHEN 'in' THEN 0 ELSE 1 END, number DESC LIMIT 1",
        (conversation, True),
    )
    if found is None:
        return None
    at = loaded(found[4])
    assert at is not None
    return Answered(found[0], tuple(found[1].split()), found[2] or found[3], at, found[5])


def _ready(
    desk: Desk,
    *,
    who: Actor,
    place: _Place,
    words: Words,
    to: Sequence[Named],
    cc: Sequence[Named],
    subject: str,
    kind: str,
) -> Ready:
    html, text = _body(words)
    everyone = [*to, *cc, *words.bcc]
    _check(text, uploads=words.uploads, everyone=everyone)
    conversation = place.conversation or new_id(desk.now)
    letter = _letter(
        desk,
        who=who,
        place=place,
        words=words,
        body=(html, text),
        to=tuple(to),
        cc=tuple(cc),
        subject=subject,
        conversation=conversation,
    )
    try:
        raw = compose(letter)
    except BadHeader as bad:
        raise BadInput("bad-header", f"{bad.field}: {bad.reason}.") from None
    blob = desk.blobs.prepare(raw)
    arrival = _arrival(
        letter,
        raw=raw,
        sha256=blob.sha256,
        place=place,
        conversation=conversation,
        who=who,
        text=text,
    )
    if kind == "post":  # it is said; nobody has to work on it
        arrival = replace(arrival, state=State.CLOSED)
    return Ready(
        arrival=arrival,
        blob=blob,
        recipients=() if kind == "post" else _envelope(everyone),
        envelope_from=place.email,
        kind=kind,
        not_before=_not_before(words, place=place, now=desk.now),
        written=_written(words, place=place, who=who, to=to, cc=cc, subject=subject),
        draft=words.draft,
        seen_up_to=words.seen_up_to if place.conversation is not None else None,
        close=words.close,
        force=words.force,
    )


def _check(text: str, *, uploads: Sequence[int], everyone: Sequence[Named]) -> None:
    if not text.strip() and not uploads:
        raise BadInput("empty-mail", "There is nothing in this mail yet.")
    if not everyone:
        raise BadInput("no-recipient", "Nobody would get this mail. Add somebody first.")
    if len(everyone) > RECIPIENTS_LIMIT:
        raise BadInput("too-many-recipients", f"A mail may go to {RECIPIENTS_LIMIT} people.")


def _letter(
    desk: Desk,
    *,
    who: Actor,
    place: _Place,
    words: Words,
    body: tuple[str, str],
    to: tuple[Named, ...],
    cc: tuple[Named, ...],
    subject: str,
    conversation: int,
) -> Letter:
    """The mail with all that stands around the words; `body`: (HTML or "", text)."""
    html, text = body
    sender = _identity(who, place=place, wanted=words.identity)
    signature, answered = sender.signature.strip(), place.answered
    return Letter(
        from_=(sender.name, sender.address),
        sender=sender.sender,
        to=to,
        cc=cc,
        subject=subject,
        text=whole_text(text, signature=signature, answered=answered, language=desk.language),
        html=whole_html(html, signature=signature, answered=answered, language=desk.language),
        date=desk.now,
        message_id=make_message_id(
            str(conversation),
            domain=place.email.partition("@")[2],
            random=token_urlsafe(12),
            key=signing_key(desk.secrets),
        ),
        in_reply_to=answered.message_id if answered else "",
        references=_references(answered),
        files=enclosed(desk.reader, desk.blobs, who=who, uploads=words.uploads),
    )


def _body(words: Words) -> tuple[str, str]:
    """(safe HTML or "", plain text) of what was typed."""
    if not words.html:
        return "", words.text.replace("\r\n", "\n").rstrip()
    clean = sanitise(words.html, remote=True, cid=lambda _: None, proxy=lambda url: url).html
    return clean, to_text(clean, links=True).rstrip()


def _identity(who: Actor, *, place: _Place, wanted: str | None) -> From:
    offered = identities(
        who,
        address=place.address,
        email=place.email,
        name=place.name,
        signature=place.signature,
    )
    for identity in offered:
        if wanted in (None, identity.id):
            return identity
    raise BadInput("bad-identity", "You may not write with this sender.")


def _references(answered: Answered | None) -> tuple[str, ...]:
    if answered is None or not answered.message_id:
        return ()
    return (*answered.references, answered.message_id)


def _envelope(people: Sequence[Named]) -> tuple[str, ...]:
    """Each recipient once, whatever the case of its domain."""
    once: dict[str, str] = {}
    for _, address in people:
        once.setdefault(address.lower(), address)
    return tuple(once.values())


def _not_before(words: Words, *, place: _Place, now: datetime) -> datetime:
    undo = now + timedelta(seconds=place.undo_seconds)
    if words.not_before is None:
        return undo
    if words.not_before > now + SCHEDULE_LIMIT:
        raise BadInput("too-far", "A mail can be scheduled up to a year ahead.")
    return max(words.not_before, undo)


def _written(
    words: Words,
    *,
    place: _Place,
    who: Actor,
    to: Sequence[Named],
    cc: Sequence[Named],
    subject: str,
) -> Written:
    return Written(
        author=who.id,
        address=place.address,
        conversation=place.conversation,
        kind="new" if place.conversation is None else "reply",
        recipients={"to": to, "cc": cc, "bcc": words.bcc},
        subject=subject,
        text=words.text,
        html=words.html,
        seen_up_to=words.seen_up_to,
        uploads=words.uploads,
    )


def _arrival(
    letter: Letter,
    *,
    raw: bytes,
    sha256: str,
    place: _Place,
    conversation: int,
    who: Actor,
    text: str,
) -> Arrival:
    """The mail as an entry. What was typed is its visible text; the rest of it is folded."""
    read = parse(raw)
    folded = letter.text.removeprefix(text).strip("\n")
    people: dict[str, Any] = {"to": letter.to, "cc": letter.cc, "reply_to": letter.reply_to}
    return Arrival(
        address=place.address,
        blob=sha256,
        direction="out",
        at=letter.date,
        subject=letter.subject,
        base_subject=base_subject(letter.subject),
        message_id=letter.message_id,
        from_name=letter.from_[0],
        from_address=letter.from_[1],
        recipients={role: [list(p) for p in named] for role, named in people.items()},
        visible=text,
        snippet=snippet(text),
        terms=terms(searched(read, text)),
        references=letter.references,
        date=letter.date,
        folded=folded,
        has_html=bool(letter.html),
        parts=tuple(
            PartRow(a.path, a.filename, a.content_type, a.cid, a.inline, a.size, a.offset,
                    a.length, a.encoding)
            for a in read.attachments
        ),
        author=who.id,
        conversation=conversation,
        begins=place.conversation is None,
        contact=letter.to[0] if letter.to else None,  # we begin it with whom we write to
    )  # fmt: skip
