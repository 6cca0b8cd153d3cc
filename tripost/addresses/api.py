"""/domains and /addresses/available: the wire and the set-up of domains."""

from functools import partial
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Response

from tripost.addresses import actions, checks, dkim
from tripost.addresses.models import Domain
from tripost.addresses.queries import dns_records, free, hosted
from tripost.kit.dns import resolver
from tripost.kit.entered import BadInput
from tripost.people.door import (
    Asked,
    AskedByAdministrator,
    Wish,
    answer,
    documented,
    listed,
    nothing,
    number,
)
from tripost.people.policies import Hidden, require_manager

router = APIRouter(tags=["addresses"])


class RecordShape(msgspec.Struct, frozen=True):
    """A DNS record to set; `purpose` is a code the app explains."""

    type: str
    name: str
    value: str
    purpose: str


class DomainShape(msgspec.Struct, frozen=True):
    """A mail domain with what must stand in the DNS."""

    id: str
    name: str
    kind: str
    records: list[RecordShape]
    dkim: dict[str, str]


class CheckShape(msgspec.Struct, frozen=True):
    """One thing the DNS should say; `why` is a code the app explains."""

    kind: str
    type: str
    name: str
    wanted: str
    found: list[str]
    state: str
    why: str


class Availability(msgspec.Struct, frozen=True):
    """Whether an address could be made; `reason` is a code when not."""

    available: bool
    reason: str | None


class NewDomainWish(Wish):
    """POST /domains."""

    name: str
    kind: str = "split"


@router.get("/domains", operation_id="list_domains", **documented(DomainShape, many=True))
async def list_domains(ask: Asked) -> Response:
    """All domains. Their names are no secret among colleagues; records are for administrators."""
    rows = await ask.read(
        lambda reader: reader.rows(
            "SELECT id, name, kind, dkim_selector, dkim_rsa, dkim_ed25519 FROM addresses_domain "
            "ORDER BY name"
        )
    )
    with_records = ask.who.is_administrator
    base_url = ask.services.settings.public_url

    def shapes() -> list[DomainShape]:
        return [_domain(row, base_url=base_url, with_records=with_records) for row in rows]

    return listed(await ask.work(shapes))


@router.post("/domains", operation_id="add_domain", **documented(DomainShape, status=201))
async def add_domain(ask: AskedByAdministrator, wish: NewDomainWish) -> Response:
    """Host a domain; its DKIM keys are made here, away from the writer."""
    actions.clean_domain(wish.name)  # before the keys are made, which takes a while
    keys = await ask.work(actions.new_keys)
    made = await ask.write(
        partial(
            actions.add_domain,
            wish.name,
            keys=keys,
            by=ask.who.id,
            at=ask.now,
            kind=wish.kind,
        )
    )
    row = (made.pk, made.name, made.kind, made.dkim_selector, made.dkim_rsa, made.dkim_ed25519)
    base_url = ask.services.settings.public_url
    shape = await ask.work(lambda: _domain(row, base_url=base_url, with_records=True))
    return answer(shape, status=201)


@router.get(
    "/domains/{ident}/checks", operation_id="check_domain", **documented(CheckShape, many=True)
)
async def check_domain(ask: AskedByAdministrator, ident: str) -> Response:
    """Asks the DNS now; takes as long as it takes to answer, seconds at most."""
    settings, reader = ask.services.settings, ask.services.reader
    found = await ask.work(
        lambda: checks.of_domain(
            reader,
            domain=number(ident),
            base_url=settings.public_url,
            relay=settings.relay,
            lookup=resolver(settings.dns),
        )
    )
    if found is None:
        raise Hidden
    return listed(found)


@router.delete("/domains/{ident}", operation_id="remove_domain", **documented(None))
async def remove_domain(ask: AskedByAdministrator, ident: str) -> Response:
    """Only a domain without addresses."""
    try:
        await ask.write(partial(actions.remove_domain, number(ident), by=ask.who.id, at=ask.now))
    except Domain.DoesNotExist:
        raise Hidden from None
    return nothing()


@router.get("/addresses/available", operation_id="is_address_available", **documented(Availability))
async def is_address_available(
    ask: Asked, address: Annotated[str, Query(max_length=400)]
) -> Response:
    """Whether this address could be made, for the form that makes one."""
    require_manager(ask.who)
    try:
        email = actions.clean_email(address)
    except BadInput as wrong:
        return answer(Availability(available=False, reason=wrong.code))
    domain = email.rpartition("@")[2]
    if await ask.read(partial(hosted, domain=domain)) is None:
        return answer(Availability(available=False, reason="foreign-domain"))
    if not await ask.read(partial(free, email=email)):
        return answer(Availability(available=False, reason="taken"))
    return answer(Availability(available=True, reason=None))


def _domain(
    row: tuple[int, str, str, str, str, str], *, base_url: str, with_records: bool
) -> DomainShape:
    ident, name, kind, selector, rsa, ed25519 = row
    records: list[RecordShape] = []
    if with_records:
        keys = dkim.KeyRow(domain=name, selector=selector, rsa=rsa, ed25519=ed25519)
        records = [
            RecordShape(r.type, r.name, r.value, r.purpose)
            for r in dns_records(keys, kind=kind, base_url=base_url)
        ]
    return DomainShape(
        id=str(ident), name=name, kind=kind, records=records, dkim={"selector": selector}
    )
