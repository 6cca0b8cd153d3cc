"""One conversation as the thread view needs it, as far as the asker may see."""

import json
from collections import defaultdict
from datetime import datetime
from typing import Any

import msgspec

from tripost.addresses.identities import identities
from tripost.conversations.queries import by_ids
from tripost.conversations.replying import Mail, Named, answer_to
from tripost.conversations.shapes import (
    AttachmentShape,
    ContactPanel,
    Detail,
    DraftShape,
    Earlier,
    EventShape,
    Identity,
    MessageShape,
    NoteShape,
    Participant,
    Person,
    Row,
    Sending,
)
from tripost.people.policies import Actor, Hidden, visible
from tripost.store.reads import Reader
from tripost.store.times import rfc3339

EARLIER_SHOWN = 5


def conversation(reader: Reader, *, who: Actor, ident: int, now: str) -> tuple[Row, Detail]:
    """Row and detail; raises Hidden. `now`: RFC 3339, to tell an open undo window."""
    rows = by_ids(reader, who=who, ids=(ident,))
    if not rows:
        raise Hidden
    row = rows[0]
    messages = _messages(reader, ident=ident, now=now)
    to, cc = recipients(reader, ident=ident)
    return row, Detail(
        messages=messages,
        notes=_notes(reader, ident=ident),
        events=_events(reader, ident=ident),
        participants=_participants(reader, ident=ident),
        reply_to=[Person(address=a, name=n) for n, a in to],
        reply_cc=[Person(address=a, name=n) for n, a in cc],
        identities=address_identities(reader, who=who, address=int(row.address_id)),
        readers=_readers(reader, ident=ident),
        drafts=drafts(reader, who=who, ident=ident),
        contact_panel=_contact(reader, who=who, row=row),
    )


def recipients(reader: Reader, *, ident: int) -> tuple[list[Named], list[Named]]:
    """(to, cc) of the next answer, as (name, address)."""
    strangers = {
        email
        for (email,) in reader.rows(
            "SELECT email FROM store_participant WHERE conversation_id = %s AND stranger = %s",
            (ident, True),
        )
    }
    return answer_to(_mails(reader, ident=ident), ours=our_addresses(reader), strangers=strangers)


def message(reader: Reader, *, ident: int, number: int, now: str) -> MessageShape:
    """One mail of a conversation the asker has been found to see; raises Hidden."""
    found = _messages(reader, ident=ident, now=now, number=number)
    if not found:
        raise Hidden
    return found[0]


_MESSAGES = """
SELECT m.id, m.number, m.direction, m.from_name, m.from_address, m.recipients, m.at, m.subject,
 u.address, m.visible, m.folded, m.has_html, m.remote_content, m.automatic, m.verified, m.warnings,
 o.id, o.not_before, o.cancelled_at, o.created_at
FROM store_message m LEFT JOIN people_user u ON u.id = m.author_id
LEFT JOIN outbound_outgoing o ON o.message_id = m.id
WHERE m.conversation_id = %s"""


def _messages(
    reader: Reader, *, ident: int, now: str, number: int | None = None
) -> list[MessageShape]:
    sql, params = _MESSAGES, [ident]
    if number is not None:
        sql, params = f"{sql} AND m.number = %s", [ident, number]
    found = reader.rows(f"{sql} ORDER BY m.number", params)
    files = _attachments(reader, ident=ident)
    stands = _deliveries(reader, ident=ident)
    return [_message(row, files=files, stands=stands, now=now) for row in found]


def _message(
    row: tuple[Any, ...],
    *,
    files: dict[int, list[AttachmentShape]],
    stands: dict[int, dict[str, tuple[int, str]]],
    now: str,
) -> MessageShape:
    people = json.loads(row[5])
    return MessageShape(
        id=str(row[0]),
        number=row[1],
        direction=row[2],
        from_=Person(name=row[3], address=row[4]),
        to=_people(people.get("to", [])),
        cc=_people(people.get("cc", [])),
        at=rfc3339(row[6]) or "",
        subject=row[7],
        author=row[8],
        visible=row[9],
        folded=row[10],
        has_html=bool(row[11]),
        remote_content=bool(row[12]),
        attachments=files.get(row[0], []),
        automatic=row[13] or None,
        verified=None if row[14] is None else bool(row[14]),
        warnings=msgspec.Raw(row[15].encode()),
        sending=None if row[16] is None else _sending(row, stands=stands.get(row[16], {}), now=now),
    )


