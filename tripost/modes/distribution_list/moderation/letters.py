"""Mails about held posts: made away from the writer, put into the outbox once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from secrets import token_urlsafe
from typing import Any, Final

from tripost.conversations.writing import signing_key
from tripost.core.automatic import may_answer_automatically
from tripost.core.compose import Letter, compose, harmless
from tripost.core.message import parse
from tripost.core.reshape import mail_part, with_part
from tripost.core.smtp.content import NotCanonical, canonical
from tripost.core.thread import make_message_id
from tripost.jobs.actions import taken
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.joining import limits
from tripost.modes.distribution_list.models import HeldPost, Notice
from tripost.modes.distribution_list.moderation import tokens, words
from tripost.modes.distribution_list.moderation.jobs import HELD, REFUSED, TOLD
from tripost.modes.distribution_list.moderation.whom import moderators_of
from tripost.modes.distribution_list.posting.settings import Settings, of
from tripost.outbound.actions import Frozen, enqueue
from tripost.people.models import User
from tripost.store.blobs import Blobs, Prepared
from tripost.store.reads import DjangoReader
from tripost.store.services import Services

KIND: Final = "notice"  # of Outgoing
ENCLOSED: Final = 2 * 1024 * 1024  # bytes of a held mail that goes along with its notice
EXCERPT: Final = 1000  # characters
GENERATED: Final = (
    ("Auto-Submitted", "auto-generated"),  # RFC 3834 §5: no machine answers it
    ("X-Auto-Response-Suppress", "All"),
)
_REPLIED: Final = (("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All"))


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter that waits for its one short transaction. `sender` "" is the null sender."""

    to: str
    blob: Prepared
    sender: str


async def tell_moderators(services: Services, arguments: Mapping[str, Any]) -> None:
    """A post waits: ask everybody who may decide. Safe to run twice: job and mails are one."""
    held = int(arguments["held"])
    ready = await services.pool.run(partial(_asking, services, held))
    await services.writer.do(
        lambda: _put(ready, held=held, job=f"{HELD}:{held}", services=services)
    )


async def answer_moderator(services: Services, arguments: Mapping[str, Any]) -> None:
    """Say what an answer by mail has done. Safe to run twice."""
    held, message = int(arguments["held"]), int(arguments["message"])
    make = partial(_answering, services, held, user=int(arguments["user"]), said=arguments["said"])
    ready = await services.pool.run(make)
    await services.writer.do(
        lambda: _put(ready, held=held, job=f"{TOLD}:{message}", services=services)
    )


async def tell_author(services: Services, arguments: Mapping[str, Any]) -> None:
    """Say why a post was refused; never to a machine, and few to one address. Safe to run twice."""
    held = int(arguments["held"])
    ready = await services.pool.run(partial(_refusing, services, held))
    job = f"{REFUSED}:{held}"
    await services.writer.do(
        lambda: _put(ready, held=held, job=job, services=services, counted="refused")
    )


def _put(
    ready: Sequence[Ready], *, held: int, job: str, services: Services, counted: str = ""
) -> None:
    """Into the outbox, if nobody did so before. `counted`: as a notice, of which one address gets
    few."""
    at = services.clock()
    if not taken(job):
        return
    waiting = HeldPost.objects.filter(pk=held).first()
    for one in ready if waiting is not None else ():
        if counted and not limits.may_get(one.to, kind=counted, at=at):
            continue
        assert waiting is not None
        outgoing = enqueued(one, address=waiting.address_id, at=at)
        if counted:
            box = limits.mailbox(one.to)
            Notice.objects.create(outgoing_id=outgoing, email=box, kind=counted, at=at)
            HeldPost.objects.filter(pk=held).update(told_at=at)


def enqueued(ready: Ready, *, address: int, at: datetime) -> int:
    """The outgoing's id. Inside the writer."""
    Blobs.keep(ready.blob)
    return enqueue(
        Frozen(
            address=address,
            conversation=None,
            message=None,
            author=None,
            kind=KIND,
            base=ready.blob.sha256,
            envelope_from=ready.sender,
            recipients=(ready.to,),
            not_before=at,
            draft={},
        ),
        at=at,
    )


def _asking(services: Services, held: int) -> list[Ready]:
    waiting = _waiting(held)
    if waiting is None or waiting.decided:
        return []
    raw = services.blobs.read(waiting.message.blob_id)
    listing = of(DjangoReader(), waiting.address_id)
    people = moderators_of(waiting.address_id, conversation=waiting.conversation_id)
    return [_asked(services, waiting, listing, user=user, raw=raw) for user in people]


