"""LMTP: mail from an MTA in front of us, with one answer for each recipient (RFC 2033)."""

import ssl

from tripost.core.smtp.profile import Limits, Profile
from tripost.servers.smtp.base import Bounds, SmtpServer
from tripost.servers.smtp.connection import Accept, Admits, Begins


def lmtp_server(
    hostname: str,
    *,
    admits: Admits,
    accept: Accept,
    begins: Begins | None = None,
    tls: ssl.SSLContext | None = None,
    limits: Limits | None = None,
    bounds: Bounds | None = None,
) -> SmtpServer:
    """The LMTP server. `accept` may answer each recipient for itself."""
    profile = Profile(
        hostname=hostname, lmtp=True, starttls=tls is not None, limits=limits or Limits()
    )
    return SmtpServer(profile, admits=admits, accept=accept, begins=begins, tls=tls, bounds=bounds)
