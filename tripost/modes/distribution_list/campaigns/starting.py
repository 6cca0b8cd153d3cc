"""From a draft to what leaves: the job that builds it once and chooses who gets it (law 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final

from tripost.conversations.append import Arrival
from tripost.conversations.writing import signing_key
from tripost.core.campaign.slots import filled
from tripost.core.campaign.variables import URLS
from tripost.core.message import parse
from tripost.core.query import BadQuery
from tripost.core.searched import searched
from tripost.core.snippet import snippet
from tripost.core.terms import terms
from tripost.core.thread import base_subject, make_message_id
from tripost.kit.entered import BadInput
from tripost.kit.ids import new_id
from tripost.kit.secrets import Secrets, installation
from tripost.modes.distribution_list.campaigns import checking, coming_back, freezing, queries
from tripost.modes.distribution_list.campaigns.freezing import Made, Times, times_of
from tripost.modes.distribution_list.campaigns.replying import Named, answers_to
from tripost.modes.distribution_list.campaigns.values import Around, person
from tripost.modes.distribution_list.posting import settings
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.modes.distribution_list.subscribers import audience
from tripost.modes.distribution_list.subscribers.audience import Chosen
from tripost.people.models import Right
from tripost.people.policies import Actor, actor
from tripost.store.blobs import Blobs
from tripost.store.models.conversation import State
from tripost.store.reads import Reader
from tripost.store.services import Services

CHUNK: Final = 1000  # recipients frozen in one short transaction


async def start(services: Services, arguments: Mapping[str, Any]) -> None:
    """The job: choose, freeze and let go. Safe to run twice, also when it was killed between, and
    when another run of it has not ended."""
    ident, version = int(arguments["campaign"]), int(arguments["version"])
    due = await services.pool.run(partial(_due, services.reader, ident, version=version))
    if due is None:
        return
    try:
        ready = await services.pool.run(partial(_ready, services, due, at=services.clock()))
    except NotAsItWas as gone:  # a person, an attribute or a topic went since it was scheduled
        await coming_back.come_back(services, ident, version=version, why=gone.why)
        return
    writer = services.writer
    run = await writer.do(
        partial(
            freezing.begin,
            ident,
            version=version,
            made=ready.made,
            blobs=services.blobs,
            at=services.clock(),
        )
    )
    if run is None:
        return
    while await writer.do(partial(freezing.clear, run, limit=CHUNK)):
        continue
    for first in range(0, len(ready.chosen), CHUNK):
        chunk = ready.chosen[first : first + CHUNK]
        if not await writer.do(partial(freezing.freeze, run, chunk, times=ready.times)):
            return
    for first in range(0, len(ready.digests), CHUNK):
        told = ready.digests[first : first + CHUNK]
        if not await writer.do(partial(freezing.freeze_digests, run, told)):
            return
    await writer.do(partial(freezing.let_go, run, total=len(ready.chosen), at=services.clock()))


async def give_up(services: Services, arguments: Mapping[str, Any]) -> None:
    """The job has failed as often as it may. Safe to run twice."""
    ident, version = int(arguments["campaign"]), int(arguments["version"])
    await coming_back.come_back(services, ident, version=version, why="failed")


@dataclass(frozen=True, slots=True)
class Due:
    """A campaign that is to leave, and who sends it: None when they may not any more."""

    campaign: queries.Campaign
    by: Actor | None


class NotAsItWas(Exception):
    """It cannot leave as it was scheduled; `why` is one of Campaign.back."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ready:
    made: Made
    chosen: Sequence[Chosen]
    digests: Sequence[int]
    times: Times


