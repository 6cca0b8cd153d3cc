"""/campaigns and /templates: write, look, ask, schedule. The wire and nothing else."""

from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from tripost.conversations.api import address_of
from tripost.conversations.api_mail import proxied
from tripost.conversations.shapes import Person
from tripost.core.campaign import Hint
from tripost.kit.entered import BadInput
from tripost.kit.secrets import installation
from tripost.modes.distribution_list.campaigns import (
    around,
    asking,
    checking,
    queries,
    testing,
    writing,
)
from tripost.modes.distribution_list.campaigns.checking import UnknownVariables
from tripost.modes.distribution_list.campaigns.shapes import (
    AudienceShape,
    CampaignChanges,
    CampaignLine,
    CampaignPreview,
    CampaignShape,
    HintShape,
    NewCampaign,
    Seen,
    Sending,
    TestedShape,
    Testing,
    VersionShape,
    opaque,
    whole,
)
from tripost.modes.distribution_list.models import Campaign
from tripost.modes.distribution_list.posting import settings
from tripost.people.door import (
    Ask,
    Asked,
    Limit,
    Problem,
    answer,
    documented,
    nothing,
    number,
)
from tripost.people.models import Right
from tripost.people.policies import Hidden, require_address
from tripost.store.times import rfc3339

router = APIRouter(tags=["campaigns"])


@router.get(
    "/addresses/{ident}/campaigns",
    operation_id="list_campaigns",
    **documented(CampaignLine, many=True),
)
async def list_campaigns(
    ask: Asked, ident: str, limit: Limit = 100, cursor: str | None = None
) -> Response:
    """Newest first; for who manages or moderates the list."""
    address = await address_of(ask, ident)
    may_look(ask, address)
    lines, following = await ask.read(
        partial(queries.of_list, address=address, limit=limit, cursor=cursor)
    )
    items = [
        CampaignLine(
            id=str(line.id),
            state=line.state,
            name=line.name,
            subject=line.subject,
            segment=line.segment,
            send_at=rfc3339(line.send_at),
            changed_at=rfc3339(line.changed_at),
            created_by=line.created_by,
            send=opaque(line.send),
            total=line.total,
        )
        for line in lines
    ]
    return answer({"items": items, "next": following})


@router.post(
    "/addresses/{ident}/campaigns",
    operation_id="add_campaign",
    **documented(CampaignShape, status=201),
)
async def add_campaign(ask: Asked, ident: str, wish: NewCampaign) -> Response:
    """A draft."""
    address = await address_of(ask, ident)
    require_address(ask.who, address=address, right=Right.MANAGE)
    begun = await _begun(ask, wish, address=address)
    made = await ask.write(partial(writing.begin, address, begun, by=ask.who.id, at=ask.now))
    return await _whole(ask, made, status=201)


@router.get("/campaigns/{ident}", operation_id="get_campaign", **documented(CampaignShape))
async def get_campaign(ask: Asked, ident: str) -> Response:
    """One, whole."""
    found = await _looked(ask, ident)
    return answer(whole(found))


@router.put("/campaigns/{ident}", operation_id="save_campaign", **documented(VersionShape))
async def save_campaign(ask: Asked, ident: str, wish: CampaignChanges) -> Response:
    """Keep what was typed; 409 with the newer one when somebody else has saved meanwhile."""
    found = await _managed(ask, ident)
    changes = wish.model_dump(exclude_unset=True, exclude={"version"})
    if changes.get("segment") is not None:
        changes["segment"] = number(changes["segment"])
    if changes.get("query"):
        await ask.work(
            lambda: checking.require_readable(
                ask.services.reader,
                address=found.address,
                query=changes["query"],
                who=ask.who,
                at=ask.now,
            )
        )
    kept = {k: v for k, v in changes.items() if v is not None or k in ("segment", "reply_inbox")}
    try:
        version = await ask.write(
            partial(
                writing.save,
                found.id,
                kept,
                version=wish.version,
                by=ask.who.id,
                at=ask.now,
                known=None if ask.who.is_administrator else ask.who.rights.keys(),
            )
        )
    except writing.Stale as stale:
        newer = await ask.read(partial(queries.one, campaign=found.id))
        raise Problem(409, stale.code, stale.detail, newer=whole(newer)) from None
    return answer(VersionShape(version=version))


