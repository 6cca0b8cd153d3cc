"""Who calls a mail of ours unwanted, and which mail was it? ARF (RFC 5965) and Microsoft's JMRP.

Providers hide who complained, so what is ours in the mail they send back is what counts: its
envelope sender, its links for leaving, its Message-ID. Whether those are genuine is not said here.
"""

import re
from dataclasses import dataclass
from typing import Final

from tripost.core.message import decode_part
from tripost.core.message.model import ParsedMessage, Part
from tripost.core.message.parse import read
from tripost.core.message.split import read_header
from tripost.core.message.words import Decoder

# RFC 5965 §7.3: `not-spam` praises; `auth-failure` (RFC 6591) and `other` ask for nothing.
UNWANTED: Final = frozenset(
    ("abuse", "fraud", "virus", "opt-out", "opt-out-list", "miscategorized")
)
_REPORT: Final = "message/feedback-report"
_ORIGINALS: Final = frozenset(
    ("message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers",
     "message/global-headers")
)  # fmt: skip
_JMRP: Final = "x-hmxmroriginalrecipient"  # in the mail that Microsoft sends back
_JMRP_SUBJECT: Final = "complaint about message from"
_BYTES: Final = 64 * 1024  # of a report, and of the head of the mail it is about
_MOST: Final = 20  # values of one kind
_ADDRESS = re.compile(r"<?([^\s<>,;:\"()\[\]]{1,64}@[^\s<>,;:\"()\[\]]{1,255})>?")


@dataclass(frozen=True, slots=True)
class Complaint:
    """What a report says. `senders`: envelope senders it names; `links`: those of the mail's
    List-Unsubscribe; `recipients`: may be hidden ("redacted@…") or nobody."""

    kind: str  # Feedback-Type, "abuse"
    senders: tuple[str, ...]
    links: tuple[str, ...]
    recipients: tuple[str, ...]
    message_id: str

    @property
    def unwanted(self) -> bool:
        """Whether who got the mail wants no more of them."""
        return self.kind in UNWANTED


def read_complaint(raw: bytes, parsed: ParsedMessage) -> Complaint | None:
    """None: no complaint. Never raises."""
    if parsed.root.content_type == "text/plain" or not parsed.root.children:
        return None
    report, original = _parts(parsed.root)
    if original is None and report is None:
        return None
    mail = _mail(raw, original)
    if report is None:
        hidden = mail.field(_JMRP) if mail is not None else ""
        told = parsed.subject[:80].lower().startswith(_JMRP_SUBJECT)
        return _complaint("abuse", {}, mail, recipients=[hidden]) if hidden and told else None
    fields = _fields(decode_part(raw, report)[:_BYTES])
    kind = "".join(fields.get(b"feedback-type", ["abuse"])[0].lower().split())[:40]
    named = [*fields.get(b"original-rcpt-to", ()), *fields.get(b"removal-recipient", ())]
    return _complaint(kind or "abuse", fields, mail, recipients=named)


def _parts(root: Part) -> tuple[Part | None, Part | None]:
    """The report, and the mail it is about."""
    report = original = None
    for part in root.walk():
        if part.content_type == _REPORT and report is None:
            report = part
        elif part.content_type in _ORIGINALS and original is None:
            original = part
    return report, original


def _mail(raw: bytes, part: Part | None) -> ParsedMessage | None:
    return read(decode_part(raw, part)[:_BYTES]) if part is not None else None


def _fields(data: bytes) -> dict[bytes, list[str]]:
    """The fields of a feedback report (§3); some may come more than once."""
    decoder = Decoder()
    start = len(data) - len(data.lstrip(b"\r\n"))
    header = read_header(data, start, len(data))
    return {
        name: [decoder.text(value).strip() for value in header.all(name)[:_MOST]]
        for name in header.first
    }


def _complaint(
    kind: str, fields: dict[bytes, list[str]], mail: ParsedMessage | None, *, recipients: list[str]
) -> Complaint:
    senders = list(fields.get(b"original-mail-from", ()))
    links: tuple[str, ...] = ()
    message_id = ""
    if mail is not None:
        senders += [
            value.decode("ascii", "replace")
            for name in ("return-path", "x-original-mail-from", "x-hmxmroriginalsender")
            for value in mail.raw_fields(name)[:_MOST]
        ]
        links, message_id = mail.list_unsubscribe[:_MOST], mail.message_id
    return Complaint(kind, _addresses(senders), links, _addresses(recipients), message_id)


def _addresses(texts: list[str]) -> tuple[str, ...]:
    found = (_ADDRESS.search(text[:400]) for text in texts[:_MOST])
    return tuple(dict.fromkeys(one[1].lower() for one in found if one is not None))
