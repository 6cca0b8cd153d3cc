"""/mailings: progress and results of what went to a whole list, and how to stop it."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from functools import partial
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from tripost.conversations.api import address_of
from tripost.core import cells
from tripost.modes.distribution_list.results import queries
from tripost.outbound import sends
from tripost.people.door import Ask, Asked, Limit, answer, documented, nothing, number
from tripost.people.models import Right
from tripost.people.policies import Hidden, require_address
from tripost.store.times import rfc3339

router = APIRouter(tags=["mailings"])


class TotalsShape(msgspec.Struct, frozen=True):
    """Recipients by what became of their copy."""

    recipients: int
    waiting: int
    sent: int
    deferred: int
    failed: int
    cancelled: int
    bounced: int
    complained: int
    unsubscribed: int
    answered: int
    clicked: int


class MailingShape(msgspec.Struct, frozen=True):
    """A post or a campaign that went, or goes, to a whole list. `digests`: how many read of a
    campaign in their next digest, beside its recipients; 0 in lists of mailings."""

    id: str
    address: str
    kind: str
    name: str
    subject: str
    state: str
    conversation: str | None
    campaign: str | None
    by: str | None
    at: str | None
    finished_at: str | None
    totals: TotalsShape
    digests: int


class LinkShape(msgspec.Struct, frozen=True):
    """A counted link."""

    url: str
    people: int
    clicks: int
    scanners: int


class SlowShape(msgspec.Struct, frozen=True):
    """A domain that asked us to be slower."""

    domain: str
    limit: int
    closed_until: str | None
    code: str
    text: str


class ReportShape(msgspec.Struct, frozen=True):
    """A send with what can be said about it as a picture."""

    mailing: MailingShape
    links: list[LinkShape]
    destinations: list[SlowShape]
    timeline: list[tuple[str, int]]


class RecipientShape(msgspec.Struct, frozen=True):
    """One copy."""

    address: str
    name: str
    state: str
    code: str
    detail: str
    at: str | None
    bounced_at: str | None
    complained_at: str | None
    unsubscribed_at: str | None
    answered_at: str | None
    clicked_at: str | None


@router.get(
    "/addresses/{ident}/mailings",
    operation_id="list_mailings",
    **documented(MailingShape, many=True),
)
async def list_mailings(
    ask: Asked,
    ident: str,
    limit: Limit = 100,
    cursor: str | None = None,
    conversation: str | None = None,
) -> Response:
    """Newest first, or those of one conversation; for who reads the list and manages or moderates
    it."""
    address = await address_of(ask, ident)
    _may_look(ask, address)
    found, following = await ask.read(
        partial(
            queries.of_list,
            who=ask.who,
            address=address,
            limit=limit,
            cursor=cursor,
            conversation=None if conversation is None else number(conversation),
        )
    )
    return answer({"items": [_shape(one) for one in found], "next": following})


@router.get("/mailings/{ident}", operation_id="get_mailing", **documented(ReportShape))
async def get_mailing(ask: Asked, ident: str) -> Response:
    """Its numbers, links, slow domains, and copies by the minute."""
    found = await _looked(ask, ident)
    reader = ask.services.reader
    on_sqlite = ask.services.settings.on_sqlite

    def look() -> ReportShape:
        return ReportShape(
            mailing=_shape(found),
            links=[
                LinkShape(link.url, link.people, link.clicks, link.scanners)
                for link in queries.links(reader, mailing=found.id)
            ],
            destinations=[
                SlowShape(one.domain, one.limit, _time(one.closed_until), one.code, one.text)
                for one in queries.slow(reader, mailing=found.id, at=ask.now)
            ],
            timeline=queries.timeline(reader, mailing=found.id, on_sqlite=on_sqlite),
        )

    return answer(await ask.work(look))


@router.get(
    "/mailings/{ident}/recipients",
    operation_id="list_mailing_recipients",
    **documented(RecipientShape, many=True),
)
async def list_mailing_recipients(
    ask: Asked,
    ident: str,
    state: str = "",
    q: Annotated[str, Query(max_length=200)] = "",
    limit: Limit = 100,
    cursor: str | None = None,
) -> Response:
    """Each copy, by address; `state` may be one of the states or of what happened."""
    found = await _looked(ask, ident)
    page, following = await ask.work(
        lambda: queries.recipients(
            ask.services.reader, mailing=found.id, state=state, q=q, limit=limit, cursor=cursor
        )
    )
    return answer({"items": [_recipient(one) for one in page], "next": following})


@router.get(
    "/mailings/{ident}/recipients.csv", operation_id="export_mailing", response_class=Response
)
async def export_mailing(ask: Asked, ident: str) -> Response:
    """All copies as a table; nothing in it is a formula."""
    found = await _looked(ask, ident)
    reader = ask.services.reader
    return StreamingResponse(
        _table(partial(queries.everyone, reader, mailing=found.id)),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="mailing-{found.id}.csv"'},
    )


@router.post("/mailings/{ident}/pause", operation_id="pause_mailing", **documented(None))
async def pause_mailing(ask: Asked, ident: str) -> Response:
    """Nothing more of it is begun."""
    return await _do(ask, ident, sends.pause)


@router.post("/mailings/{ident}/resume", operation_id="resume_mailing", **documented(None))
async def resume_mailing(ask: Asked, ident: str) -> Response:
    """It goes on where it stopped."""
    return await _do(ask, ident, sends.resume)


@router.post("/mailings/{ident}/cancel", operation_id="cancel_mailing", **documented(None))
async def cancel_mailing(ask: Asked, ident: str) -> Response:
    """What has not left never leaves."""
    return await _do(ask, ident, sends.cancel)


async def _do(ask: Ask, ident: str, act: Callable[..., Any]) -> Response:
    found = await _looked(ask, ident)
    require_address(ask.who, address=found.address, right=Right.MANAGE)
    await ask.write(partial(act, found.id, by=ask.who.id, at=ask.now))
    return nothing()


async def _looked(ask: Ask, ident: str) -> queries.Mailing:
    found = await ask.read(partial(queries.one, who=ask.who, mailing=number(ident)))
    if not ask.who.may(Right.READ, address=found.address):
        raise Hidden
    _may_look(ask, found.address)
    return found


def _may_look(ask: Ask, address: int) -> None:
    """What went out is read there; whom it reached is for who manages or moderates."""
    require_address(ask.who, address=address, right=Right.READ)
    if not ask.who.may(Right.MODERATE, address=address):
        require_address(ask.who, address=address, right=Right.MANAGE)


_HEAD = (
    "address", "name", "state", "code", "detail", "at", "bounced_at", "complained_at",
    "unsubscribed_at", "answered_at", "clicked_at",
)  # fmt: skip


def _table(pages: Callable[[], Iterator[list[queries.Recipient]]]) -> Iterator[str]:
    yield cells.BOM + cells.line(_HEAD)
    for page in pages():
        yield "".join(cells.line(msgspec.structs.astuple(_recipient(one))) for one in page)


def _recipient(one: queries.Recipient) -> RecipientShape:
    return RecipientShape(
        address=one.email,
        name=one.name,
        state=one.state,
        code=one.code,
        detail=one.detail,
        at=_time(one.at),
        bounced_at=_time(one.bounced_at),
        complained_at=_time(one.complained_at),
        unsubscribed_at=_time(one.unsubscribed_at),
        answered_at=_time(one.answered_at),
        clicked_at=_time(one.clicked_at),
    )


def _shape(found: queries.Mailing) -> MailingShape:
    return MailingShape(
        id=str(found.id),
        address=str(found.address),
        kind=found.kind,
        name=found.name,
        subject=found.subject,
        state=found.state,
        conversation=None if found.conversation is None else str(found.conversation),
        campaign=None if found.campaign is None else str(found.campaign),
        by=found.by,
        at=_time(found.at),
        finished_at=_time(found.finished_at),
        totals=TotalsShape(**asdict(found.totals)),
        digests=found.digests,
    )


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else rfc3339(moment)
