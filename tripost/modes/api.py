"""/addresses: what each room offers a person, its settings, and the switch between modes."""

from functools import partial
from typing import Any

import msgspec
from fastapi import APIRouter, Response

from tripost.addresses import actions
from tripost.addresses.models import Address
from tripost.conversations.api import address_of
from tripost.kit.entered import NOT_FOUND
from tripost.modes import overview, switch
from tripost.modes.overview import AddressShape, SettingsShape
from tripost.people.actions import clean_rights, set_grant, set_team_grant
from tripost.people.door import (
    Ask,
    Asked,
    AskedByAdministrator,
    Problem,
    Wish,
    answer,
    documented,
    listed,
    nothing,
    number,
)
from tripost.people.models import Right
from tripost.people.policies import Hidden, actor, require_address
from tripost.people.queries import team_named, user_ids

router = APIRouter(tags=["addresses"])
CREATOR = Right.READ | Right.WRITE_AS | Right.MANAGE


class KeptShape(msgspec.Struct, frozen=True):
    """What a switch keeps, and how many."""

    code: str
    count: int


class PointShape(msgspec.Struct, frozen=True):
    """What a switch changes, or what to think of."""

    code: str
    detail: str


PreviewShape = msgspec.defstruct(
    "ModePreview",
    [
        ("from_", str, msgspec.field(name="from")),
        ("to", str),
        ("keeps", list[KeptShape]),
        ("changes", list[PointShape]),
        ("warnings", list[PointShape]),
    ],
    frozen=True,
)


class Granted(Wish):
    """A person with rights, for a new address."""

    address: str
    rights: list[str]


class NewAddressWish(Wish):
    """POST /addresses; without `people` its maker gets all rights on it."""

    address: str
    name: str
    mode: str
    people: list[Granted] | None = None


class AddressChanges(Wish):
    """PATCH /addresses/{id}."""

    name: str | None = None
    signature: str | None = None
    aliases: list[str] | None = None
    posting: str | None = None
    undo_seconds: int | None = None
    answer_assigns: bool | None = None


class Rights(Wish):
    """PUT grants; [] takes all away."""

    rights: list[str]


class NewMode(Wish):
    """POST mode."""

    mode: str


@router.get("/addresses", operation_id="list_addresses", **documented(AddressShape, many=True))
async def list_addresses(ask: Asked) -> Response:
    """The addresses the person who asks works with; all of them for administrators."""
    return listed(await ask.read(partial(overview.addresses, who=ask.who)))


@router.post("/addresses", operation_id="add_address", **documented(AddressShape, status=201))
async def add_address(ask: AskedByAdministrator, wish: NewAddressWish) -> Response:
    """A new address with those who work on it."""
    if wish.people is None:
        grants = {ask.who.id: int(CREATOR)}
    else:
        ids = await ask.people([p.address for p in wish.people])
        grants = {ids[p.address.strip().lower()]: clean_rights(p.rights) for p in wish.people}
    made = await ask.write(
        partial(
            actions.add_address,
            wish.address,
            name=wish.name,
            mode=wish.mode,
            by=ask.who.id,
            at=ask.now,
            grants=grants,
        )
    )
    return await _shape(ask, made.pk, status=201)


@router.patch("/addresses/{ident}", operation_id="change_address", **documented(AddressShape))
async def change_address(ask: Asked, ident: str, wish: AddressChanges) -> Response:
    """Name, signature, aliases, posting policy or undo window."""
    address = await managed(ask, ident)
    values: dict[str, Any] = wish.given()
    await ask.write(partial(actions.change_address, address, by=ask.who.id, at=ask.now, **values))
    return await _shape(ask, address)


@router.delete("/addresses/{ident}", operation_id="remove_address", **documented(None))
async def remove_address(ask: AskedByAdministrator, ident: str) -> Response:
    """Only an address without mail."""
    address = await managed(ask, ident)
    try:
        await ask.write(partial(actions.remove_address, address, by=ask.who.id, at=ask.now))
    except Address.DoesNotExist:
        raise Hidden from None
    return nothing()


@router.get(
    "/addresses/{ident}/settings",
    operation_id="get_address_settings",
    **documented(SettingsShape),
)
async def get_address_settings(ask: Asked, ident: str) -> Response:
    """What can be set, and who may what."""
    return await _settings(ask, await managed(ask, ident))


@router.put(
    "/addresses/{ident}/grants/{user}", operation_id="set_grant", **documented(SettingsShape)
)
async def put_grant(ask: Asked, ident: str, user: str, wish: Rights) -> Response:
    """Exactly these rights for this person."""
    address = await managed(ask, ident)
    bits = clean_rights(wish.rights)
    name = user.strip().lower()
    ids = await ask.read(partial(user_ids, addresses=[name]))
    if name not in ids:
        raise Problem(404, *NOT_FOUND)
    await ask.write(
        partial(set_grant, address, user=ids[name], rights=bits, by=ask.who.id, at=ask.now)
    )
    return await _settings(ask, address)


@router.put(
    "/addresses/{ident}/team-grants/{team}",
    operation_id="set_team_grant",
    **documented(SettingsShape),
)
async def put_team_grant(ask: Asked, ident: str, team: str, wish: Rights) -> Response:
    """Exactly these rights for everybody in this team."""
    address = await managed(ask, ident)
    bits, which = clean_rights(wish.rights), number(team)
    if not await ask.read(partial(team_named, ident=which)):
        raise Problem(404, *NOT_FOUND)
    await ask.write(
        partial(set_team_grant, address, team=which, rights=bits, by=ask.who.id, at=ask.now)
    )
    return await _settings(ask, address)


@router.get(
    "/addresses/{ident}/mode-preview",
    operation_id="preview_mode",
    **documented(PreviewShape),
)
async def preview_mode(ask: Asked, ident: str, to: str) -> Response:
    """What a switch would keep and change; asking changes nothing."""
    address = await managed(ask, ident)
    found = await ask.read(partial(switch.preview, who=ask.who, address=address, to=to))
    return answer(
        {
            "from": found.now,
            "to": found.to,
            "keeps": found.keeps,
            "changes": found.changes,
            "warnings": found.warnings,
        }
    )


@router.post("/addresses/{ident}/mode", operation_id="switch_mode", **documented(AddressShape))
async def switch_mode(ask: Asked, ident: str, wish: NewMode) -> Response:
    """Work on the same mail in another way; nothing is rewritten (law 8)."""
    address = await managed(ask, ident)
    await ask.write(partial(switch.switch, address, to=wish.mode, by=ask.who.id, at=ask.now))
    return await _shape(ask, address)


async def managed(ask: Ask, ident: str) -> int:
    """An address the person who asks may manage, by id or name; raises Hidden, Forbidden."""
    address = await address_of(ask, ident)
    require_address(ask.who, address=address, right=Right.MANAGE)
    return address


async def _shape(ask: Ask, address: int, *, status: int = 200) -> Response:
    """As it looks now: with the rights the person has by now, which the request may have made."""
    who = await ask.read(partial(actor, user=ask.who.id))
    found = await ask.read(partial(overview.address, who=who or ask.who, ident=address))
    if found is None:
        raise Hidden
    return answer(found, status=status)


async def _settings(ask: Ask, address: int) -> Response:
    found = await ask.read(partial(overview.settings, who=ask.who, ident=address))
    if found is None:
        raise Hidden
    return answer(found)
