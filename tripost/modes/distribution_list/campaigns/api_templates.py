"""/templates and pictures for campaigns: the wire and nothing else."""

from functools import partial
from typing import Any

import msgspec
from fastapi import APIRouter, Response, UploadFile

from tripost.conversations.api import address_of
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.campaigns import pictures, queries, writing
from tripost.modes.distribution_list.campaigns.api import may_look
from tripost.modes.distribution_list.models import Template
from tripost.people.door import Ask, Asked, Problem, Wish, answer, documented, nothing, number
from tripost.people.models import Right
from tripost.people.policies import Hidden, require_address

router = APIRouter(tags=["campaigns"])


class TemplateShape(msgspec.Struct, frozen=True):
    """Blocks to begin with; `address` null: for all lists."""

    id: str
    address: str | None
    name: str
    content: dict[str, Any]


class PictureShape(msgspec.Struct, frozen=True):
    """Where an uploaded picture is found by everyone who gets the mail."""

    url: str


class NewTemplate(Wish):
    """POST templates; `everywhere` makes it one for all lists (administrators)."""

    name: str
    content: dict[str, Any]
    everywhere: bool = False


class TemplateChanges(Wish):
    """PUT a template."""

    name: str
    content: dict[str, Any]


@router.post(
    "/addresses/{ident}/pictures",
    operation_id="add_picture",
    **documented(PictureShape, status=201),
)
async def add_picture(ask: Asked, ident: str, file: UploadFile) -> Response:
    """A picture for campaigns: whoever gets the mail can load it, without login."""
    address = await address_of(ask, ident)
    require_address(ask.who, address=address, right=Right.MANAGE)
    raw = await file.read(pictures.LIMIT + 1)
    checked = await ask.work(partial(pictures.checked, raw))
    blobs = ask.services.blobs
    blob = await ask.work(partial(blobs.prepare, raw))
    await ask.write(lambda: blobs.keep(blob))
    path = pictures.path(installation(), blob.sha256, kind=checked)
    return answer(PictureShape(url=f"{ask.services.settings.public_url}{path}"), status=201)


@router.get(
    "/addresses/{ident}/templates",
    operation_id="list_templates",
    **documented(TemplateShape, many=True),
)
async def list_templates(ask: Asked, ident: str) -> Response:
    """Those of this list and those for all."""
    address = await address_of(ask, ident)
    may_look(ask, address)
    found = await ask.read(partial(queries.templates, address=address))
    return answer({"items": [_template(one) for one in found], "next": None})


@router.post(
    "/addresses/{ident}/templates",
    operation_id="add_template",
    **documented(TemplateShape, status=201),
)
async def add_template(ask: Asked, ident: str, wish: NewTemplate) -> Response:
    """Keep blocks to begin with."""
    address = await address_of(ask, ident)
    require_address(ask.who, address=address, right=Right.MANAGE)
    if wish.everywhere and not ask.who.is_administrator:
        raise Problem(403, "forbidden", "Only administrators keep templates for all lists.")
    made = await ask.write(
        partial(
            writing.keep_template,
            address=None if wish.everywhere else address,
            name=wish.name,
            content=wish.content,
            template=None,
            at=ask.now,
        )
    )
    return answer(_template(await ask.read(partial(queries.template, template=made))), status=201)


@router.put("/templates/{ident}", operation_id="save_template", **documented(TemplateShape))
async def save_template(ask: Asked, ident: str, wish: TemplateChanges) -> Response:
    """Keep it anew."""
    found = await _own_template(ask, ident)
    try:
        await ask.write(
            partial(
                writing.keep_template,
                address=found.address,
                name=wish.name,
                content=wish.content,
                template=found.id,
                at=ask.now,
            )
        )
    except Template.DoesNotExist:
        raise Hidden from None
    return answer(_template(await ask.read(partial(queries.template, template=found.id))))


@router.delete("/templates/{ident}", operation_id="remove_template", **documented(None))
async def remove_template(ask: Asked, ident: str) -> Response:
    """Campaigns that began with it keep what they have."""
    found = await _own_template(ask, ident)
    await ask.write(partial(writing.remove_template, found.id))
    return nothing()


async def _own_template(ask: Ask, ident: str) -> queries.TemplateLine:
    found = await ask.read(partial(queries.template, template=number(ident)))
    if found.address is None:
        if not ask.who.is_administrator:
            raise Problem(403, "forbidden", "Only administrators change templates for all lists.")
    else:
        require_address(ask.who, address=found.address, right=Right.MANAGE)
    return found


def _template(found: queries.TemplateLine) -> TemplateShape:
    return TemplateShape(
        id=str(found.id),
        address=None if found.address is None else str(found.address),
        name=found.name,
        content=dict(found.content),
    )
