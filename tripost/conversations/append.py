"""Put mails into conversations: many at once, in hand-written SQL, inside the writer."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from tripost.conversations.confidential.arriving import Delivered, narrow
from tripost.conversations.order.queries import living
from tripost.conversations.work.decide import Facts, on_mail
from tripost.conversations.work.rows import held
from tripost.kit.ids import new_id
from tripost.search import index
from tripost.store.changes import next_modseq
from tripost.store.models.conversation import State
from tripost.store.reads import DjangoReader
from tripost.store.times import stored
from tripost.store.wakes import wake

SNIPPET = 300  # characters


@dataclass(frozen=True, slots=True)
class PartRow:
    """Where an attachment stands in the raw mail; offset and length in bytes of the blob."""

    path: str
    name: str
    content_type: str
    cid: str
    inline: bool
    size: int
    offset: int
    length: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """A mail that is to become an entry.

    `conversation` None begins a new one; with `begins` the id given is made (so that a mail of
    the same batch can already refer to it). `state` None leaves the state alone, or to
    `work.decide.on_mail`; what begins is new when it comes in and open when it is ours. `quiet`: a
    bounce or an automatic reply, filed without waking anybody.
    """

    address: int
    blob: str
    direction: str
    at: datetime
    subject: str
    base_subject: str
    message_id: str
    from_name: str
    from_address: str
    recipients: dict[str, list[list[str]]]
    visible: str
    snippet: str
    terms: str
    references: tuple[str, ...] = ()
    date: datetime | None = None
    folded: str = ""
    has_html: bool = False
    remote_content: bool = False
    parts: tuple[PartRow, ...] = ()
    automatic: str = ""
    verified: bool | None = None
    warnings: tuple[str, ...] = ()
    author: int | None = None
    conversation: int | None = None
    begins: bool = False
    state: str | None = None
    contact: tuple[str, str] | None = None
    stranger: bool = False
    quiet: bool = False
    sensitive: bool = False  # its sender asks that only few see it
    aside: bool = False  # a forward of ours: whom it goes to stands beside the matter
    twin_of: int | None = None  # the conversation that the same mail began at another address


@dataclass(frozen=True, slots=True)
class Appended:
    """Where a mail went."""

    message: int
    conversation: int
    entry: int
    number: int
    is_new: bool


@dataclass(slots=True)
class _Thread:
    """What a batch adds to one conversation."""

    id: int
    address: int
    is_new: bool
    last_entry: int
    facts: Facts | None = None  # the work on it as it was; None: it is new
    mails: list[Arrival] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def append(arrivals: Sequence[Arrival]) -> list[Appended]:
    """Store mails as entries; one Change per conversation touched. Runs inside the writer."""
    if not arrivals:
        return []
    threads = _threads(arrivals)  # locks rows: before the log, as every action does
    first_modseq = next_modseq(len({id(thread) for _, thread in threads}))
    placed: list[Appended] = []
    keyed: list[tuple[Arrival, Appended]] = []
    for arrival, thread in threads:
        thread.last_entry += 1
        thread.mails.append(arrival)
        thread.numbers.append(thread.last_entry)
        done = Appended(
            message=new_id(arrival.at),
            conversation=thread.id,
            entry=new_id(arrival.at),
            number=thread.last_entry,
            is_new=thread.is_new and thread.last_entry == 1,
        )
        placed.append(done)
        keyed.append((arrival, done))
    touched = list({id(thread): thread for _, thread in threads}.values())
    with connection.cursor() as cursor:
        _write_conversations(cursor, touched)
        _write_messages(cursor, keyed)
        before = narrow([_delivered(thread) for thread in touched])
        _write_changes(cursor, touched, before, first=first_modseq)
    index.add([(done.entry, arrival.terms) for arrival, done in keyed])
    wake("changes")
    return placed


def _threads(arrivals: Sequence[Arrival]) -> list[tuple[Arrival, _Thread]]:
    """The conversation of each mail, with the entry number it stands at now."""
    known = {a.conversation for a in arrivals if a.conversation is not None and not a.begins}
    found = _held_living(known) if known else {}
    result = []
    for arrival in arrivals:
        key = arrival.conversation if arrival.conversation is not None else new_id(arrival.at)
        thread = found.get(key)
        if thread is None:
            thread = found[key] = _Thread(key, arrival.address, True, 0)
        result.append((arrival, thread))
    return result


def _held_living(conversations: Collection[int]) -> dict[int, _Thread]:
    """These rows, locked; of one that was merged between the look and the lock, its whole."""
    there = held(sorted(conversations))
    merged = [one.conversation for one in there.values() if one.facts.state == State.MERGED]
    whole = {ident: living(DjangoReader(), ident) for ident in merged}
    if whole:
        there |= held(sorted(set(whole.values()) - there.keys()))
    threads = {
        ident: _Thread(ident, one.address, False, one.last_entry, one.facts)
        for ident, one in there.items()
    }
    return threads | {ident: threads[target] for ident, target in whole.items()}


_NEW_CONVERSATION = """
INSERT INTO store_conversation (id, address_id, subject, base_subject, snippet, contact_name,
 contact_address, state, priority, waiting_since, created_at, last_activity_at, last_entry,
 last_content, messages, attachments, sending, confidential, labels, twin_of_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 0, %s, %s, %s, %s, %s, %s, %s, 0, %s, %s, %s)"""

_GROWN_CONVERSATION = """
UPDATE store_conversation SET snippet = %s, state = %s, status_id = %s, snoozed_until = %s,
 snoozed_by_id = %s, snoozed_regardless = %s,
 waiting_since = CASE %s WHEN 'clear' THEN NULL WHEN 'keep' THEN waiting_since
 ELSE COALESCE(waiting_since, %s) END,
 last_activity_at = CASE WHEN %s THEN %s ELSE last_activity_at END,
 last_entry = %s, last_content = %s, messages = messages + %s, attachments = attachments + %s