def _asked(
    services: Services, waiting: HeldPost, listing: Settings, *, user: User, raw: bytes
) -> Ready:
    language, message = user.language, waiting.message
    whole = len(raw) <= ENCLOSED
    excerpt = partial(words.phrase, "excerpt", text=message.visible[:EXCERPT])
    enclosed: Callable[..., str] = partial(words.phrase, "enclosed") if whole else excerpt
    said = _said(waiting, listing) | {
        "reason": words.reason(waiting.reason, language=language),
        "link": link_to(services, waiting.conversation_id, address=waiting.address_id),
        "enclosed": enclosed(language=language),
    }
    asked = tokens.Asked(waiting.address_id, waiting.pk, user.pk)
    back = tokens.answer_to(installation(), asked, domain=_domain(listing))
    letter = _composed(
        "held",
        waiting,
        listing,
        user=user,
        said=said,
        at=services.clock(),
        reply_to=((listing.name, back),),
    )
    if whole:
        letter = with_part(letter, mail_part(_as_it_came(raw)))
    return Ready(user.address, services.blobs.prepare(letter), listing.email)


def _answering(services: Services, held: int, *, user: int, said: str) -> list[Ready]:
    waiting = _waiting(held)
    person = User.objects.filter(pk=user, is_active=True).first()
    if waiting is None or person is None:
        return []
    listing = of(DjangoReader(), waiting.address_id)
    language = person.language
    by = waiting.decided_by
    texts = _said(waiting, listing) | {
        "who": by.name if by is not None else words.phrase("somebody", language=language),
        "done": words.phrase(f"done-{waiting.decided or 'refused'}", language=language),
    }
    raw = _composed(
        said, waiting, listing, user=person, said=texts, at=services.clock(), headers=_REPLIED
    )
    return [Ready(person.address, services.blobs.prepare(raw), "")]


def _refusing(services: Services, held: int) -> list[Ready]:
    """RFC 3834 §2: never to what a machine wrote, nor to an address that is one's name."""
    waiting = _waiting(held)
    if waiting is None or not waiting.believed or waiting.decided != "refused":
        return []
    listing = of(DjangoReader(), waiting.address_id)
    parsed = parse(services.blobs.read(waiting.message.blob_id))
    if not may_answer_automatically(
        parsed, envelope_sender=waiting.message.from_address, ours=frozenset((listing.email,))
    ):
        return []
    kind = "told" if waiting.note else "told-plainly"
    said = _said(waiting, listing) | {"note": waiting.note}
    subject, text = words.letter(kind, language=listing.language, **said)
    message = waiting.message
    raw = compose(
        Letter(
            from_=(listing.name, listing.email),
            to=((message.from_name, message.from_address),),
            subject=harmless(subject),
            text=text,
            date=services.clock(),
            message_id=message_id_for(waiting.conversation_id, listing=listing),
            in_reply_to=message.message_id,
            references=(message.message_id,) if message.message_id else (),
            headers=_REPLIED,
        )
    )
    return [Ready(message.from_address, services.blobs.prepare(raw), "")]


def _composed(
    kind: str,
    waiting: HeldPost,
    listing: Settings,
    *,
    user: User,
    said: Mapping[str, str],
    at: datetime,
    headers: tuple[tuple[str, str], ...] = GENERATED,
    reply_to: tuple[tuple[str, str], ...] = (),
) -> bytes:
    subject, text = words.letter(kind, language=user.language, **said)
    return compose(
        Letter(
            from_=(listing.name, listing.email),
            to=((user.name, user.address),),
            subject=harmless(subject),
            text=text,
            date=at,
            message_id=message_id_for(waiting.conversation_id, listing=listing),
            reply_to=reply_to,
            headers=headers,
        )
    )


def _waiting(held: int) -> HeldPost | None:
    return (
        HeldPost.objects.select_related("message", "address", "decided_by").filter(pk=held).first()
    )


def _said(waiting: HeldPost, listing: Settings) -> dict[str, str]:
    message = waiting.message
    author = f"{message.from_name} <{message.from_address}>".strip()
    return {
        "list": f"{listing.name} <{listing.email}>",
        "author": harmless(author),
        "subject": harmless(message.subject) or "–",
    }


def message_id_for(conversation: int, *, listing: Settings) -> str:
    """Of ours, for this conversation: what answers it is filed there."""
    return make_message_id(
        str(conversation),
        domain=_domain(listing),
        random=token_urlsafe(12),
        key=signing_key(installation()),
    )


def _domain(listing: Settings) -> str:
    return listing.email.rpartition("@")[2]


def link_to(services: Services, conversation: int, *, address: int) -> str:
    """Where the app shows it."""
    return f"{services.settings.public_url}/mail/{address}/all/{conversation}"


def _as_it_came(raw: bytes) -> bytes:
    """Fit to travel: lines end with CRLF. What cannot be mended is shown without its controls."""
    try:
        return canonical(raw)
    except NotCanonical:
        return b"\r\n".join(raw.replace(b"\0", b"").splitlines()) + b"\r\n"