def _due(reader: Reader, campaign: int, *, version: int) -> Due | None:
    """None: it was taken back, changed, or has left."""
    row = reader.row(
        "SELECT asked_by_id, address_id FROM distribution_list_campaign "
        "WHERE id = %s AND version = %s AND state IN ('scheduled', 'freezing')",
        (campaign, version),
    )
    if row is None:
        return None
    by = actor(reader, user=row[0]) if row[0] is not None else None
    may = by is not None and by.may(Right.MANAGE, address=row[1])
    return Due(queries.one(reader, campaign=campaign), by if may else None)


def _ready(services: Services, due: Due, *, at: datetime) -> _Ready:
    """All that can be made before the first transaction; raises NotAsItWas."""
    reader, campaign = services.reader, due.campaign
    if due.by is None:
        raise NotAsItWas("sender")
    how = settings.of(reader, campaign.address)
    if campaign.topic and campaign.topic not in {topic.key for topic in how.topics}:
        raise NotAsItWas("topic")
    answers = answers_to(reader, campaign=campaign, how=how)
    try:
        checking.require_ready(reader, campaign=campaign, who=due.by, at=at)
        chosen = audience.chosen(
            reader,
            address=campaign.address,
            query=campaign.query,
            topic=campaign.topic,
            at=at,
            by=due.by.id,
        )
        digests = audience.in_digests(
            reader,
            address=campaign.address,
            query=campaign.query,
            topic=campaign.topic,
            at=at,
            by=due.by.id,
        )
    except BadQuery:
        raise NotAsItWas("audience") from None
    except BadInput as wrong:
        raise NotAsItWas("audience" if wrong.code == "bad-query" else "content") from None
    made = prepare(
        services.blobs,
        installation(),
        campaign=campaign,
        how=how,
        answers=answers,
        base_url=services.settings.public_url,
        at=at,
    )
    return _Ready(made=made, chosen=chosen, digests=digests, times=times_of(campaign, how=how))


def prepare(
    blobs: Blobs,
    secrets: Secrets,
    *,
    campaign: queries.Campaign,
    how: Settings,
    answers: Named,
    base_url: str,
    at: datetime,
) -> Made:
    """Built, parsed and laid where bytes lie; nothing of it is written yet."""
    conversation = new_id(at)
    domain = how.email.rpartition("@")[2]
    message_id = make_message_id(
        str(conversation),
        domain=domain,
        random=f"campaign-{campaign.id}",
        key=signing_key(secrets),
    )
    base = checking.built(campaign, how, message_id=message_id, at=at, answers=answers)
    said = _said(checking.around(how, base_url=base_url))
    shown = base.copy({**said, **{f"link.{n}": to for n, to in enumerate(base.links)}})
    prepared = blobs.prepare(shown)
    mail = parse(shown)
    subject = filled(campaign.subject, said)
    arrival = Arrival(
        address=campaign.address,
        blob=prepared.sha256,
        direction="out",
        at=at,
        subject=subject,
        base_subject=base_subject(subject),
        message_id=message_id,
        from_name=how.name,
        from_address=how.email,
        recipients={"to": [[how.name, how.email]], "cc": [], "reply_to": [list(answers)]},
        visible=mail.text,
        snippet=snippet(mail.text),
        terms=terms(searched(mail, mail.text)),
        date=at,
        has_html=True,
        conversation=conversation,
        begins=True,
        state=State.CLOSED,
    )
    return Made(
        base=base,
        bytes=blobs.prepare(base.raw),
        shown=prepared,
        arrival=arrival,
        envelope_from=how.email,
        draft={
            "campaign": str(campaign.id),
            "slots": [slot.kept() for slot in base.slots],
            "links": list(base.links),
            "topics": [campaign.topic] if campaign.topic else [],
        },
    )


def _said(around: Around) -> dict[str, str]:
    """For nobody in particular: fallbacks, and instead of one's own links the list's page."""
    page = f"{around.base_url}/l/{around.list_email}"
    return {
        **person(checking.EXAMPLE),
        **dict.fromkeys(URLS, page),
        "email": "",
        "list_name": around.list_name,
        "list_email": around.list_email,
    }
