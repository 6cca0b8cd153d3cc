"""What a server session wants its shell to do."""

from dataclasses import dataclass

from tripost.core.smtp.envelope import Envelope


@dataclass(frozen=True, slots=True)
class Send:
    """Write these bytes."""

    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSender:
    """May this sender begin a mail? `size` as announced, 0 if unknown. Wants one answer."""

    sender: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRecipient:
    """May this recipient get a mail from this sender? Wants one answer."""

    recipient: str
    sender: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliver:
    """Make this mail durable. Wants one answer, or one for each recipient of the envelope."""

    envelope: Envelope
    content: bytes


@dataclass(frozen=True, slots=True)
class StartTls:
    """Begin TLS as soon as all is written, then call `tls_started`. Read nothing before."""


@dataclass(frozen=True, slots=True)
class Close:
    """Write what is left, then close."""


Ask = AskSender | AskRecipient | Deliver | StartTls
Action = Send | Ask | Close
