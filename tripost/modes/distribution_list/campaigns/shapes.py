"""What /campaigns answers and takes."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from pydantic import AwareDatetime, Field

from tripost.conversations.shapes import Person
from tripost.modes.distribution_list.campaigns import queries, testing
from tripost.people.door import Wish
from tripost.store.times import rfc3339


class CampaignShape(msgspec.Struct, frozen=True):
    """A campaign, whole. `back`: why it is a draft again and has not left, audience | topic |
    content | sender | failed; "" = it never came back."""

    id: str
    address: str
    state: str
    name: str
    subject: str
    preheader: str
    content: dict[str, Any]
    segment: str | None
    segment_name: str
    query: str
    topic: str
    zone: str
    send_at: str | None
    reply_to: str
    reply_inbox: str | None
    clicks: bool
    version: int
    created_by: str | None
    changed_at: str | None
    asked_by: str | None
    approved_by: str | None
    send: str | None
    total: int | None
    back: str


class CampaignLine(msgspec.Struct, frozen=True):
    """One of a list's campaigns."""

    id: str
    state: str
    name: str
    subject: str
    segment: str
    send_at: str | None
    changed_at: str | None
    created_by: str | None
    send: str | None
    total: int | None


class CampaignPreview(msgspec.Struct, frozen=True):
    """What one person would get; `html` is to be shown in a frame without scripts. `afar`:
    pictures on other servers, which are asked for only when `pictures` says so."""

    sender: Person
    reply_to: Person
    subject: str
    preheader: str
    html: str
    text: str
    to: str
    afar: int


class HintShape(msgspec.Struct, frozen=True):
    """What to mend, as a code with its data."""

    code: str
    level: str
    block: str
    data: dict[str, Any]


class AudienceShape(msgspec.Struct, frozen=True):
    """How many it would reach now: by a mail of their own, in their next digest; `paused` have
    asked for no mail for a while and get nothing."""

    mails: int
    digests: int
    paused: int


class VersionShape(msgspec.Struct, frozen=True):
    """The version a save made."""

    version: int


class TestedShape(msgspec.Struct, frozen=True):
    """To whom a test went."""

    sent: list[str]


class NewCampaign(Wish):
    """POST campaigns: empty, from a template, or a copy of another campaign."""

    name: str
    template: str | None = None
    copy_of: str | None = None


class CampaignChanges(Wish):
    """PUT a campaign; what is missing stays."""

    version: int
    name: str | None = None
    subject: str | None = None
    preheader: str | None = None
    content: dict[str, Any] | None = None
    segment: str | None = None
    query: str | None = None
    topic: Annotated[str | None, Field(max_length=40)] = None
    zone: str | None = None
    reply_to: str | None = None
    reply_inbox: str | None = None
    clicks: bool | None = None


class Seen(Wish):
    """Which version the person looked at."""

    version: int


class Sending(Wish):
    """POST send."""

    version: int
    send_at: AwareDatetime | None = None
    zone: str = "ours"


class Testing(Wish):
    """POST test: to whom, and as whom they see it."""

    to: Annotated[list[str], Field(min_length=1, max_length=testing.AT_ONCE)]
    recipient: str = ""


def whole(found: queries.Campaign) -> CampaignShape:
    """As the wire has it."""
    return CampaignShape(
        id=str(found.id),
        address=str(found.address),
        state=found.state,
        name=found.name,
        subject=found.subject,
        preheader=found.preheader,
        content=dict(found.content),
        segment=opaque(found.segment),
        segment_name=found.segment_name,
        query=found.query,
        topic=found.topic,
        zone=found.zone,
        send_at=_time(found.send_at),
        reply_to=found.reply_to,
        reply_inbox=found.reply_inbox,
        clicks=found.clicks,
        version=found.version,
        created_by=found.created_by,
        changed_at=_time(found.changed_at),
        asked_by=found.asked_by,
        approved_by=found.approved_by,
        send=opaque(found.send),
        total=found.total,
        back=found.back,
    )


def opaque(ident: int | None) -> str | None:
    """An id as the wire has it."""
    return None if ident is None else str(ident)


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else rfc3339(moment)
