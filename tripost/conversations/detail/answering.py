"""Whom the next answer goes to, and as whom one may write."""

from tripost.addresses.identities import identities
from tripost.conversations.order.participants import answering
from tripost.conversations.replying import Named
from tripost.conversations.shapes import Identity
from tripost.people.policies import Actor
from tripost.store.reads import Reader


def recipients(reader: Reader, *, ident: int) -> tuple[list[Named], list[Named]]:
    """(to, cc) of the next answer, as (name, address)."""
    found = answering(reader, ident=ident)
    return list(found.to), list(found.cc)


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
