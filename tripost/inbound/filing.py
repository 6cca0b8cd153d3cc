"""Mails that were read go to their place: one short transaction, safe to run twice (law 2)."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection

from tripost.addresses.models import Mode
from tripost.conversations.append import Appended, Arrival, PartRow, append
from tripost.conversations.writing import signing_key
from tripost.core.sealed import is_sealed
from tripost.core.thread import Key
from tripost.inbound import returns
from tripost.inbound.joining import Joined, gathers, joined_with, keys_of
from tripost.inbound.lookup import (
    Filed,
    Known,
    Lying,
    ReadMail,
    confidential,
    elder_twin,
    inside,
    known,
    said,
)
from tripost.inbound.reading import Reading
from tripost.inbound.route import AddressGone, Target
from tripost.kit.ids import new_id
from tripost.kit.secrets import installation
from tripost.modes.base import Placement, Received, Situation
from tripost.modes.distribution_list.replies.filing import Answers
from tripost.modes.distribution_list.replies.sends import Send, named
from tripost.modes.registry import room
from tripost.store.changes import record
from tripost.store.json_columns import decoded
from tripost.store.times import stored

SUBJECT_SHOWN: Final = 300  # characters of the subject in the ledger


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where a mail is to go."""

    mail: ReadMail
    address: Target
    arrival: Arrival
    placement: Placement
    returned: returns.Returned | None = None
    answers: Send | None = None  # what went to a whole list, and a person answers


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What the ledger will say about one row."""

    intake: int
    outcome: str
    detail: str
    subject: str
    conversation: int
    message: int | None
    trace: str | None = None  # JSON, with what was found about its origin


def file(mails: Sequence[ReadMail], *, at: datetime) -> int:
    """Give every mail that is still pending its outcome; returns how many. Inside the writer.

    The outcome and the entry are one transaction, and a row that has an outcome is left alone:
    so a batch may come twice.
    """
    pending = _still_pending([mail.pending.id for mail in mails])
    mails = [mail for mail in mails if mail.pending.id in pending]
    if not mails:
        return 0
    signing = signing_key(installation())
    keys = [keys_of(m.reading, recipient=m.pending.recipient, signing=signing) for m in mails]
    now = known(mails, keys)
    answers = Answers(named({key.message_id for some in keys for key in some} - {""}))
    placed: list[_Placed] = []
    again: list[tuple[ReadMail, Lying]] = []
    for mail, some in zip(mails, keys, strict=True):
        there = (mail.pending.address, mail.pending.blob)
        if there in now.blobs:
            again.append((mail, there))
            continue
        one = _place(mail, some, now, answers)
        if isinstance(one, _Placed):
            placed.append(one)
        else:
            again.append((mail, one))
    outcomes = []
    for one, done in zip(placed, append([one.arrival for one in placed]), strict=True):
        now.blobs[one.address.id, one.mail.pending.blob] = Filed(done.message, done.conversation)
        outcomes.append(_receive(one, done, at=at))
        _answered(one, done, answers, at=at)
    answers.tell(at=at)
    outcomes += [_duplicate(mail, now.blobs[there]) for mail, there in again]
    _write(outcomes, at=at)
    _tell(outcomes, at=at)
    return len(outcomes)


def _proven(mail: ReadMail) -> str:
    """The address of its author, where their domain proved to have sent this; else ""."""
    return mail.reading.from_address if mail.believed and mail.verified is True else ""


def _still_pending(intakes: Collection[int]) -> set[int]:
    places = ", ".join(["%s"] * len(intakes))
    lock = "" if connection.vendor == "sqlite" else " FOR UPDATE"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM store_intake WHERE outcome = 'pending' AND id IN ({places}){lock}",
            list(intakes),
        )
        return {row[0] for row in cursor.fetchall()}


def _place(mail: ReadMail, keys: Sequence[Key], now: Known, answers: Answers) -> _Placed | Lying:
    """Where it is to go; or where it lies, when it would come into its conversation twice."""
    pending, reading = mail.pending, mail.reading
    address = now.addresses.get(pending.address)
    if address is None:
        raise AddressGone(f"The address {pending.recipient} belonged to is not there any more")
    returned = returns.find(pending.recipient, reading, address=address.id, reporter=_proven(mail))
    send = None
    if returned is not None:
        # Its return path proves which copy it answers, not that its author takes part (L10).
        joined = Joined(returned.conversation, stranger=True)
        placement = returns.placement(returned)
    else:
        # Only a person answers; what a machine sends back belongs nowhere by itself.
        send = answers.send_of([key.message_id for key in keys]) if not reading.automatic else None
        joined = joined_with(mail, keys, now, answers, send=send, address=address)
        placement = room(address.mode).decide(_situation(mail, address, now, joined=joined))
    begins = joined.conversation is None
    conversation = joined.conversation or new_id(pending.received_at)
    # Two of our addresses that share a conversation got it: a list posts it all the same.
    there = None if begins else inside(now, conversation=conversation, blob=pending.blob)
    if there is not None and address.mode != Mode.LIST:
        return there
    twin = elder_twin(now, mail=mail) if begins else None
    _remember(mail, conversation, placement, now, stranger=joined.stranger, begins=begins)
    if send is not None and begins and gathers(send, address=address):
        author = reading.from_address
        answers.begins(send, address=address.id, email=author, conversation=conversation)
    if twin is not None:
        now.elder[conversation] = twin
    arrival = _arrival(
        mail,
        conversation=conversation,
        begins=begins,
        placement=placement,
        stranger=joined.stranger,
        author=_author(mail, now),
        back=returned is not None,
        twin=twin,
    )
    return _Placed(mail, address, arrival, placement, returned, send)


def _situation(mail: ReadMail, address: Target, now: Known, *, joined: Joined) -> Situation:
    reading = mail.reading
    author = _author(mail, now)
    local, _, domain = address.email.partition("@")
    return Situation(
        address=address.id,
        email=address.email,
        posting=address.posting,
        from_address=reading.from_address,
        verified=mail.believed,
        rights=now.rights.get((author, address.id), 0) if author is not None else 0,
        automatic=reading.automatic,
        loops=address.email in reading.loops or reading.list_id == f"{local}.{domain}",
        state=now.states.get(joined.conversation) if joined.conversation is not None else None,
        stranger=joined.stranger,
        recipient=mail.pending.recipient,
        forged=mail.verified is False,
        size=mail.pending.size,
        files=_files(reading),
        sealed=is_sealed((part.content_type for part in reading.parts), text=reading.visible),
    )


def _files(reading: Reading) -> tuple[tuple[str, str], ...]:
    """What is attached; a picture that stands in the text is text."""
    return tuple(
        (part.name, part.content_type)
        for part in reading.parts
        if not (part.inline and part.content_type.startswith("image/"))
    )


def _author(mail: ReadMail, now: Known) -> int | None:
    """The colleague who verifiably wrote it."""
    return now.people.get(mail.reading.from_address) if mail.believed else None


def _remember(
    mail: ReadMail,
    conversation: int,
    placement: Placement,
    now: Known,
    *,
    stranger: bool,
    begins: bool,
) -> None:
    """So that a later mail of this batch finds what this one begins."""
    reading, address = mail.reading, mail.pending.address
    if reading.message_id:
        now.threads[address, reading.message_id] = conversation
    now.blobs[address, mail.pending.blob] = Filed(None, conversation, begins)
    words = said(reading)
    if begins and words is not None:
        now.begun.setdefault(words, []).append((address, conversation))
    now.states[conversation] = placement.state or now.states.get(conversation, "new")
    now.subjects.setdefault(conversation, reading.subject)
    now.homes[conversation] = address
    if reading.from_address and not stranger:
        now.parties.add((conversation, reading.from_address))


def _arrival(
    mail: ReadMail,
    *,
    conversation: int,
    begins: bool,
    placement: Placement,
    stranger: bool,
    author: int | None,
    back: bool,
    twin: int | None,
) -> Arrival:
    reading, pending = mail.reading, mail.pending
    people = {"to": reading.to, "cc": reading.cc, "reply_to": reading.reply_to}
    return Arrival(
        address=pending.address,
        blob=pending.blob,
        direction="in",
        at=pending.received_at,
        subject=reading.subject,
        base_subject=reading.base_subject,
        message_id=reading.message_id,
        references=tuple(dict.fromkeys((*reading.references, *reading.in_reply_to))),
        from_name=reading.from_name,
        from_address=reading.from_address,
        recipients={role: [list(one) for one in some] for role, some in people.items() if some},
        date=reading.date,
        visible=reading.visible,
        folded=reading.folded,
        snippet=reading.snippet,
        terms=reading.terms,
        has_html=reading.has_html,
        remote_content=reading.remote_content,
        parts=tuple(
            PartRow(
                p.path, p.name, p.content_type, p.cid, p.inline, p.size, p.offset, p.length,
                p.encoding,
            )
            for p in reading.parts
        ),
        automatic=reading.automatic or ("auto-reply" if back else ""),
        verified=mail.verified,
        warnings=(*reading.warnings, *(("stranger",) if stranger and not back else ())),
        author=author,
        conversation=conversation,
        begins=begins,
        twin_of=twin,
        state=placement.state,
        contact=_contact(reading, sender=pending.sender),
        stranger=stranger,
        quiet=placement.quiet,
        sensitive=reading.sensitive,
    )  # fmt: skip


def _contact(reading: Reading, *, sender: str) -> tuple[str, str]:
    """Whom the conversation is with: From, else whoever the envelope names."""
    return reading.from_name, reading.from_address or sender


def _receive(one: _Placed, done: Appended, *, at: datetime) -> _Outcome:
    pending = one.mail.pending
    if one.returned is not None:
        returns.attach(one.returned, at=at)
    else:
        room(one.address.mode).receive(
            Received(
                intake=pending.id,
                address=one.address.id,
                email=one.address.email,
                conversation=done.conversation,
                message=done.message,
                entry=done.entry,
                number=done.number,
                blob=pending.blob,
                sender=pending.sender,
                from_address=one.arrival.from_address,
                author=one.arrival.author,
                placement=one.placement,
                at=at,
                recipient=pending.recipient,
                verified=one.mail.believed,
            )
        )
    return _Outcome(
        pending.id, one.placement.outcome, one.placement.reason, one.mail.reading.subject,
        done.conversation, done.message, _trace(one.mail),
    )  # fmt: skip


def _answered(one: _Placed, done: Appended, answers: Answers, *, at: datetime) -> None:
    """Which send it answers, for its report and for whoever reads the answer."""
    send, mail, back = one.answers, one.mail, one.returned
    if back is not None and back.delivery is not None and not mail.reading.automatic:
        answers.returned(back.delivery, at=at)
    if send is None or mail.verified is False:
        return  # a forged From has answered nothing
    author = mail.reading.from_address
    answers.noted(send, email=author, at=at)
    if gathers(send, address=one.address):
        answers.filed(
            send, address=one.address.id, email=author, conversation=done.conversation, at=at
        )


def _trace(mail: ReadMail) -> str | None:
    """Our own trace of it, now with what SPF, DKIM, DMARC and ARC said."""
    if mail.origin is None:
        return None
    trace = mail.pending.trace
    return json.dumps({**decoded(trace), "origin": mail.origin.as_json()})


def _duplicate(mail: ReadMail, filed: Filed) -> _Outcome:
    """Byte for byte the same mail lies there already: another envelope brought it again."""
    return _Outcome(
        mail.pending.id, "duplicate", f"The same mail as message {filed.message}",
        mail.reading.subject, filed.conversation, filed.message,
    )  # fmt: skip


_SETTLE = """
UPDATE store_intake SET outcome = %s, detail = %s, subject = %s, conversation_id = %s,
 message_id = %s, trace = COALESCE(%s, trace), processed_at = %s, lease_until = NULL
 WHERE id = %s"""


def _write(outcomes: Sequence[_Outcome], *, at: datetime) -> None:
    when = stored(at)
    with connection.cursor() as cursor:
        cursor.executemany(
            _SETTLE,
            [
                (one.outcome, one.detail, one.subject[:SUBJECT_SHOWN], one.conversation,
                 one.message, one.trace, when, one.intake)
                for one in outcomes
            ],
        )  # fmt: skip


def _tell(outcomes: Sequence[_Outcome], *, at: datetime) -> None:
    """Who looks after the ledger hears of it; not of what joined something confidential (law 7)."""
    places = [one.conversation for one in outcomes]
    hidden = confidential(places)
    shown = [str(one.intake) for one in outcomes if one.conversation not in hidden]
    if shown:
        record("intake.changed", at=at, data={"intakes": shown})
