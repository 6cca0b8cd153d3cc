"""Who takes part, and how: read for a conversation, and set by a colleague."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tripost.conversations.event import add_entry, locked, tell
from tripost.conversations.replying import (
    ASIDE,
    Choice,
    Mail,
    Named,
    Taking,
    answer_to,
    compared,
)
from tripost.conversations.shapes import Participant as Shape
from tripost.conversations.shapes import Person
from tripost.conversations.work.base import Done, Refused
from tripost.conversations.work.keeping import keep_act, keep_item
from tripost.kit.entered import BadInput
from tripost.people.policies import WRITE, Actor, require
from tripost.store.models import ActItem, Conversation, Participant
from tripost.store.reads import DjangoReader, Reader

ROLES: Final = ("to", "cc", ASIDE)
AT_MOST: Final = 500  # as many as one mail may go to
SHOWN: Final = 1_000
CHANGED: Final = "participants.set"


@dataclass(frozen=True, slots=True)
class Part:
    """One participant as somebody wants them; the address is checked and as it was typed."""

    address: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Answering:
    """Whom the next answer goes to, everybody who takes part, and what changes since our last."""

    to: tuple[Named, ...]
    cc: tuple[Named, ...]
    participants: tuple[Shape, ...]
    appeared: tuple[Person, ...]
    missing: tuple[Person, ...]


def answering(reader: Reader, *, ident: int) -> Answering:
    """All of it in four reads."""
    rows = reader.rows(
        "SELECT email, name, role, stranger, chosen FROM store_participant "
        "WHERE conversation_id = %s ORDER BY id",
        (ident,),
    )
    ours = our_addresses(reader)
    taking = _taking(rows, ours=ours)
    mails = mails_of(reader, ident=ident)
    to, cc = answer_to(mails, taking=taking)
    appeared, missing = compared(mails, [*to, *cc], ours=ours)
    return Answering(
        tuple(to),
        tuple(cc),
        tuple(_everybody(rows, to=to, cc=cc, ours=ours)),
        tuple(Person(address=a, name=n) for n, a in appeared),
        tuple(Person(address=a, name=n) for n, a in missing),
    )


def _taking(rows: Sequence[Sequence[Any]], *, ours: frozenset[str]) -> Taking:
    return Taking(
        ours=ours,
        beside=frozenset(
            email
            for email, _, role, stranger, chosen in rows
            if not chosen and (stranger or role == ASIDE)
        ),
        chosen={email: Choice(name, role) for email, name, role, _, chosen in rows if chosen},
    )


def _everybody(
    rows: Sequence[Sequence[Any]],
    *,
    to: Sequence[Named],
    cc: Sequence[Named],
    ours: frozenset[str],
) -> list[Shape]:
    """Who gets the next answer first, then who takes part beside it."""
    everyone = {
        address.lower(): Shape(address=address, name=name, role=role, stranger=False)
        for role, some in (("to", to), ("cc", cc))
        for name, address in some
    }
    for email, name, _, stranger, chosen in rows:
        if email in everyone:
            if stranger and not chosen:
                one = everyone[email]
                everyone[email] = Shape(
                    address=one.address, name=one.name, role=one.role, stranger=True
                )
        elif email not in ours:
            known = bool(chosen or not stranger)
            everyone[email] = Shape(address=email, name=name, role=ASIDE, stranger=not known)
    return list(everyone.values())


def our_addresses(reader: Reader) -> frozenset[str]:
    """All hosted addresses and aliases, in lower case."""
    return frozenset(
        email
        for (email,) in reader.rows(
            "SELECT email FROM addresses_address UNION SELECT email FROM addresses_alias"
        )
    )


def mails_of(reader: Reader, *, ident: int) -> list[Mail]:
    """What matters of each mail for answering, in the order in which they were written."""
    return [
        _mail(row)
        for row in reader.rows(
            "SELECT m.direction, m.automatic, m.from_name, m.from_address, m.recipients, o.kind "
            "FROM store_message m LEFT JOIN outbound_outgoing o ON o.message_id = m.id "
            "WHERE m.conversation_id = %s ORDER BY m.at, m.number",
            (ident,),
        )
    ]


def _mail(row: Sequence[Any]) -> Mail:
    direction, automatic, name, address, recipients, kind = row
    people = {
        role: tuple((n, a) for n, a in named) for role, named in json.loads(recipients).items()
    }
    return Mail(
        incoming=direction == "in",
        automatic=bool(automatic),
        sender=(name, address),
        reply_to=people.get("reply_to", ()),
        to=people.get("to", ()),
        cc=people.get("cc", ()),
        forward=kind == "forward",
    )


def checked(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Each address once, with a role; raises BadInput. At least nobody: then nobody is answered."""
    if len(parts) > AT_MOST:
        raise BadInput("too-many-participants", f"Up to {AT_MOST} people can take part.")
    if any(part.role not in ROLES for part in parts):
        raise BadInput("bad-role", f"A role is one of {', '.join(ROLES)}.")
    if len({part.address.lower() for part in parts}) < len(parts):
        raise BadInput("twice", "Somebody is named twice.")
    return tuple(parts)