def _sending(row: tuple[Any, ...], *, stands: dict[str, tuple[int, str]], now: str) -> Sending:
    """The state of a mail of ours in one word, from those of its deliveries; the worst counts."""
    not_before, created = rfc3339(row[17]) or "", rfc3339(row[19]) or ""
    detail = next((stands[s][1] for s in ("failed", "deferred", "queued") if s in stands), "")
    if row[18] is not None:
        state = "cancelled"
    elif not_before > now and not set(stands) - {"queued"}:
        state = "scheduled" if _far(created, not_before) else "undo"
    elif "failed" in stands:
        state = "failed"
    elif "deferred" in stands:
        state = "deferred"
    elif "queued" in stands:
        state = "waiting_relay" if detail else "queued"
    else:
        state = "sent"
    return Sending(id=str(row[16]), state=state, not_before=not_before, detail=detail or None)


def _far(created: str, not_before: str) -> bool:
    """Whether a send was scheduled (over two minutes ahead) rather than in its undo window."""
    return (
        datetime.fromisoformat(not_before) - datetime.fromisoformat(created)
    ).total_seconds() > 120


def _deliveries(reader: Reader, *, ident: int) -> dict[int, dict[str, tuple[int, str]]]:
    stands: dict[int, dict[str, tuple[int, str]]] = defaultdict(dict)
    for outgoing, state, number, detail in reader.rows(
        "SELECT d.outgoing_id, d.state, COUNT(*), MAX(d.detail) FROM outbound_delivery d "
        "JOIN outbound_outgoing o ON o.id = d.outgoing_id WHERE o.conversation_id = %s "
        "GROUP BY d.outgoing_id, d.state",
        (ident,),
    ):
        stands[outgoing][state] = (number, detail)
    return stands


def _attachments(reader: Reader, *, ident: int) -> dict[int, list[AttachmentShape]]:
    files: dict[int, list[AttachmentShape]] = defaultdict(list)
    for key, of_message, name, content_type, size, inline in reader.rows(
        "SELECT p.id, p.message_id, p.name, p.content_type, p.size, p.inline "
        "FROM store_attachment p JOIN store_message m ON m.id = p.message_id "
        "WHERE m.conversation_id = %s ORDER BY p.id",
        (ident,),
    ):
        files[of_message].append(
            AttachmentShape(
                id=str(key),
                name=name or "attachment",
                content_type=content_type,
                size=size,
                inline=bool(inline),
                url=f"/api/v1/attachments/{key}",
            )
        )
    return files


def _notes(reader: Reader, *, ident: int) -> list[NoteShape]:
    return [
        NoteShape(
            id=str(row[0]),
            number=row[1],
            author=row[2] or "",
            text=row[3],
            at=rfc3339(row[4]) or "",
            mentions=json.loads(row[5]).get("mentions", []),
        )
        for row in reader.rows(
            "SELECT e.id, e.number, u.address, e.text, e.at, e.data FROM store_entry e "
            "LEFT JOIN people_user u ON u.id = e.actor_id "
            "WHERE e.conversation_id = %s AND e.kind = 'note' ORDER BY e.number",
            (ident,),
        )
    ]


def _events(reader: Reader, *, ident: int) -> list[EventShape]:
    return [
        EventShape(
            number=row[0],
            kind=row[1],
            actor=row[2],
            at=rfc3339(row[3]) or "",
            data=msgspec.Raw(row[4].encode()),
        )
        for row in reader.rows(
            "SELECT e.number, e.kind, u.address, e.at, e.data FROM store_entry e "
            "LEFT JOIN people_user u ON u.id = e.actor_id WHERE e.conversation_id = %s "
            "AND e.kind NOT IN ('note', 'message') ORDER BY e.number",
            (ident,),
        )
    ]


def _participants(reader: Reader, *, ident: int) -> list[Participant]:
    return [
        Participant(address=email, name=name, role=role, stranger=bool(stranger))
        for email, name, role, stranger in reader.rows(
            "SELECT email, name, role, stranger FROM store_participant "
            "WHERE conversation_id = %s ORDER BY id",
            (ident,),
        )
    ]


def _readers(reader: Reader, *, ident: int) -> list[str]:
    return [
        address
        for (address,) in reader.rows(
            "SELECT u.address FROM store_reader r JOIN people_user u ON u.id = r.user_id "
            "WHERE r.conversation_id = %s ORDER BY u.address",
            (ident,),
        )
    ]


def address_identities(reader: Reader, *, who: Actor, address: int) -> list[Identity]:
    """As whom `who` may write from this address."""
    found = reader.row(
        "SELECT email, name, signature FROM addresses_address WHERE id = %s", (address,)
    )
    if found is None:
        return []
    return [
        Identity(id=i.id, name=i.name, address=i.address, kind=i.kind, signature=i.signature)
        for i in identities(who, address=address, email=found[0], name=found[1], signature=found[2])
    ]


