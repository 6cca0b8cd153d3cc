"""How a list is run, on the wire."""

from functools import partial
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime, Field

from tripost.addresses.models import Address
from tripost.conversations.api import address_of
from tripost.kit.dns import resolver
from tripost.modes.distribution_list.joining import words
from tripost.modes.distribution_list.posting import changing, previewing
from tripost.modes.distribution_list.posting.queries import moderators, nested
from tripost.modes.distribution_list.posting.settings import Settings, of
from tripost.people.door import Ask, Asked, Wish, answer, documented
from tripost.people.models import Right
from tripost.people.policies import Hidden, require_address
from tripost.store.times import rfc3339

router = APIRouter(tags=["lists"])


class TopicShape(msgspec.Struct, frozen=True):
    """What posts can be about."""

    key: str
    name: str
    words: list[str]


class BrandShape(msgspec.Struct, frozen=True):
    """How campaigns and public pages look."""

    colour: str
    logo: str
    font: str
    imprint: str


class ModeratorShape(msgspec.Struct, frozen=True):
    """Who decides about held posts: a person by address, or a team by name."""

    user: str | None
    team: str | None
    manages: bool


class ListShape(msgspec.Struct, frozen=True):
    """How a list is run; `nested` and `moderators` are set elsewhere (lists, grants).

    `public_since`: older posts are not in the public archive; null = all of them are.
    `usual_consent`: by language, what one agrees to while `consent` is empty.
    """

    language: str
    prefix: str
    footer: str
    reply_to: str
    reply_inbox: str | None
    reply_fixed: str
    posting: str
    posting_domains: list[str]
    max_size: int
    attachments: str
    attachment_types: list[str]
    archive: str
    public_since: str | None
    indexed: bool
    topics: list[TopicShape]
    sign_up: bool
    intro: str
    consent: str
    digest: str
    digest_hour: int
    timezone: str
    approval: bool
    clicks: bool
    brand: BrandShape
    nested: list[str]
    moderators: list[ModeratorShape]
    sign_up_url: str
    archive_url: str
    feed_url: str
    usual_consent: dict[str, str]


FromShape = msgspec.defstruct(
    "FromPreview",
    [
        ("step", str),
        ("from_", str, msgspec.field(name="from")),
        ("reply_to", list[str]),
        ("why", str),
    ],
    frozen=True,
)
"""How copies of this author's posts would show them; `step` and `why` are core.rewriting's."""


class TopicWish(Wish):
    """One of the topics."""

    key: str
    name: str
    words: list[str] = Field(default_factory=list)


class BrandWish(Wish):
    """All of the brand; what is left out is empty."""

    colour: str = ""
    logo: str = ""
    font: str = ""
    imprint: str = ""


class ListWish(Wish):
    """PUT list: any of these; a null is no change, but for `reply_inbox` and `public_since`. An
    archive that becomes public without the latter shows what is sent from now on."""

    language: str | None = None
    prefix: str | None = None
    footer: str | None = None
    reply_to: str | None = None
    reply_inbox: str | None = None
    reply_fixed: str | None = None
    posting: str | None = None
    posting_domains: list[str] | None = None
    max_size: int | None = None
    attachments: str | None = None
    attachment_types: list[str] | None = None
    archive: str | None = None
    public_since: AwareDatetime | None = None
    indexed: bool | None = None
    topics: list[TopicWish] | None = None
    sign_up: bool | None = None
    intro: str | None = None
    consent: str | None = None
    digest: str | None = None
    digest_hour: int | None = None
    timezone: str | None = None
    approval: bool | None = None
    clicks: bool | None = None
    brand: BrandWish | None = None

    def values(self) -> dict[str, Any]:
        """What is to be set."""
        values = self.given()
        if "reply_inbox" in self.model_fields_set:
            values["reply_inbox"] = self.reply_inbox
        if "public_since" in self.model_fields_set:
            values["public_since"] = self.public_since
        return values


@router.get("/addresses/{ident}/list", operation_id="get_list", **documented(ListShape))
async def get_list(ask: Asked, ident: str) -> Response:
    """Everything that can be set, for who manages it."""
    return await _shown(ask, await managed(ask, ident))


@router.put("/addresses/{ident}/list", operation_id="change_list", **documented(ListShape))
async def change_list(ask: Asked, ident: str, wish: ListWish) -> Response:
    """Any of it; the rest stays."""
    address = await managed(ask, ident)
    action = partial(
        changing.change,
        address,
        values=wish.values(),
        by=ask.who.id,
        at=ask.now,
        known=None if ask.who.is_administrator else ask.who.rights.keys(),
    )
    try:
        await ask.write(action)
    except Address.DoesNotExist:
        raise Hidden from None
    return await _shown(ask, address)


@router.get("/addresses/{ident}/from-preview", operation_id="preview_from", **documented(FromShape))
async def preview_from(
    ask: Asked, ident: str, author: Annotated[str, Query(max_length=320)]
) -> Response:
    """As whom subscribers would see a post of this author. Asks DNS."""
    address = await managed(ask, ident)
    lookup = resolver(ask.services.settings.dns)
    shown = await ask.work(partial(previewing.shown, address, author=author, lookup=lookup))
    return answer(
        FromShape(step=shown.step, from_=shown.from_, reply_to=list(shown.reply_to), why=shown.why)
    )


async def managed(ask: Ask, ident: str) -> int:
    """An address whose list the person who asks may set up; raises Hidden, Forbidden."""
    address = await address_of(ask, ident)
    require_address(ask.who, address=address, right=Right.MANAGE)
    return address


async def _shown(ask: Ask, address: int) -> Response:
    found = await ask.read(partial(of, address=address))
    below = await ask.read(partial(nested, address=address))
    deciding = await ask.read(partial(moderators, address=address))
    shape = _shape(
        found,
        nested=below,
        moderators=[ModeratorShape(m.user, m.team, m.manages) for m in deciding],
        base_url=ask.services.settings.public_url,
    )
    return answer(shape)


def _shape(
    found: Settings, *, nested: list[str], moderators: list[ModeratorShape], base_url: str
) -> ListShape:
    return ListShape(
        language=found.language,
        prefix=found.prefix,
        footer=found.footer,
        reply_to=found.reply_to,
        reply_inbox=found.reply_inbox_email,
        reply_fixed=found.reply_fixed,
        posting=found.posting,
        posting_domains=list(found.posting_domains),
        max_size=found.max_size,
        attachments=found.attachments,
        attachment_types=list(found.attachment_types),
        archive=found.archive,
        public_since=rfc3339(found.public_since),
        indexed=found.indexed,
        topics=[TopicShape(t.key, t.name, list(t.words)) for t in found.topics],
        sign_up=found.sign_up,
        intro=found.intro,
        consent=found.consent,
        digest=found.digest,
        digest_hour=found.digest_hour,
        timezone=found.timezone,
        approval=found.approval,
        clicks=found.clicks,
        brand=BrandShape(
            found.brand.colour, found.brand.logo, found.brand.font, found.brand.imprint
        ),
        nested=nested,
        moderators=moderators,
        sign_up_url=f"{base_url}/l/{found.email}",
        archive_url=f"{base_url}/a/{found.email}",
        feed_url=f"{base_url}/a/{found.email}/feed.atom",
        usual_consent={
            language: words.consent("", language=language, name=found.name or found.email)
            for language in words.CONSENT
        },
    )
