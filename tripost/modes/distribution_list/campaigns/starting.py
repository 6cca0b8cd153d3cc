"""From a draft to what leaves: built once, its recipients frozen in one look (law 5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final
from zoneinfo import ZoneInfo

from tripost.conversations.append import Arrival, append
from tripost.conversations.writing import signing_key
from tripost.core.campaign import Base
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
from tripost.modes.distribution_list.archive import actions as archive
from tripost.modes.distribution_list.campaigns import checking, queries
from tripost.modes.distribution_list.campaigns.replying import Named, answers_to
from tripost.modes.distribution_list.campaigns.values import Around, person
from tripost.modes.distribution_list.campaigns.writing import tell
from tripost.modes.distribution_list.models import Campaign, Frozen
from tripost.modes.distribution_list.posting import settings
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.modes.distribution_list.subscribers import audience
from tripost.modes.distribution_list.subscribers.audience import Chosen
from tripost.outbound import actions as outbox
from tripost.outbound.models import Outgoing
from tripost.store.blobs import Blobs, Prepared
from tripost.store.models.conversation import State
from tripost.store.services import Services
from tripost.store.wakes import wake

CHUNK: Final = 1000  # recipients frozen in one short transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A campaign as it will leave, built before the transaction. `base` has places; `shown` is
    what the archive and colleagues see, with fallbacks."""

    base: Base
    bytes: Prepared
    shown: Prepared
    arrival: Arrival
    envelope_from: str
    draft: Mapping[str, Any]


async def start(services: Services, arguments: Mapping[str, Any]) -> None:
    """The job: choose, freeze and let go. Safe to run twice, also when it was killed between."""
    ident, version = int(arguments["campaign"]), int(arguments["version"])
    reader, now = services.reader, services.clock()
    due = await services.pool.run(lambda: _due(ident, version=version))
    if due is None:
        return
    campaign = await services.pool.run(partial(queries.one, reader, campaign=ident))
    how = await services.pool.run(partial(settings.of, reader, campaign.address))
    answers = await services.pool.run(partial(answers_to, reader, campaign=campaign, how=how))
    try:
        made = await services.pool.run(
            partial(
                prepare,
                services.blobs,
                installation(),
                campaign=campaign,
                how=how,
                answers=answers,
                base_url=services.settings.public_url,
                at=now,
            )
        )
        chosen = await services.pool.run(
            partial(
                audience.chosen,
                reader,
                address=campaign.address,
                query=campaign.query,
                topic=campaign.topic,
                at=now,
                by=due,
            )
        )
    except (BadInput, BadQuery):  # an attribute or a topic went away since it was scheduled
        await services.writer.do(partial(_come_back, ident, version=version, at=now))
        return
    outgoing = await services.writer.do(
        partial(begin, ident, version=version, made=made, blobs=services.blobs, at=now)
    )
    if outgoing is None:
        return
    times = times_of(campaign, how=how)
    await services.writer.do(lambda: Frozen.objects.filter(outgoing_id=outgoing).delete())
    for first in range(0, len(chosen), CHUNK):
        await services.writer.do(
            partial(freeze, outgoing, chosen[first : first + CHUNK], times=times)
        )
    await services.writer.do(partial(let_go, ident, total=len(chosen), at=services.clock()))


def _come_back(campaign: int, *, version: int, at: datetime) -> None:
    """It cannot leave as it is: a draft again, which whoever wrote it sees with its hints."""
    row = Campaign.objects.select_for_update().get(pk=campaign)
    if row.version == version and row.state == "scheduled":
        row.state, row.send_at = "draft", None
        row.version += 1
        row.save(update_fields=["state", "send_at", "version"])
        tell(row, by=None, at=at)


def _due(campaign: int, *, version: int) -> int | None:
    """Who asked for it, when it is to leave in this version."""
    return (
        Campaign.objects.filter(pk=campaign, version=version, state__in=("scheduled", "freezing"))
        .values_list("asked_by_id", flat=True)
        .first()
    )


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
            "topic": campaign.topic,
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


def begin(campaign: int, *, version: int, made: Made, blobs: Blobs, at: datetime) -> int | None:
    """File what is sent and make the outgoing; None: it was taken back meanwhile. A second run
    goes on with what the first one made."""
    row = Campaign.objects.select_for_update().get(pk=campaign)
    if row.version != version or row.state not in ("scheduled", "freezing"):
        return None
    if row.state == "freezing":
        return row.outgoing_id
    blobs.keep(made.bytes)
    blobs.keep(made.shown)
    place = append([made.arrival])[0]
    outgoing = outbox.enqueue(
        outbox.Frozen(
            address=row.address_id,
            conversation=place.conversation,
            message=place.message,
            author=row.asked_by_id,
            kind="campaign",
            base=made.bytes.sha256,
            envelope_from=made.envelope_from,
            recipients=(),
            not_before=at,
            draft=made.draft,
        ),
        at=at,
    )
    # Until all are frozen there is nothing to make copies of; `let_go` says when.
    Outgoing.objects.filter(pk=outgoing).update(expanded=True)
    row.state, row.outgoing_id = "freezing", outgoing
    row.save(update_fields=["state", "outgoing"])
    tell(row, by=None, at=at)
    return outgoing


@dataclass(frozen=True, slots=True)
class Times:
    """When each recipient's copy may leave."""

    at: datetime
    wall: datetime | None  # the hour on everybody's own clock; None: `at` for all

    def of(self, zone: str) -> datetime:
        if self.wall is None or not zone:
            return self.at
        return self.wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def times_of(campaign: queries.Campaign, *, how: Settings) -> Times:
    """When its copies may leave, once it was scheduled."""
    assert campaign.send_at is not None, "it was scheduled"
    if campaign.zone != "recipient":
        return Times(campaign.send_at, None)
    wall = campaign.send_at.astimezone(ZoneInfo(how.timezone)).replace(tzinfo=None)
    return Times(campaign.send_at, wall)


def freeze(outgoing: int, chosen: Sequence[Chosen], *, times: Times) -> None:
    """Write these recipients down. Safe to run twice."""
    Frozen.objects.bulk_create(
        [
            Frozen(
                outgoing_id=outgoing,
                subscriber_id=one.subscriber,
                email=one.email,
                not_before=times.of(one.timezone),
            )
            for one in chosen
        ],
        ignore_conflicts=True,
    )


def let_go(campaign: int, *, total: int, at: datetime) -> None:
    """All are frozen: from now on copies are made of them."""
    row = Campaign.objects.select_for_update().get(pk=campaign)
    if row.state != "freezing":
        return
    row.state = "sending"
    row.save(update_fields=["state"])
    Outgoing.objects.filter(pk=row.outgoing_id).update(total=total, expanded=False)
    if row.outgoing_id is not None and not _to_some(row):
        archive.keep(row.outgoing_id, at=at)
    tell(row, by=None, at=at)
    wake("outbox")


def _to_some(row: Campaign) -> bool:
    """What went to a part of the list is nobody else's business."""
    return bool(row.segment_id or row.query)
