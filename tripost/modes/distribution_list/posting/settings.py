"""How is this list run? The one way to read its settings; without a row the defaults hold."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from tripost.store.json_columns import decoded, mapping
from tripost.store.reads import Reader
from tripost.store.times import loaded


@dataclass(frozen=True, slots=True)
class Topic:
    """What posts can be about; `words` in the subject name it, as in [Wartung]."""

    key: str
    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Brand:
    """How campaigns and public pages look; "" = the house's."""

    colour: str = ""
    logo: str = ""
    font: str = ""
    imprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All of one list. Sizes in bytes; `reply_inbox` is an address id."""

    address: int
    email: str
    name: str
    posting: str
    language: str = "de"
    prefix: str = ""
    footer: str = ""
    reply_to: str = "author"
    reply_inbox: int | None = None
    reply_inbox_email: str | None = None
    reply_inbox_name: str = ""
    reply_fixed: str = ""
    posting_domains: tuple[str, ...] = ()
    max_size: int = 0
    attachments: str = "any"
    attachment_types: tuple[str, ...] = ()
    archive: str = "private"
    topics: tuple[Topic, ...] = ()
    sign_up: bool = False
    intro: str = ""
    consent: str = ""
    digest: str = "daily"
    digest_hour: int = 8
    timezone: str = "Europe/Berlin"
    approval: bool = False
    clicks: bool = False
    brand: Brand = field(default_factory=Brand)
    warned_at: datetime | None = None
    digest_at: datetime | None = None
    indexed: bool = False  # search engines may list the public archive
    public_since: datetime | None = None  # older posts stay private; None: all are public


_OWN: Final = (
    "language", "prefix", "footer", "reply_to", "reply_inbox_id", "reply_fixed",
    "posting_domains", "max_size", "attachments", "attachment_types", "archive", "topics",
    "sign_up", "intro", "consent", "digest", "digest_hour", "timezone", "approval", "clicks",
    "brand", "warned_at", "digest_at", "indexed", "public_since",
)  # fmt: skip
_SELECT: Final = (
    "SELECT a.id, a.email, a.name, a.posting, i.email, i.name, s.address_id, "
    + ", ".join(f"s.{name}" for name in _OWN)
    + " FROM addresses_address a "
    "LEFT JOIN distribution_list_listsettings s ON s.address_id = a.id "
    "LEFT JOIN addresses_address i ON i.id = s.reply_inbox_id WHERE a.id = %s"
)


def of(reader: Reader, address: int) -> Settings:
    """The settings of a list; raises LookupError when there is no such address."""
    row = reader.row(_SELECT, (address,))
    if row is None:
        raise LookupError(f"there is no address {address}")
    ident, email, name, posting, inbox_email, inbox_name, own, *rest = row
    if own is None:
        return Settings(address=ident, email=email, name=name, posting=posting)
    had = dict(zip(_OWN, rest, strict=True))
    return Settings(
        address=ident,
        email=email,
        name=name,
        posting=posting,
        reply_inbox=had.pop("reply_inbox_id"),
        reply_inbox_email=inbox_email,
        reply_inbox_name=inbox_name or "",
        posting_domains=tuple(decoded(had.pop("posting_domains")) or ()),
        attachment_types=tuple(decoded(had.pop("attachment_types")) or ()),
        topics=tuple(_topic(one) for one in decoded(had.pop("topics")) or ()),
        brand=_brand(mapping(had.pop("brand"))),
        sign_up=bool(had.pop("sign_up")),
        approval=bool(had.pop("approval")),
        indexed=bool(had.pop("indexed")),
        clicks=bool(had.pop("clicks")),
        warned_at=loaded(had.pop("warned_at")),
        digest_at=loaded(had.pop("digest_at")),
        public_since=loaded(had.pop("public_since")),
        **had,
    )


def _topic(one: dict[str, Any]) -> Topic:
    return Topic(one["key"], one.get("name", one["key"]), tuple(one.get("words", ())))


def _brand(one: dict[str, str]) -> Brand:
    return Brand(*(str(one.get(part, "")) for part in ("colour", "logo", "font", "imprint")))
