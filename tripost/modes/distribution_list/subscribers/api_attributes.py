"""The attributes of a list: what it knows of its subscribers besides address and name."""

from dataclasses import replace
from functools import partial

import msgspec
from fastapi import APIRouter, Response
from pydantic import Field

from tripost.core.attribute import Known
from tripost.modes.distribution_list.subscribers import attributes
from tripost.modes.distribution_list.subscribers.asking import managed
from tripost.modes.distribution_list.subscribers.attributes import Definition
from tripost.people.door import Ask, Asked, Wish, answer, documented, listed, nothing
from tripost.people.policies import Hidden

router = APIRouter(tags=["subscribers"])


class AttributeShape(msgspec.Struct, frozen=True):
    """An attribute; `asked`: the sign-up and preferences pages ask for it."""

    key: str
    label: str
    kind: str  # text | number | date | choice
    choices: list[str]
    asked: bool


class NewAttribute(Wish):
    """POST attributes; without a key one is made from the label."""

    key: str = ""
    label: str = ""
    kind: str = "text"
    choices: list[str] = Field(default_factory=list)
    asked: bool = False


class ChangedAttribute(Wish):
    """PUT an attribute: what is not given stays."""

    label: str | None = None
    kind: str | None = None
    choices: list[str] | None = None
    asked: bool | None = None
    position: int | None = None


@router.get(
    "/addresses/{ident}/attributes",
    operation_id="list_attributes",
    **documented(AttributeShape, many=True),
)
async def list_attributes(ask: Asked, ident: str) -> Response:
    """In their order."""
    place = await managed(ask, ident)
    found = await ask.read(partial(attributes.of, address=place.id))
    return listed([_shape(one) for one in found.values()])


@router.post(
    "/addresses/{ident}/attributes",
    operation_id="add_attribute",
    **documented(AttributeShape, status=201),
)
async def add_attribute(ask: Asked, ident: str, wish: NewAttribute) -> Response:
    """A key means one thing per list."""
    place = await managed(ask, ident)
    there = await ask.read(partial(attributes.of, address=place.id))
    definition = attributes.clean(
        Definition(
            key=wish.key or attributes.slug(wish.label),
            label=wish.label,
            kind=wish.kind,
            choices=tuple(wish.choices),
            asked=wish.asked,
            position=len(there),
        )
    )
    await ask.write(partial(attributes.add, place.id, definition, by=ask.who.id, at=ask.now))
    return await _one(ask, place.id, key=definition.key, status=201)


@router.put(
    "/addresses/{ident}/attributes/{key}",
    operation_id="change_attribute",
    **documented(AttributeShape),
)
async def change_attribute(ask: Asked, ident: str, key: str, wish: ChangedAttribute) -> Response:
    """The key stays; the kind changes only while nobody has a value."""
    place = await managed(ask, ident)
    before = await ask.read(partial(attributes.definition, address=place.id, key=key))
    given = wish.given()
    if "choices" in given:
        given["choices"] = tuple(given["choices"])
    definition = attributes.clean(replace(before, **given))
    await ask.write(partial(attributes.change, place.id, definition, by=ask.who.id, at=ask.now))
    return await _one(ask, place.id, key=key)


@router.delete(
    "/addresses/{ident}/attributes/{key}",
    operation_id="remove_attribute",
    **documented(None),
)
async def remove_attribute(ask: Asked, ident: str, key: str) -> Response:
    """Its values are shown no more; they come back with an attribute of the same key."""
    place = await managed(ask, ident)
    await ask.write(partial(attributes.drop, place.id, key=key, by=ask.who.id, at=ask.now))
    return nothing()


async def _one(ask: Ask, address: int, *, key: str, status: int = 200) -> Response:
    found = (await ask.read(partial(attributes.of, address=address))).get(key)
    if found is None:
        raise Hidden
    return answer(_shape(found), status=status)


def _shape(one: Known) -> AttributeShape:
    return AttributeShape(one.key, one.label, one.kind, list(one.choices), one.asked)