@router.delete("/campaigns/{ident}", operation_id="remove_campaign", **documented(None))
async def remove_campaign(ask: Asked, ident: str) -> Response:
    """Throw a draft away."""
    found = await _managed(ask, ident)
    await _acted(ask, partial(writing.remove, found.id, by=ask.who.id, at=ask.now))
    return nothing()


@router.get(
    "/campaigns/{ident}/preview", operation_id="preview_campaign", **documented(CampaignPreview)
)
async def preview_campaign(
    ask: Asked,
    ident: str,
    recipient: Annotated[str, Query(max_length=320)] = "",
    pictures: int = 0,
) -> Response:
    """As this subscriber would get it, for who may see subscribers; without one, as somebody we
    know nothing of. `pictures`: those on other servers are shown, too, by way of us."""
    found = await (_managed(ask, ident) if recipient else _looked(ask, ident))
    reader, base = ask.services.reader, ask.services.settings.public_url

    def look() -> CampaignPreview:
        shown = checking.preview(
            reader, installation(), campaign=found, to=recipient, base_url=base, at=ask.now
        )
        above = around.heads(reader, campaign=found)
        html = around.through(shown.html, base_url=base, proxy=proxied) if pictures else shown.html
        return CampaignPreview(
            sender=Person(address=above.sender[1], name=above.sender[0]),
            reply_to=Person(address=above.answers[1], name=above.answers[0]),
            subject=shown.subject,
            preheader=shown.preheader,
            html=html,
            text=shown.text,
            to=shown.to,
            afar=around.afar(shown.html, base_url=base),
        )

    return answer(await ask.work(look))


@router.get(
    "/campaigns/{ident}/hints",
    operation_id="list_campaign_hints",
    **documented(HintShape, many=True),
)
async def list_campaign_hints(ask: Asked, ident: str) -> Response:
    """What would keep it from being read, errors first."""
    found = await _looked(ask, ident)
    looked: list[Hint] = await ask.work(
        lambda: checking.looked_at(ask.services.reader, campaign=found)
    )
    return answer({"items": looked, "next": None})


@router.get(
    "/campaigns/{ident}/audience",
    operation_id="count_campaign_audience",
    **documented(AudienceShape),
)
async def count_campaign_audience(ask: Asked, ident: str) -> Response:
    """Whom it would reach if it left now, by its segment and topic, as far as who asks may look."""
    found = await _looked(ask, ident)
    sized = await ask.work(
        lambda: checking.sized(ask.services.reader, campaign=found, who=ask.who, at=ask.now)
    )
    return answer(AudienceShape(sized.mails, sized.digests, sized.paused))


@router.post("/campaigns/{ident}/test", operation_id="test_campaign", **documented(TestedShape))
async def test_campaign(ask: Asked, ident: str, wish: Testing) -> Response:
    """A copy for our own eyes, marked as a test; nobody of the list gets it."""
    found = await _managed(ask, ident)
    ready = await ask.work(
        lambda: testing.ready(
            ask.services,
            campaign=found,
            to=wish.to,
            recipient=wish.recipient,
            at=ask.now,
        )
    )
    try:
        await ask.write(partial(testing.send, ready, by=ask.who.id, at=ask.now))
    except testing.TooManyTests as wrong:
        raise Problem(429, wrong.code, wrong.detail) from None
    return answer(TestedShape(sent=list(ready.to)))


@router.post("/campaigns/{ident}/submit", operation_id="submit_campaign", **documented(None))
async def submit_campaign(ask: Asked, ident: str, wish: Seen) -> Response:
    """Ask a second person to look."""
    found = await _managed(ask, ident)
    await ask.work(lambda: _ready(ask, found))
    await _acted(
        ask, partial(asking.ask, found.id, version=wish.version, by=ask.who.id, at=ask.now)
    )
    return nothing()


