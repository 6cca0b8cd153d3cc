"""What the copies of a mail share: the frozen mail of an answer, the frame of a list mail."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from email.utils import formataddr
from typing import Any

from cryptography.hazmat.primitives import serialization

from tripost.core import dkim
from tripost.core.smtp.content import canonical
from tripost.delivery import sealing
from tripost.delivery.frames import Frame, Item, Key, Press
from tripost.delivery.signing import Signer
from tripost.kit.secrets import Secrets
from tripost.modes.distribution_list import render
from tripost.modes.distribution_list.posting import authors, framing, settings
from tripost.outbound import tally
from tripost.outbound.claim import Copy, Mail
from tripost.store.json_columns import decoded
from tripost.store.reads import Reader

FRAMES = 16  # mails whose shared part is kept; a mail may be 50 MB, so by bytes too
FRAME_BYTES = 64 * 1024 * 1024


class Copies:
    """Keeps the presses of the last mails. `base_url` without trailing slash."""

    def __init__(self, reader: Reader, secrets: Secrets, signer: Signer, *, base_url: str) -> None:
        self._reader = reader
        self._secrets = secrets
        self._signer = signer
        self._base_url = base_url
        self._kept: OrderedDict[int, Press] = OrderedDict()

    def knows(self, mail: Mail) -> bool:
        """Whether the next copy of this mail can be rendered without `learn`."""
        return mail.outgoing in self._kept

    def learn(self, mail: Mail, raw: bytes) -> None:
        """Prepare what the copies of a mail share; raises NotCanonical."""
        self._kept[mail.outgoing] = Press(self._make(mail, raw), self._secrets)
        while len(self._kept) > 1 and (
            len(self._kept) > FRAMES
            or sum(len(press.frame.content) for press in self._kept.values()) > FRAME_BYTES
        ):
            self._kept.popitem(last=False)

    def press(self, mail: Mail) -> Press:
        """Of a mail that it knows."""
        self._kept.move_to_end(mail.outgoing)
        return self._kept[mail.outgoing]

    def items(self, copies: Sequence[Copy]) -> list[Item]:
        """What a press needs of each; a campaign also asks for the people."""
        asking = [c for c in copies if c.subscriber is not None and c.mail.kind == "campaign"]
        people = self._people([c.subscriber for c in asking if c.subscriber is not None])
        return [
            Item(
                c.delivery,
                c.mail.outgoing,
                c.recipient,
                c.subscriber,
                person=people.get(c.subscriber),
            )
            if c.mail.kind == "campaign"
            else Item(c.delivery, c.mail.outgoing, c.recipient, c.subscriber)
            for c in copies
        ]

    def _people(self, subscribers: list[int]) -> dict[int | None, dict[str, Any]]:
        if not subscribers:
            return {}
        where, params = tally.among("id", subscribers)
        return {
            row[0]: {"name": row[1], "language": row[2], "attributes": decoded(row[3]) or {}}
            for row in self._reader.rows(
                "SELECT id, name, language, attributes FROM distribution_list_subscriber "
                f"WHERE {where}",
                params,
            )
        }

    def _make(self, mail: Mail, raw: bytes) -> Frame:
        slots: tuple[dict[str, Any], ...] = ()
        counted = 0
        domain = mail.email.rpartition("@")[2]
        if mail.kind == "post":
            post = self._post(mail, raw)
            head, content, domain = post.head, post.body, post.from_domain
        else:
            head, content = render.split(canonical(raw))
        if mail.kind == "campaign":
            kept = self._kept_with(mail)
            slots, counted = tuple(kept.get("slots", ())), len(kept.get("links", ()))
            head += _list_fields(mail)
        signing = self._signer.signing(domain, body=content[2:])
        return Frame(
            outgoing=mail.outgoing,
            head=head,
            content=content,
            address=mail.address,
            email=mail.email,
            name=mail.name,
            returns=bool(mail.envelope_from),
            base_url=self._base_url,
            keys=tuple(Key(s.domain, s.selector, _pem(s.key), s.life) for s in signing.signers),
            slots=slots,
            counted=counted,
        )

    def _post(self, mail: Mail, raw: bytes) -> render.Frame:
        """The frame of a post, as its author may be shown (core/rewriting.py), with our seal."""
        domain = mail.email.rpartition("@")[2]
        author = authors.of(self._reader, mail.message, hosts=self._signer.hosts, email=mail.email)
        framed = framing.framed(
            raw,
            author=author,
            listing=settings.of(self._reader, mail.address),
            message_id=f"post-{mail.outgoing}@{domain}",
            at=mail.not_before,
        )
        seal = sealing.seal(
            framed.head,
            body=framed.body[2:],
            signers=self._signer.signing(domain, body=b"").signers,
            origin=author.origin,
            server=domain,
            at=int(mail.not_before.timestamp()),
        )
        return replace(framed, head=seal + framed.head)

    def _kept_with(self, mail: Mail) -> dict[str, Any]:
        """The places of a campaign and its counted links."""
        row = self._reader.row(
            "SELECT draft FROM outbound_outgoing WHERE id = %s", (mail.outgoing,)
        )
        kept: dict[str, Any] = (decoded(row[0]) if row is not None else None) or {}
        return kept


def _list_fields(mail: Mail) -> bytes:
    """What says that it is a list (RFC 2919, 2369) and no machine should answer (RFC 3834)."""
    name = formataddr((mail.name, "x@x")).removesuffix("<x@x>").strip()
    return (
        f"List-Id: {name} <{render.list_id(mail.email)}>\r\nList-Post: <mailto:{mail.email}>\r\n"
        f"Precedence: list\r\nX-Loop: {mail.email}\r\n"
    ).encode()


def _pem(key: dkim.PrivateKey) -> str:
    """For the carrier, over a socket that only it and we hold."""
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode("ascii")
