"""One copy from what all copies share: pure, so that it runs here and in the carrier alike."""

from collections.abc import Mapping
from typing import Any

import msgspec

from tripost.core import dkim
from tripost.core.campaign.slots import Template
from tripost.core.smtp.outgoing import Body, Outgoing, Unsendable, prepared
from tripost.delivery.quick import Words
from tripost.kit import log
from tripost.kit.secrets import Secrets
from tripost.modes.distribution_list.campaigns.values import Around, Recipient, values

_log = log.get("delivery.frames")


class Key(msgspec.Struct, frozen=True):
    """Who signs; `pem` is the private key, never on disk outside the database."""

    domain: str
    selector: str
    pem: str
    life: int


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """What the copies of one mail share. `head` without the fields of one copy, `content` with
    the blank line before it; `slots` if places in them are filled for each (campaigns)."""

    outgoing: int
    head: bytes
    content: bytes
    address: int
    email: str
    name: str
    returns: bool  # it has an envelope sender, so bounces come back to us
    base_url: str
    keys: tuple[Key, ...] = ()
    slots: tuple[dict[str, Any], ...] = ()
    counted: int = 0  # links


class Item(msgspec.Struct, array_like=True):
    """One copy to make. `subscriber` None: an answer, which has no fields of its own; `person`:
    what a campaign says about them."""

    delivery: int
    outgoing: int
    recipient: str
    subscriber: int | None = None
    slot: int = 0  # in the slate; the carrier's
    person: dict[str, Any] | None = None


class Rendered(msgspec.Struct):
    """One copy, ready for the next hop."""

    sender: str
    recipient: str
    head: bytes
    body: Body
    content: bytes

    def outgoing(self) -> Outgoing:
        """For SMTP; raises Unsendable or NotCanonical."""
        return Outgoing(
            sender=self.sender, recipients=(self.recipient,), body=self.body, head=self.head
        )

    def whole(self) -> bytes:
        """All bytes, not stuffed: for a recipient of our own."""
        return self.head + self.content


class Press:
    """Makes the copies of one mail. Raises NotCanonical for a mail that must not leave."""

    def __init__(self, frame: Frame, secrets: Secrets) -> None:
        self.frame = frame
        self._secrets = secrets
        self._words = Words(secrets, address=frame.address, domain=frame.email.rpartition("@")[2])
        self._signers = tuple(
            dkim.Signer(domain=k.domain, selector=k.selector, key=dkim.load(k.pem), life=k.life)
            for k in frame.keys
        )
        self._template = (
            Template.kept(frame.head, frame.content, frame.slots) if frame.slots else None
        )
        self._around = Around(
            list_name=frame.name,
            list_email=frame.email,
            base_url=frame.base_url,
            counted=frame.counted,
        )
        self._body = prepared(frame.content)
        self._bh = dkim.body_hash(frame.content[2:]) if self._signers else b""

    def copy(self, item: Item, *, at: int) -> Rendered:
        """`at`: seconds since 1970, for the signatures. Raises Unsendable, NotCanonical."""
        head, content, body, bh = self.frame.head, self.frame.content, self._body, self._bh
        if self._template is not None:
            head, content = self._template.fill(self._values(item))
            if not self._template.fixed:
                body = prepared(content)
                bh = dkim.body_hash(content[2:]) if self._signers else b""
        if item.subscriber is not None:
            head = self._own_fields(item, item.subscriber) + head
        if self._signers:
            head = self._signed(head, bh=bh, at=at)
        return Rendered(self._sender(item), item.recipient, head, body, content)

    def _sender(self, item: Item) -> str:
        return self._words.sender(item.delivery) if self.frame.returns else ""

    def _own_fields(self, item: Item, subscriber: int) -> bytes:
        """Leave with one click (RFC 8058), by a mail, or see what is there; no login."""
        base = self.frame.base_url
        link, mail, page = self._words.leaving(item.delivery, subscriber, item.recipient)
        return (
            f"List-Unsubscribe: <{base}/u/{link}>,\r\n <mailto:{mail}>\r\n"
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
            f"List-Help: <{base}/p/{page}>\r\n"
        ).encode()

    def _values(self, item: Item) -> Mapping[str, str]:
        if item.subscriber is None:
            raise Unsendable("a campaign goes to subscribers only")
        person = item.person or {}
        who = Recipient(subscriber=item.subscriber, email=item.recipient, **person)
        return values(self._secrets, who, around=self._around, delivery=item.delivery)

    def _signed(self, head: bytes, *, bh: bytes, at: int) -> bytes:
        try:
            return dkim.sign(head, bh=bh, signers=self._signers, at=at) + head
        except dkim.BadHead as wrong:
            _log.warning("delivery.unsigned", reason=str(wrong))
            return head
