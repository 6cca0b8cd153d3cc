"""Puts people with their stories onto a list, as the tables keep them."""

from collections.abc import Iterable
from datetime import datetime

from tests.modes.distribution_list.segments.slow import Person
from tests.world import World
from tripost.addresses.models import Address
from tripost.kit.ids import new_id
from tripost.modes.distribution_list.joining import consents
from tripost.modes.distribution_list.models import (
    Attribute,
    Click,
    ListSettings,
    Subscriber,
)
from tripost.outbound.models import Delivery, Outgoing
from tripost.store.blobs import digest
from tripost.store.models import Blob

KINDS = {"city": "text", "age": "number", "joined": "date", "plan": "choice"}
CHOICES = ("Frei", "Voll", "Groß und mehr")


def describe(news: Address) -> None:
    """Its attributes and topics."""
    for key, kind in KINDS.items():
        Attribute.objects.create(
            address=news, key=key, label=key.title(), kind=kind,
            choices=list(CHOICES) if kind == "choice" else [],
        )  # fmt: skip
    ListSettings.objects.create(
        address=news,
        timezone="UTC",
        topics=[{"key": key, "name": key, "words": []} for key in ("wartung", "preise")],
    )


def gather(world: World, news: Address, people: Iterable[Person]) -> None:
    """All of them, with one send they all got."""
    raw = b"a post"
    Blob.objects.get_or_create(sha256=digest(raw), defaults={"size": len(raw), "data": raw})
    outgoing = Outgoing.objects.create(
        id=new_id(world.now), address=news, kind="post", base_id=digest(raw),
        created_at=world.now, not_before=world.now,
    )  # fmt: skip
    for person in people:
        join(world, news, person, outgoing=outgoing)


def join(world: World, news: Address, person: Person, *, outgoing: Outgoing) -> None:
    """One of them."""
    row = Subscriber.objects.create(
        address=news, email=person.email, name=person.name, state=person.state,
        language=person.language, delivery=person.delivery,
        topics=None if person.topics is None else list(person.topics), since=person.since,
        source=person.source, attributes=dict(person.attributes), bounced_at=person.bounced_at,
    )  # fmt: skip
    for kind, at in person.consents:
        consents.add(news.pk, email=person.email, kind=kind, at=at)
    for at, scanner in person.clicked:
        Click.objects.create(outgoing=outgoing, subscriber=row, link=0, at=at, scanner=scanner)
    Delivery.objects.create(
        id=new_id(world.now), outgoing=outgoing, recipient=person.email, state="sent",
        next_at=world.now, subscriber_id=row.pk,
        answered_at=max(person.answered, default=None),
        complained_at=max(person.complained, default=None),
    )  # fmt: skip
    for to, at in person.wrote:
        write(world, to, person.email, at)
    for name in person.lists:
        other = Address.objects.get(email=name)
        Subscriber.objects.create(address=other, email=person.email, since=world.now)


def write(world: World, to: str, email: str, at: datetime) -> int:
    """A mail of theirs in another inbox."""
    inbox = Address.objects.get(email=to)
    mail = world.mail(
        inbox, message_id=f"{new_id(world.now)}@x.example", from_address=email.upper(), at=at
    )
    return mail.conversation