@router.post("/campaigns/{ident}/approve", operation_id="approve_campaign", **documented(None))
async def approve_campaign(ask: Asked, ident: str, wish: Seen) -> Response:
    """The second person has looked."""
    found = await _looked(ask, ident)
    await _acted(
        ask, partial(asking.approve, found.id, version=wish.version, by=ask.who.id, at=ask.now)
    )
    return nothing()


@router.post("/campaigns/{ident}/return", operation_id="return_campaign", **documented(None))
async def return_campaign(ask: Asked, ident: str, wish: Seen) -> Response:
    """The second person wants it changed."""
    found = await _looked(ask, ident)
    await _acted(
        ask, partial(asking.give_back, found.id, version=wish.version, by=ask.who.id, at=ask.now)
    )
    return nothing()


@router.post("/campaigns/{ident}/send", operation_id="send_campaign", **documented(CampaignShape))
async def send_campaign(ask: Asked, ident: str, wish: Sending) -> Response:
    """Let it leave, at once or at a time; what is not ready is refused by name."""
    found = await _managed(ask, ident)
    if wish.zone not in ("ours", "recipient"):
        raise BadInput("bad-zone", "The zone is ours or recipient.")
    await ask.work(lambda: _ready(ask, found))
    how = await ask.read(partial(settings.of, address=found.address))
    start = asking.Start(
        version=wish.version, send_at=wish.send_at, zone=wish.zone, approval=how.approval
    )
    await _acted(ask, partial(asking.schedule, found.id, start, by=ask.who.id, at=ask.now))
    return await _whole(ask, found.id)


@router.post(
    "/campaigns/{ident}/unschedule", operation_id="unschedule_campaign", **documented(None)
)
async def unschedule_campaign(ask: Asked, ident: str) -> Response:
    """Back to a draft while nothing of it has left."""
    found = await _managed(ask, ident)
    await _acted(ask, partial(asking.unschedule, found.id, by=ask.who.id, at=ask.now))
    return nothing()


async def _begun(ask: Ask, wish: NewCampaign, *, address: int) -> writing.Begun:
    if wish.copy_of is not None:
        other = await _looked(ask, wish.copy_of)
        return writing.Begun(
            name=wish.name,
            content=other.content,
            subject=other.subject,
            preheader=other.preheader,
        )
    if wish.template is not None:
        kept = await ask.read(partial(queries.template, template=number(wish.template)))
        if kept.address not in (None, address):
            raise Hidden
        return writing.Begun(name=wish.name, content=kept.content)
    return writing.Begun(name=wish.name, content={"blocks": []})


def may_look(ask: Ask, address: int) -> None:
    """Who manages the list, and the second pair of eyes: its moderators."""
    if not ask.who.may(Right.MODERATE, address=address):
        require_address(ask.who, address=address, right=Right.MANAGE)


async def _looked(ask: Ask, ident: str) -> queries.Campaign:
    found = await ask.read(partial(queries.one, campaign=number(ident)))
    may_look(ask, found.address)
    return found


async def _managed(ask: Ask, ident: str) -> queries.Campaign:
    found = await ask.read(partial(queries.one, campaign=number(ident)))
    require_address(ask.who, address=found.address, right=Right.MANAGE)
    return found


def _ready(ask: Ask, found: queries.Campaign) -> None:
    """Raises a Problem that names what is unknown, or what to mend."""
    try:
        checking.require_ready(ask.services.reader, campaign=found, who=ask.who, at=ask.now)
    except UnknownVariables as wrong:
        raise Problem(422, wrong.code, wrong.detail, names=list(wrong.names)) from None
    except checking.NotReady as wrong:
        raise Problem(422, wrong.code, wrong.detail, codes=list(wrong.codes)) from None


async def _acted(ask: Ask, action: Any) -> None:
    try:
        await ask.write(action)
    except Campaign.DoesNotExist:
        raise Hidden from None


async def _whole(ask: Ask, campaign: int, *, status: int = 200) -> Response:
    found = await ask.read(partial(queries.one, campaign=campaign))
    return answer(whole(found), status=status)