WHERE id = %s"""


def _write_conversations(cursor: Any, threads: Iterable[_Thread]) -> None:
    new, grown = [], []
    for thread in threads:
        last = next((m for m in reversed(thread.mails) if not m.quiet), thread.mails[-1])
        attachments = sum(_visible_parts(m) for m in thread.mails)
        at = stored(last.at)
        if thread.is_new:
            first = thread.mails[0]
            name, email = first.contact or (first.from_name, first.from_address)
            state = next((m.state for m in reversed(thread.mails) if m.state), None)
            begins = "new" if first.direction == "in" else "open"
            waits = last.direction == "in" and not last.quiet
            new.append(
                (
                    thread.id, first.address, first.subject, first.base_subject,
                    last.snippet[:SNIPPET], name, email.lower(), state or begins,
                    at if waits else None, stored(first.at), at, thread.last_entry,
                    thread.last_entry, len(thread.mails), attachments, False, "[]", first.twin_of,
                )
            )  # fmt: skip
        else:
            facts = _after(thread)
            waiting = "clear" if last.direction == "out" else "begin"
            if last.quiet or last.aside:
                waiting = "keep"
            grown.append(
                (
                    last.snippet[:SNIPPET], facts.state, facts.status_id,
                    stored(facts.snoozed_until) if facts.snoozed_until else None,
                    facts.snoozed_by_id, facts.snoozed_regardless,
                    waiting, at, not last.quiet, at,
                    thread.last_entry, thread.last_entry, len(thread.mails), attachments,
                    thread.id,
                )
            )  # fmt: skip
    if new:
        cursor.executemany(_NEW_CONVERSATION, new)
    if grown:
        cursor.executemany(_GROWN_CONVERSATION, grown)


def _after(thread: _Thread) -> Facts:
    """The work on a conversation after all its new mails, one by one."""
    assert thread.facts is not None, "it was there before"
    facts = thread.facts
    for mail in thread.mails:
        facts = on_mail(facts, wants=mail.state, ours=mail.direction == "out", author=mail.author)
    return facts


_MESSAGE = """
INSERT INTO store_message (id, address_id, conversation_id, number, blob_id, direction, message_id,
 subject, from_name, from_address, recipients, at, date, "references", visible, folded, has_html,
 remote_content, attachments, automatic, verified, warnings, author_id)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s,
 %s)"""

_ENTRY = """
INSERT INTO store_entry (id, conversation_id, number, kind, at, actor_id, message_id, text, data)
VALUES (%s, %s, %s, 'message', %s, %s, %s, '', '{}')"""

_PART = """
INSERT INTO store_attachment (message_id, path, name, content_type, cid, inline, size, "offset",
 length, encoding) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"""

_PARTICIPANT = """
INSERT INTO store_participant (conversation_id, email, name, role, stranger)
VALUES (%s, %s, %s, %s, %s) ON CONFLICT (conversation_id, email) DO UPDATE SET stranger = FALSE,
 role = CASE excluded.role WHEN 'aside' THEN 'aside' ELSE store_participant.role END
