"""A campaign that cannot leave as it was scheduled: a draft again, and people are told why."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Final

from tripost.conversations.taking_back import withdraw
from tripost.core.compose import Letter, compose, harmless
from tripost.kit import log
from tripost.kit.ids import new_id
from tripost.modes.distribution_list.campaigns.writing import tell
from tripost.modes.distribution_list.models import Campaign, Frozen, InDigest
from tripost.modes.distribution_list.moderation import words
from tripost.modes.distribution_list.moderation.letters import GENERATED, Ready, enqueued
from tripost.modes.distribution_list.moderation.whom import managers_of
from tripost.modes.distribution_list.posting.settings import Settings, of
from tripost.people.models import User
from tripost.store.reads import DjangoReader
from tripost.store.services import Services

CHUNK: Final = 1000  # recipients forgotten in one short transaction
_log = log.get("campaigns.coming_back")


async def come_back(services: Services, campaign: int, *, version: int, why: str) -> None:
    """Nothing of it has left, nothing of it will; `why` is one of Campaign.back. All who manage
    the list, so whoever wanted it to leave while they may, are told once. Safe to run twice."""
    at = services.clock()
    ready = await services.pool.run(partial(_letters, services, campaign, why=why, at=at))
    run = partial(given_back, campaign, version=version, why=why, ready=ready, at=at)
    outgoing = await services.writer.do(run)
    if outgoing is None:
        return
    _log.warning("campaign.came_back", campaign=campaign, why=why)
    while await services.writer.do(partial(_forget, outgoing)):
        continue


def given_back(
    campaign: int, *, version: int, why: str, ready: Sequence[Ready], at: datetime
) -> int | None:
    """Inside the writer. The outgoing it had begun with (0: none); None: it had left, or somebody
    took it back before."""
    row = Campaign.objects.select_for_update().filter(pk=campaign, version=version).first()
    if row is None or row.state not in ("scheduled", "freezing"):
        return None
    outgoing = row.outgoing_id
    row.state, row.send_at, row.outgoing, row.back = "draft", None, None, why
    row.version += 1
    if why != "failed":  # what they asked for and approved is not there any more
        row.asked_by, row.approved_by = None, None
    row.save()
    if outgoing is not None:
        withdraw(outgoing, at=at)
    for one in ready:
        enqueued(one, address=row.address_id, at=at)
    tell(row, by=None, at=at)
    return outgoing or 0


def _forget(outgoing: int) -> bool:
    """Some of those it had chosen; False: none are left. No copy is ever made of them."""
    first = Frozen.objects.filter(outgoing_id=outgoing).values_list("pk", flat=True)[:CHUNK]
    gone, _ = Frozen.objects.filter(pk__in=list(first)).delete()
    told = InDigest.objects.filter(outgoing_id=outgoing).values_list("pk", flat=True)[:CHUNK]
    less, _ = InDigest.objects.filter(pk__in=list(told)).delete()
    return bool(gone or less)


def _letters(services: Services, campaign: int, *, why: str, at: datetime) -> list[Ready]:
    row = Campaign.objects.filter(pk=campaign).first()
    if row is None:
        return []
    listing = of(DjangoReader(), row.address_id)
    link = f"{services.settings.public_url}/lists/{row.address_id}/campaigns/{row.pk}"
    return [
        _letter(services, listing, row.name, to=one, why=why, link=link, at=at)
        for one in managers_of(row.address_id)
    ]


def _letter(
    services: Services,
    listing: Settings,
    name: str,
    *,
    to: User,
    why: str,
    link: str,
    at: datetime,
) -> Ready:
    subject, text = words.letter(
        "came-back",
        language=to.language,
        name=harmless(name) or "–",
        list=f"{harmless(listing.name)} <{listing.email}>",
        why=words.phrase(f"came-back-{why}", language=to.language),
        link=link,
    )
    raw = compose(
        Letter(
            from_=(harmless(listing.name), listing.email),
            to=((to.name, to.address),),
            subject=subject,
            text=text,
            date=at,
            message_id=f"notice-{new_id(at)}@{listing.email.rpartition('@')[2]}",
            headers=GENERATED,
        )
    )
    return Ready(to.address, services.blobs.prepare(raw), listing.email)
