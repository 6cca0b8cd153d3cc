"""Subscribers of a list: the wire of the page, of one person, of adding and taking off."""

from functools import partial
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Query, Response
from pydantic import Field

from tripost.core.address import parse_paste
from tripost.core.query import BadQuery
from tripost.modes.distribution_list.subscribers import editing, previewing, queries, subscribing
from tripost.modes.distribution_list.subscribers.asking import managed
from tripost.modes.distribution_list.subscribers.finding import Asked as Question
from tripost.modes.distribution_list.subscribers.finding import wanted
from tripost.modes.distribution_list.subscribers.previewing import PastedShape
from tripost.modes.distribution_list.subscribers.queries import (
    SubscriberDetail,
    SubscriberPage,
    SubscriberShape,
)
from tripost.people.door import Asked, Limit, Wish, answer, documented, nothing, shapes
from tripost.people.policies import Hidden
from tripost.search.asking import problem
from tripost.store.reads import DjangoReader

router = APIRouter(tags=["subscribers"])
PASTE_LIMIT = 2_000_000  # characters
Sort = Literal["address", "name", "newest", "oldest", "bounces"]
shapes["SubscriberShape"] = SubscriberShape


class RefusedShape(msgspec.Struct, frozen=True):
    """Who was not added, and why, as a code."""

    address: str
    reason: str


class AddedShape(msgspec.Struct, frozen=True):
    """How adding went."""

    added: int
    present: int
    refused: list[RefusedShape]


class NewSubscriber(Wish):
    """One of POST subscribers."""

    address: str
    name: str = ""
    attributes: dict[str, Any] = Field(default_factory=dict)


class NewSubscribers(Wish):
    """POST subscribers, up to 10,000."""

    subscribers: list[NewSubscriber]


class Paste(Wish):
    """POST subscribers/preview."""

    text: str = Field(max_length=PASTE_LIMIT)


class ChangedSubscriber(Wish):
    """PATCH a subscriber: what is not given stays; `attributes` likewise, null takes a value away;
    `topics` null: all of them."""

    name: str = ""
    language: str = ""
    delivery: str = "each"
    topics: list[str] | None = None
    attributes: dict[str, Any] = Field(default_factory=dict)
    state: str = ""


@router.get(
    "/addresses/{ident}/subscribers",
    operation_id="list_subscribers",
    **documented(SubscriberPage),
)
async def list_subscribers(
    ask: Asked,
    ident: str,
    limit: Limit = 100,
    cursor: str | None = None,
    q: Annotated[str, Query(max_length=4_000)] = "",
    segment: str = "",
    state: str = "",
    sort: Sort = "address",
) -> Response:
    """For who manages the list. Taken-off ones only where `state` or `q` names them."""
    place = await managed(ask, ident)
    question = Question(q=q, segment=segment, state=state)

    def look() -> SubscriberPage:
        reader = DjangoReader()
        found = wanted(reader, question, who=ask.who, address=place.id, now=ask.now)
        return queries.page(
            reader, address=place.id, wanted=found, sort=sort, limit=limit, cursor=cursor
        )

    try:
        return answer(await ask.work(look))
    except BadQuery as wrong:
        raise problem(wrong) from None


@router.post(
    "/addresses/{ident}/subscribers", operation_id="add_subscribers", **documented(AddedShape)
)
async def add_subscribers(ask: Asked, ident: str, wish: NewSubscribers) -> Response:
    """Active at once; no mail goes out, since an administrator vouches."""
    place = await managed(ask, ident)
    wishes = [
        subscribing.Wish(email=s.address, name=s.name, attributes=s.attributes)
        for s in wish.subscribers
    ]
    checked = await ask.work(partial(subscribing.check, wishes, list_email=place.email))
    added = await subscribing.add_all(
        ask.services.writer, place.id, checked, by=ask.who.id, at=ask.now
    )
    return answer(added)


@router.post(
    "/addresses/{ident}/subscribers/preview",
    operation_id="preview_subscribers",
    **documented(PastedShape),
)
async def preview_subscribers(ask: Asked, ident: str, wish: Paste) -> Response:
    """What a pasted text would add; nothing is kept."""
    place = await managed(ask, ident)

    def look() -> PastedShape:
        pasted = parse_paste(wish.text)
        emails = [person.address.lower() for person in pasted.valid]
        known = previewing.states(DjangoReader(), address=place.id, emails=emails)
        return previewing.sorted_out(pasted, known=known, list_email=place.email)

    return answer(await ask.work(look))


@router.get(
    "/addresses/{ident}/subscribers/{subscriber}",
    operation_id="get_subscriber",
    **documented(SubscriberDetail),
)
async def get_subscriber(ask: Asked, ident: str, subscriber: str) -> Response:
    """One person with their consents and what became of their newest sends."""
    place = await managed(ask, ident)
    look = partial(queries.one, who=ask.who, address=place.id, email=subscriber)
    return answer(await ask.read(look))


@router.patch(
    "/addresses/{ident}/subscribers/{subscriber}",
    operation_id="change_subscriber",
    **documented(SubscriberDetail),
)
async def change_subscriber(
    ask: Asked, ident: str, subscriber: str, wish: ChangedSubscriber
) -> Response:
    """Also makes somebody active again whose mail came back or who was taken off."""
    place = await managed(ask, ident)
    given = wish.model_fields_set
    edit = editing.clean(
        editing.Edit(
            fields=frozenset(given),
            name=wish.name,
            language=wish.language,
            delivery=wish.delivery,
            topics=None if wish.topics is None else tuple(wish.topics),
            attributes=wish.attributes if "attributes" in given else None,
            state=wish.state,
        )
    )
    email = subscriber.lower()
    await ask.write(partial(editing.change, place.id, edit, email=email, by=ask.who.id, at=ask.now))
    look = partial(queries.one, who=ask.who, address=place.id, email=email)
    return answer(await ask.read(look))


@router.delete(
    "/addresses/{ident}/subscribers/{subscriber}",
    operation_id="remove_subscriber",
    **documented(None),
)
async def remove_subscriber(ask: Asked, ident: str, subscriber: str) -> Response:
    """Take somebody off; they may be added again."""
    place = await managed(ask, ident)
    gone = await ask.write(
        partial(subscribing.remove, place.id, email=subscriber, by=ask.who.id, at=ask.now)
    )
    if not gone:
        raise Hidden
    return nothing()