WHERE store_participant.stranger AND NOT excluded.stranger"""


def _write_messages(cursor: Any, keyed: Iterable[tuple[Arrival, Appended]]) -> None:
    messages, entries, parts, people = [], [], [], []
    for mail, done in keyed:
        at = stored(mail.at)
        messages.append(
            (
                done.message, mail.address, done.conversation, done.number, mail.blob,
                mail.direction, mail.message_id, mail.subject, mail.from_name,
                mail.from_address, json.dumps(mail.recipients, ensure_ascii=False), at,
                stored(mail.date) if mail.date else None, " ".join(mail.references),
                mail.visible, mail.folded, mail.has_html, mail.remote_content,
                _visible_parts(mail), mail.automatic, mail.verified,
                json.dumps(mail.warnings), mail.author,
            )
        )  # fmt: skip
        entries.append((done.entry, done.conversation, done.number, at, mail.author, done.message))
        parts += [
            (done.message, p.path, p.name, p.content_type, p.cid, p.inline, p.size, p.offset,
             p.length, p.encoding)
            for p in mail.parts
        ]  # fmt: skip
        people += _participants(mail, conversation=done.conversation)
    cursor.executemany(_MESSAGE, messages)
    cursor.executemany(_ENTRY, entries)
    if parts:
        cursor.executemany(_PART, parts)
    if people:
        cursor.executemany(_PARTICIPANT, people)


def _visible_parts(mail: Arrival) -> int:
    return sum(not part.inline for part in mail.parts)


def _participants(mail: Arrival, *, conversation: int) -> list[tuple[Any, ...]]:
    """Who a mail brings in: its sender (perhaps as a stranger), those it went to from us. A
    stranger whom a colleague writes to takes part from then on; whoever gets a forward, beside."""
    if mail.direction == "in":
        if not mail.from_address:
            return []
        return [(conversation, mail.from_address.lower(), mail.from_name, "from", mail.stranger)]
    return [
        (conversation, email.lower(), name, "aside" if mail.aside else role, False)
        for role in ("to", "cc")
        for name, email in mail.recipients.get(role, [])
    ]


def _delivered(thread: _Thread) -> Delivered:
    """What decides whether only few may see it. A stranger decides nothing."""
    emails = set()
    heard = [mail for mail in thread.mails if not mail.stranger]
    for mail in heard:
        if mail.direction == "in":
            emails.add(mail.from_address.lower())
        else:
            emails |= {
                email.lower() for role in ("to", "cc") for _, email in mail.recipients.get(role, [])
            }
    return Delivered(
        conversation=thread.id,
        address=thread.address,
        is_new=thread.is_new,
        sensitive=any(mail.sensitive for mail in heard),
        emails=frozenset(emails - {""}),
        authors=frozenset(m.author for m in thread.mails if m.author is not None),
        at=thread.mails[-1].at,
    )


def _write_changes(
    cursor: Any, threads: Iterable[_Thread], before: dict[int, dict[str, Any]], *, first: int
) -> None:
    rows = []
    for modseq, thread in enumerate(threads, start=first):
        last = thread.mails[-1]
        rows.append(
            (
                modseq, stored(last.at), "message.added", thread.address, thread.id, last.author,
                json.dumps(
                    {"entries": thread.numbers}
                    | ({"before": before[thread.id]} if thread.id in before else {})
                ),
            )
        )  # fmt: skip
    cursor.executemany(
        "INSERT INTO store_change (modseq, at, kind, address_id, conversation_id, actor_id, data) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s)",
        rows,
    )
