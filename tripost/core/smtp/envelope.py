"""What the transport knows about a mail that is not in the mail: the envelope and its trace."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Peer:
    """Where a connection came from: the address in text form and the port, 0 if unknown."""

    address: str
    port: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """One accepted transaction. Trace facts live here, never inside the content.

    `sender` is "" for the null reverse path. `recipients` are unique, in the order given, as
    written by the client. `tls` says version and cipher, "" for none. `protocol` is the RFC 3848
    keyword (ESMTP, ESMTPS, LMTP, UTF8SMTP …). `user` is who signed in, "" for nobody.
    """

    sender: str
    recipients: tuple[str, ...]
    peer: Peer
    helo: str
    tls: str
    smtputf8: bool
    body8bit: bool
    protocol: str
    received_at: datetime
    user: str = ""
