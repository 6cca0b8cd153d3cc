"""The bytes of one copy: the frozen mail for an answer, a rendered one for a subscriber."""

import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from tripost.addresses import verp
from tripost.core.smtp.content import canonical
from tripost.core.smtp.outgoing import Body, Outgoing, prepared
from tripost.delivery.signing import Signer, Signing
from tripost.kit.secrets import Secrets
from tripost.modes.distribution_list import render
from tripost.modes.distribution_list.joining import tokens
from tripost.outbound.claim import Copy, Mail
from tripost.store.reads import Reader

FRAMES = 16  # mails whose shared part is kept; a mail may be 50 MB, so by bytes too
FRAME_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What the copies of one mail share: `head` and `content` (with its blank line) as bytes,
    the same content ready for the wire, and who signs."""

    head: bytes
    content: bytes
    body: Body
    signing: Signing


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One copy, ready for the next hop."""

    sender: str
    recipient: str
    head: bytes
    shared: Shared

    def outgoing(self) -> Outgoing:
        """For SMTP; raises Unsendable or NotCanonical."""
        return Outgoing(
            sender=self.sender,
            recipients=(self.recipient,),
            body=self.shared.body,
            head=self.head,
        )

    def content(self) -> bytes:
        """All bytes, not stuffed: for a recipient of our own."""
        return self.head + self.shared.content


class Copies:
    """Renders; keeps the shared parts of the last mails. `base_url` without trailing slash."""

    def __init__(self, reader: Reader, secrets: Secrets, signer: Signer, *, base_url: str) -> None:
        self._reader = reader
        self._secrets = secrets
        self._signer = signer
        self._base_url = base_url
        self._kept: OrderedDict[int, Shared] = OrderedDict()

    def knows(self, mail: Mail) -> bool:
        """Whether the next copy of this mail can be rendered without `learn`."""
        return mail.outgoing in self._kept

    def learn(self, mail: Mail, raw: bytes) -> None:
        """Prepare what the copies of a mail share; raises NotCanonical."""
        self._kept[mail.outgoing] = self._make(mail, raw)
        while len(self._kept) > 1 and (
            len(self._kept) > FRAMES
            or sum(len(shared.content) for shared in self._kept.values()) > FRAME_BYTES
        ):
            self._kept.popitem(last=False)

    def rendered(self, copy: Copy, *, subscriber: int | None) -> Rendered:
        """`subscriber`: the id of who gets this list copy; None for an answer."""
        mail = copy.mail
        shared = self._kept[mail.outgoing]
        self._kept.move_to_end(mail.outgoing)
        own = b""
        if subscriber is not None:
            token = tokens.leave(
                self._secrets, subscriber, email=copy.recipient, delivery=copy.delivery
            )
            own = render.copy_fields(f"{self._base_url}/u/{token}")
        sender = mail.envelope_from and verp.sender(
            self._secrets,
            address=mail.address,
            delivery=copy.delivery,
            domain=mail.email.rpartition("@")[2],
        )
        head = own + shared.head
        return Rendered(
            sender=sender,
            recipient=copy.recipient,
            head=shared.signing.signatures(head) + head,
            shared=shared,
        )

    def _make(self, mail: Mail, raw: bytes) -> Shared:
        if mail.kind == "post":
            frame = self._frame(mail, raw)
            head, content, domain = frame.head, frame.body, frame.from_domain
        else:
            head, content = render.split(canonical(raw))
            domain = mail.email.rpartition("@")[2]
        return Shared(
            head=head,
            content=content,
            body=prepared(content),
            signing=self._signer.signing(domain, body=content[2:]),
        )

    def _frame(self, mail: Mail, raw: bytes) -> render.Frame:
        domain = mail.email.rpartition("@")[2]
        return render.frame(
            raw,
            listing=render.Listing(email=mail.email, name=mail.name),
            author=self._author(mail),
            message_id=f"post-{mail.outgoing}@{domain}",
            at=mail.not_before,
        )

    def _author(self, mail: Mail) -> render.Author:
        """Who wrote the post, from its filed message."""
        row = self._reader.row(
            "SELECT m.from_name, m.from_address, m.recipients, m.verified, u.name, u.address "
            "FROM store_message m LEFT JOIN people_user u ON u.id = m.author_id WHERE m.id = %s",
            (mail.message,),
        )
        if row is None:
            return render.Author(name="", address="", reply_to=(), keeps_from=False)
        name, address, recipients, verified, colleague, own_address = row
        answers = _reply_to(recipients)
        if not answers and colleague is not None and address.lower() == mail.email:
            answers = ((colleague, own_address),)  # written as the list: answers go to who wrote
        ours = self._signer.hosts(address.rpartition("@")[2].lower())
        return render.Author(
            name=name,
            address=address,
            reply_to=answers,
            keeps_from=ours and bool(verified or colleague is not None),
        )


def _reply_to(recipients: Any) -> tuple[tuple[str, str], ...]:
    """Where the author wants answers; the column is JSON, decoded or not."""
    found = json.loads(recipients) if isinstance(recipients, str) else recipients or {}
    return tuple((name, address) for name, address in found.get("reply_to", ()) if address)