def set_participants(
    conversation: int, *, parts: Sequence[Part], who: Actor, at: datetime
) -> int | None:
    """Let exactly these take part, as they are named; the act, or None when nothing changes.

    Whoever took part and is not named is set aside: what they wrote stays, and no later mail
    brings them back silently. `parts` come from `checked`. Raises Hidden, Forbidden.
    """
    row = locked(conversation)
    reader = DjangoReader()
    require(reader, who=who, conversation=conversation, right=WRITE)
    now = answering(reader, ident=conversation)
    wanted = {part.address.lower(): part for part in parts}
    for one in now.participants:
        if one.address.lower() not in wanted:
            wanted[one.address.lower()] = Part(one.address, one.name, ASIDE)
    roles = {one.address.lower(): one for one in now.participants}
    changing = {
        key: part
        for key, part in wanted.items()
        if key not in roles or roles[key].role != part.role or (
            roles[key].stranger and part.role != ASIDE
        )
    }  # fmt: skip
    if not changing:
        return None
    kept = _write(row, changing)
    data = {
        "added": [key for key in changing if key not in roles],
        "roles": {key: part.role for key, part in changing.items()},
    }
    entry = add_entry(row, kind="participants", actor=who.id, at=at, data=data)
    act = keep_act("participants", by=who.id, at=at)
    after = {"how": "participants", "roles": data["roles"]}
    keep_item(act, conversation=row.pk, entry=entry.number, before={"rows": kept}, after=after)
    tell(row, CHANGED, by=who.id, at=at, data={"entry": entry.number})
    return act


def _write(row: Conversation, changing: Mapping[str, Part]) -> dict[str, Any]:
    """Store the choices; how the rows were, None for one that was not there."""
    there = {one.email: one for one in Participant.objects.filter(conversation=row)}
    kept: dict[str, Any] = dict.fromkeys(changing)
    added, changed = [], []
    for key, part in changing.items():
        one = there.get(key)
        if one is None:
            added.append(
                Participant(
                    conversation=row, email=key, name=part.name[:320], role=part.role, chosen=True
                )
            )
            continue
        kept[key] = [one.name, one.role, one.stranger, one.chosen]
        one.role, one.chosen, one.stranger = part.role, True, False
        one.name = part.name[:320] or one.name
        changed.append(one)
    Participant.objects.bulk_create(added, batch_size=500)
    names = ["role", "chosen", "stranger", "name"]
    Participant.objects.bulk_update(changed, names, batch_size=500)
    return kept


def put_back(act: int, *, who: Actor, at: datetime) -> Done:
    """Undo `set_participants`, where nobody has chosen otherwise since. The answer is an act."""
    item = ActItem.objects.get(act_id=act)
    row = locked(item.conversation_id)
    require(DjangoReader(), who=who, conversation=row.pk, right=WRITE)
    roles: dict[str, str] = item.after["roles"]
    there = {
        one.email: one
        for one in Participant.objects.filter(conversation=row, email__in=list(item.before["rows"]))
    }
    if any(key not in there or there[key].role != role for key, role in roles.items()):
        detail = "Somebody has chosen otherwise since."
        return Done(refused=(Refused(row.pk, "moved-on", detail),))
    kept: dict[str, Any] = dict.fromkeys(item.before["rows"])
    kept |= {key: [one.name, one.role, one.stranger, one.chosen] for key, one in there.items()}
    after = {
        key: _restore(row, key, there.get(key), values)
        for key, values in item.before["rows"].items()
    }
    data = {"added": [], "roles": {k: v for k, v in after.items() if v is not None}}
    entry = add_entry(row, kind="participants", actor=who.id, at=at, data=data)
    new = keep_act("participants", by=who.id, at=at, undoes=act)
    keep_item(
        new,
        conversation=row.pk,
        entry=entry.number,
        before={"rows": kept},
        after={"how": "participants", "roles": data["roles"]},
    )
    tell(row, CHANGED, by=who.id, at=at, data={"entry": entry.number})
    return Done(act=new, changed=(row.pk,))


def _restore(
    row: Conversation, email: str, one: Participant | None, values: Sequence[Any] | None
) -> str | None:
    """The row as it was; its role, None when it is gone."""
    if values is None:
        if one is not None:
            one.delete()
        return None
    one = one or Participant(conversation=row, email=email)
    one.name, one.role, one.stranger, one.chosen = values
    one.save()
    return one.role