def drafts(reader: Reader, *, who: Actor, ident: int | None = None) -> list[DraftShape]:
    """The drafts of `who`, in one conversation or everywhere they may still look."""
    sql = (
        "SELECT d.id, d.conversation_id, d.address_id, d.kind, d.recipients, d.subject, d.html, "
        "d.text, d.seen_up_to, d.updated_at, d.held FROM store_draft d WHERE d.author_id = %s"
    )
    params: list[Any] = [who.id]
    if ident is not None:
        sql, params = f"{sql} AND d.conversation_id = %s", [who.id, ident]
    else:
        allowed = visible(who)
        sql += (
            " AND (d.conversation_id IS NULL OR EXISTS (SELECT 1 FROM store_conversation c "
            f"WHERE c.id = d.conversation_id AND {allowed.sql}))"
        )
        params += allowed.params
    found = reader.rows(f"{sql} ORDER BY d.updated_at DESC", params)
    files = _uploads(reader, who=who)
    return [_draft(row, who=who, files=files.get(row[0], [])) for row in found]


def _draft(row: tuple[Any, ...], *, who: Actor, files: list[AttachmentShape]) -> DraftShape:
    people = json.loads(row[4])
    return DraftShape(
        id=str(row[0]),
        conversation=None if row[1] is None else str(row[1]),
        address_id=str(row[2]),
        author=who.address,
        kind=row[3],
        to=_people(people.get("to", [])),
        cc=_people(people.get("cc", [])),
        bcc=_people(people.get("bcc", [])),
        subject=row[5],
        html=row[6],
        text=row[7],
        attachments=files,
        seen_up_to=row[8],
        updated_at=rfc3339(row[9]) or "",
        held={"reason": row[10]} if row[10] else None,
    )


def _uploads(reader: Reader, *, who: Actor) -> dict[int, list[AttachmentShape]]:
    files: dict[int, list[AttachmentShape]] = defaultdict(list)
    for key, draft, name, content_type, size in reader.rows(
        "SELECT id, draft_id, name, content_type, size FROM store_upload "
        "WHERE owner_id = %s AND draft_id IS NOT NULL ORDER BY id",
        (who.id,),
    ):
        files[draft].append(
            AttachmentShape(str(key), name, content_type, size, False, f"/api/v1/uploads/{key}")
        )
    return files


def _contact(reader: Reader, *, who: Actor, row: Row) -> ContactPanel:
    """Earlier conversations with the same person, and the lists they are on."""
    email = row.contact.address
    if not email:
        return ContactPanel(earlier=[], lists=[])
    allowed = visible(who)
    earlier = reader.rows(
        "SELECT c.id, c.subject, c.last_activity_at FROM store_conversation c "
        f"WHERE c.contact_address = %s AND c.id <> %s AND {allowed.sql} "
        "ORDER BY c.last_activity_at DESC LIMIT %s",
        (email, int(row.id), *allowed.params, EARLIER_SHOWN),
    )
    lists = [
        {"address": address, "since": rfc3339(since) or ""}
        for key, address, since in reader.rows(
            "SELECT a.id, a.email, s.since FROM distribution_list_subscriber s "
            "JOIN addresses_address a ON a.id = s.address_id "
            "WHERE s.email = %s AND s.state = 'active' ORDER BY a.email",
            (email.lower(),),
        )
        if key in who.readable()
    ]
    return ContactPanel(
        earlier=[Earlier(str(i), subject, rfc3339(at) or "") for i, subject, at in earlier],
        lists=lists,
    )


def our_addresses(reader: Reader) -> frozenset[str]:
    """All hosted addresses and aliases, in lower case."""
    return frozenset(
        email
        for (email,) in reader.rows(
            "SELECT email FROM addresses_address UNION SELECT email FROM addresses_alias"
        )
    )


def _people(pairs: list[list[str]]) -> list[Person]:
    return [Person(address=address, name=name) for name, address in pairs]


def _mails(reader: Reader, *, ident: int) -> list[Mail]:
    """What matters of each mail for answering, oldest first."""
    mails = []
    for direction, automatic, name, address, recipients in reader.rows(
        "SELECT direction, automatic, from_name, from_address, recipients FROM store_message "
        "WHERE conversation_id = %s ORDER BY number",
        (ident,),
    ):
        people = {
            role: tuple((n, a) for n, a in named) for role, named in json.loads(recipients).items()
        }
        mails.append(
            Mail(
                incoming=direction == "in",
                automatic=bool(automatic),
                sender=(name, address),
                reply_to=people.get("reply_to", ()),
                to=people.get("to", ()),
                cc=people.get("cc", ()),
            )
        )
    return mails
