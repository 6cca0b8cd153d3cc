"""Whom the next answer goes to, who takes part, and as whom one may write."""

import json

from tripost.addresses.identities import identities
from tripost.conversations.replying import Mail, Named, answer_to
from tripost.conversations.shapes import Identity, Participant
from tripost.people.policies import Actor
from tripost.store.reads import Reader


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


def participants(reader: Reader, *, ident: int) -> list[Participant]:
    """Everyone outside who takes part."""
    return [
        Participant(address=email, name=name, role=role, stranger=bool(stranger))
        for email, name, role, stranger in reader.rows(
            "SELECT email, name, role, stranger FROM store_participant "
            "WHERE conversation_id = %s ORDER BY id",
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


def our_addresses(reader: Reader) -> frozenset[str]:
    """All hosted addresses and aliases, in lower case."""
    return frozenset(
        email
        for (email,) in reader.rows(
            "SELECT email FROM addresses_address UNION SELECT email FROM addresses_alias"
        )
    )


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
