"""A campaign looked at before it leaves: built as it will be, with hints, for one recipient."""

from dataclasses import dataclass
from datetime import datetime

from tripost.core.campaign import BadContent, Base, Brand, Heading, Hint, hints, make, read
from tripost.core.campaign.hints import unknown_variables
from tripost.core.campaign.page import to_html
from tripost.core.campaign.slots import filled
from tripost.core.message import parse
from tripost.core.query import BadQuery
from tripost.kit.entered import BadInput
from tripost.kit.secrets import Secrets
from tripost.modes.distribution_list.campaigns import queries
from tripost.modes.distribution_list.campaigns.queries import Campaign
from tripost.modes.distribution_list.campaigns.values import Around, Recipient, values
from tripost.modes.distribution_list.posting import settings
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.modes.distribution_list.segments.compile import compiled
from tripost.modes.distribution_list.subscribers import audience
from tripost.modes.distribution_list.subscribers.audience import Audience
from tripost.people.policies import Actor
from tripost.store.json_columns import mapping
from tripost.store.reads import Reader

EXAMPLE = Recipient(subscriber=0, email="name@example.org", name="")


class UnknownVariables(BadInput):
    """A variable that would say nothing to anybody; `names` lists them."""

    def __init__(self, names: tuple[str, ...]) -> None:
        shown = ", ".join(f"{{{{{name}}}}}" for name in names)
        super().__init__("unknown-variable", f"Nobody knows what {shown} stands for.")
        self.names = names


class NotReady(BadInput):
    """Something must be mended before it can leave; `codes` are those of the hints."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__("not-ready", f"This has to be mended first: {', '.join(codes)}.")
        self.codes = codes


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What one person would get."""

    subject: str
    preheader: str
    html: str
    text: str
    to: str


def brand_of(how: Settings) -> Brand:
    """The brand as the page wants it."""
    kept = how.brand
    return Brand.kept(
        {"colour": kept.colour, "logo": kept.logo, "font": kept.font, "imprint": kept.imprint}
    )


def built(
    campaign: Campaign,
    how: Settings,
    *,
    message_id: str,
    at: datetime,
    answers: tuple[str, str] = ("", ""),
) -> Base:
    """The mail with its places; `answers`: the name and address they go to. Raises BadInput."""
    try:
        return make(
            read(campaign.content),
            Heading(
                list_name=how.name,
                list_email=how.email,
                subject=campaign.subject,
                preheader=campaign.preheader,
                message_id=message_id,
                at=at,
                language=how.language,
                reply_to=answers,
            ),
            brand=brand_of(how),
            clicks=campaign.clicks and how.clicks,
        )
    except BadContent as wrong:
        raise BadInput(wrong.code, str(wrong)) from None


def looked_at(reader: Reader, *, campaign: Campaign) -> list[Hint]:
    """What keeps it from being read, errors first."""
    how = settings.of(reader, campaign.address)
    brand = brand_of(how)
    try:
        content = read(campaign.content)
        page = to_html(content, brand=brand, language=how.language, preheader=campaign.preheader)
    except BadContent as wrong:
        return [Hint(wrong.code, "error", wrong.block, {"detail": str(wrong)})]
    found = hints(
        content,
        subject=campaign.subject,
        preheader=campaign.preheader,
        brand=brand,
        attributes=queries.attributes(reader, address=campaign.address),
        html=page,
    )
    if campaign.topic and campaign.topic not in {topic.key for topic in how.topics}:
        found.insert(0, Hint("unknown-topic", "error", data={"name": campaign.topic}))
    return found


def require_ready(reader: Reader, *, campaign: Campaign, who: Actor, at: datetime) -> None:
    """Raises UnknownVariables, NotReady or BadInput: nothing half-made leaves."""
    require_readable(reader, address=campaign.address, query=campaign.query, who=who, at=at)
    try:
        names = unknown_variables(
            read(campaign.content),
            campaign.subject,
            campaign.preheader,
            attributes=queries.attributes(reader, address=campaign.address),
        )
    except BadContent as wrong:
        raise BadInput(wrong.code, str(wrong)) from None
    if names:
        raise UnknownVariables(names)
    errors = [hint.code for hint in looked_at(reader, campaign=campaign) if hint.level == "error"]
    if errors:
        raise NotReady(tuple(dict.fromkeys(errors)))


def require_readable(reader: Reader, *, address: int, query: str, who: Actor, at: datetime) -> None:
    """Raises BadInput when the words that choose recipients cannot be understood."""
    try:
        compiled(reader, query, who=who, address=address, now=at)
    except BadQuery as wrong:
        raise BadInput("bad-query", str(wrong)) from None


def sized(reader: Reader, *, campaign: Campaign, who: Actor, at: datetime) -> Audience:
    """Whom it would reach now; raises BadInput."""
    try:
        return audience.sized(
            reader,
            address=campaign.address,
            query=campaign.query,
            topic=campaign.topic,
            at=at,
            by=who.id,
        )
    except BadQuery as wrong:
        raise BadInput("bad-query", str(wrong)) from None


def recipient(reader: Reader, *, address: int, email: str) -> Recipient:
    """A subscriber as the variables see them; somebody without data when there is none."""
    row = reader.row(
        "SELECT id, email, name, language, attributes FROM distribution_list_subscriber "
        "WHERE address_id = %s AND email = %s",
        (address, email.strip().lower()),
    )
    if row is None:
        return EXAMPLE
    return Recipient(
        subscriber=row[0], email=row[1], name=row[2], language=row[3], attributes=mapping(row[4])
    )


def around(how: Settings, *, base_url: str, counted: int = 0) -> Around:
    """What all copies of a list's campaign share."""
    return Around(list_name=how.name, list_email=how.email, base_url=base_url, counted=counted)


def preview(
    reader: Reader, secrets: Secrets, *, campaign: Campaign, to: str, base_url: str, at: datetime
) -> Preview:
    """As this subscriber would get it; raises BadInput."""
    how = settings.of(reader, campaign.address)
    who = recipient(reader, address=campaign.address, email=to)
    base = built(campaign, how, message_id=f"preview@{how.email.partition('@')[2]}", at=at)
    said = values(
        secrets,
        who,
        around=around(how, base_url=base_url, counted=len(base.links)),
        delivery=0,
    )
    mail = parse(base.copy(said))
    return Preview(
        subject=filled(campaign.subject, said),
        preheader=filled(campaign.preheader, said),
        html=mail.html,
        text=mail.text,
        to=who.email,
    )
