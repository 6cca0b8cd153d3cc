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
from tripost.conversations.enclosing import enclosed, pointed
from tripost.conversations.order.queries import living
from tripost.conversations.placing import Place, place_of, require_writing, writable
from tripost.conversations.replying import Named
from tripost.conversations.send import Ready
from tripost.conversations.wording import Below, below_answer, whole_html, whole_text
from tripost.core.compose import BadHeader, Letter, compose, reply_subject
from tripost.core.from_text import from_text
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
from tripost.people.policies import Actor
from tripost.store.blobs import Blobs
from tripost.store.models.conversation import State
from tripost.store.reads import Reader

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One mail to be made. `below`: what stands under the words; None: what is answered.
    `forwards`: the mail that goes along."""

    who: Actor
    place: Place
    words: Words
    to: tuple[Named, ...]
    cc: tuple[Named, ...]
    subject: str
    kind: str  # reply | new | post | forward
    below: Below | None = None
    forwards: int | None = None

    @property
    def everyone(self) -> tuple[Named, ...]:
        """All who get it."""
        return (*self.to, *self.cc, *self.words.bcc)


def signing_key(secrets: Secrets) -> bytes:
    """The key of our Message-IDs and reply tokens: `inbound` knows its own answers by it."""
    return secrets.mac("message-id", b"threads", length=32)


def reply(desk: Desk, *, who: Actor, conversation: int, words: Words) -> Ready:
    """An answer in a conversation; raises Hidden, Forbidden, BadInput.

    To one that was merged it goes into the whole, of which its writer has seen nothing: so it is
    held (law 6).
    """
    whole = living(desk.reader, conversation)
    if whole != conversation:
        conversation, words = whole, replace(words, seen_up_to=0)
    address = writable(desk.reader, who=who, conversation=conversation)
    place = place_of(desk.reader, address=address, conversation=conversation)
    to, cc = recipients(desk.reader, ident=conversation)
    plan = Plan(
        who=who,
        place=place,
        words=words,
        to=words.to if words.to is not None else tuple(to),
        cc=words.cc if words.cc is not None else tuple(cc),
        subject=words.subject or reply_subject(place.subject),
        kind="reply",
    )
    return made_ready(desk, plan)


def begin(desk: Desk, *, who: Actor, address: int, words: Words) -> Ready:
    """A new mail from an address, or a post to a list; raises Hidden, Forbidden, BadInput."""
    require_writing(who, address=address)
    place = place_of(desk.reader, address=address)
    if place.mode == "list":
        to: tuple[Named, ...] = ((place.name, place.email),)
        cc: tuple[Named, ...] = ()
    else:
        to, cc = words.to or (), words.cc or ()
    if not (words.subject or "").strip():
        raise BadInput("no-subject", "A new mail needs a subject.")
    plan = Plan(
        who=who,
        place=place,
        words=words,
        to=to,
        cc=cc,
        subject=(words.subject or "").strip(),
        kind="post" if place.mode == "list" else "new",
    )
    return made_ready(desk, plan)


def made_ready(desk: Desk, plan: Plan) -> Ready:
    """The mail, built and parsed; raises BadInput."""
    words, place = plan.words, plan.place
    html, text = _body(words)
    below = plan.below
    if below is None:
        below = below_answer(place.answered, language=desk.language, html=bool(html))
    if below.html and not html:
        html = from_text(text)
    _check(plan, text)
    conversation = place.conversation or new_id(desk.now)
    letter = _letter(desk, plan, body=(html, text), below=below, conversation=conversation)
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
        who=plan.who,
        text=text,
    )
    if plan.kind == "post":  # it is said; nobody has to work on it
        arrival = replace(arrival, state=State.CLOSED)
    return Ready(
        arrival=replace(arrival, aside=plan.kind == "forward"),
        blob=blob,
        recipients=() if plan.kind == "post" else _envelope(plan.everyone),
        envelope_from=place.email,
        kind=plan.kind,
        not_before=_not_before(words, place=place, now=desk.now),
        written=_written(plan),
        draft=words.draft,
        seen_up_to=words.seen_up_to if place.conversation is not None else None,
        close=words.close,
        force=words.force,
    )


def _check(plan: Plan, text: str) -> None:
    if not text.strip() and not plan.words.uploads and plan.forwards is None:
        raise BadInput("empty-mail", "There is nothing in this mail yet.")
    if not plan.everyone:
        raise BadInput("no-recipient", "Nobody would get this mail. Add somebody first.")
    if len(plan.everyone) > RECIPIENTS_LIMIT:
        raise BadInput("too-many-recipients", f"A mail may go to {RECIPIENTS_LIMIT} people.")


def _letter(
    desk: Desk, plan: Plan, *, body: tuple[str, str], below: Below, conversation: int
) -> Letter:
    """The mail with all that stands around the words; `body`: (HTML or "", text)."""
    html, text = body
    sender = _identity(plan.who, place=plan.place, wanted=plan.words.identity)
    signature = sender.signature.strip()
    uploads = enclosed(desk.reader, desk.blobs, who=plan.who, uploads=plan.words.uploads, html=html)
    return Letter(
        from_=(sender.name, sender.address),
        sender=sender.sender,
        to=plan.to,
        cc=plan.cc,
        subject=plan.subject,
        text=whole_text(text, signature=signature, below=below.text),
        html=whole_html(html, signature=signature, below=below.html),
        date=desk.now,
        message_id=make_message_id(
            str(conversation),
            domain=plan.place.email.partition("@")[2],
            random=token_urlsafe(12),
            key=signing_key(desk.secrets),
        ),
        in_reply_to=below.in_reply_to,
        references=below.references,
        files=(*uploads, *below.files),
    )


def _body(words: Words) -> tuple[str, str]:
    """(safe HTML or "", plain text) of what was typed."""
    if not words.html:
        return "", words.text.replace("\r\n", "\n").rstrip()
    typed = pointed(words.html, uploads=words.uploads)
    clean = sanitise(typed, remote=True, cid=lambda n: f"cid:{n}", proxy=lambda url: url).html
    return clean, to_text(clean, links=True).rstrip()


def _identity(who: Actor, *, place: Place, wanted: str | None) -> From:
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


def _envelope(people: Sequence[Named]) -> tuple[str, ...]:
    """Each recipient once, whatever the case of its domain."""
    once: dict[str, str] = {}
    for _, address in people:
        once.setdefault(address.lower(), address)
    return tuple(once.values())


def _not_before(words: Words, *, place: Place, now: datetime) -> datetime:
    undo = now + timedelta(seconds=place.undo_seconds)
    if words.not_before is None:
        return undo
    if words.not_before > now + SCHEDULE_LIMIT:
        raise BadInput("too-far", "A mail can be scheduled up to a year ahead.")
    return max(words.not_before, undo)


def _written(plan: Plan) -> Written:
    """What its writer gets back when it is held or undone."""
    words, place = plan.words, plan.place
    kind = "reply" if plan.forwards is None else "forward"
    return Written(
        author=plan.who.id,
        address=place.address,
        conversation=place.conversation,
        kind="new" if place.conversation is None else kind,
        forwards=plan.forwards,
        recipients={"to": plan.to, "cc": plan.cc, "bcc": words.bcc},
        subject=plan.subject,
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
    place: Place,
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
