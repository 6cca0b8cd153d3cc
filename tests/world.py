"""A small organisation for tests: people, addresses, grants, and mail that arrives."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from tripost.addresses.models import Address, Domain
from tripost.conversations.append import Appended, Arrival, append
from tripost.core.query import parse
from tripost.core.terms import terms
from tripost.people.models import Grant, Right, User
from tripost.people.policies import Actor, actor
from tripost.search.asking import meaning_of
from tripost.search.queries import Hit, find
from tripost.search.spelling import widened
from tripost.store.blobs import digest
from tripost.store.models import Blob
from tripost.store.reads import DjangoReader

READ_WRITE = Right.READ | Right.WRITE_AS


@dataclass
class World:
    """`acme.example` with whoever and whatever a test asks for."""

    now: datetime
    reader: DjangoReader = field(default_factory=DjangoReader)

    def __post_init__(self) -> None:
        """A test is one transaction that never commits: what PostgreSQL does at the commit has to
        be done at once."""
        if connection.vendor != "sqlite" and connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS tally_new, tally_changed, tally_gone IMMEDIATE")

    def user(self, name: str, *, role: str = "member") -> User:
        """A colleague, made once: anna@acme.example."""
        found = User.objects.filter(address=f"{name}@acme.example").first()
        return found or User.objects.create(
            address=f"{name}@acme.example", name=name.capitalize(), role=role
        )

    def address(self, local: str, *, mode: str = "inbox", **grants: int) -> Address:
        """support@acme.example with grants by name: `address("support", anna=READ_WRITE)`."""
        domain, _ = Domain.objects.get_or_create(name="acme.example")
        made, _ = Address.objects.get_or_create(
            email=f"{local}@acme.example",
            defaults={"domain": domain, "name": f"Acme {local.capitalize()}", "mode": mode},
        )
        for name, rights in grants.items():
            Grant.objects.update_or_create(
                user=self.user(name), address=made, defaults={"rights": rights}
            )
        return made

    def actor(self, name: str) -> Actor:
        """The person with their rights as of now."""
        who = actor(self.reader, user=self.user(name).pk)
        assert who is not None
        return who

    def found(self, name: str, text: str, **how: Any) -> list[Hit]:
        """What this person finds by a query, newest first."""
        who = self.actor(name)
        meaning = meaning_of(self.reader, who=who, now=self.now)
        query = widened(parse(text), self.reader)
        how.setdefault("limit", 9)
        return find(self.reader, who=who, query=query, meaning=meaning, **how).items

    def mail(self, address: Address, **changes: Any) -> Appended:
        """A mail from Jana that has arrived and begun (or joined) a conversation."""
        raw = repr((address.email, sorted(changes.items()))).encode()
        Blob.objects.get_or_create(sha256=digest(raw), defaults={"size": len(raw), "data": raw})
        values: dict[str, Any] = {
            "address": address.pk,
            "blob": digest(raw),
            "direction": "in",
            "at": self.now,
            "subject": "Defekte Lieferung",
            "base_subject": "defekte lieferung",
            "message_id": "m1@praxis-weiss.example",
            "from_name": "Jana Weiß",
            "from_address": "jana@praxis-weiss.example",
            "recipients": {"to": [["", address.email]], "cc": [], "reply_to": []},
            "visible": "Guten Tag, leider kam die Platte beschädigt an.",
            "snippet": "Guten Tag, leider kam die Platte beschädigt an.",
        }
        values |= changes
        if "terms" not in values:
            values["terms"] = terms(_said(values))
        return append([Arrival(**values)])[0]


def _said(values: dict[str, Any]) -> str:
    """What of a mail can be found by words, as `core.searched` has it."""
    people = [(values["from_name"], values["from_address"])]
    people += [one for role in ("to", "cc") for one in values["recipients"].get(role, [])]
    names = " ".join(f"{name} {address}" for name, address in people)
    files = " ".join(part.name for part in values.get("parts", ()))
    return f"{values['subject']}\n{names}\n{files}\n{values['visible']}"
