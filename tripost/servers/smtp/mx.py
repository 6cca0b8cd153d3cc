"""Port 25: mail from the world."""

import ssl

from tripost.core.smtp.profile import Limits, Profile
from tripost.servers.smtp.base import Bounds, SmtpServer
from tripost.servers.smtp.connection import Accept, Admits, Begins


def mx_server(
    hostname: str,
    *,
    admits: Admits,
    accept: Accept,
    begins: Begins | None = None,
    tls: ssl.SSLContext | None = None,
    limits: Limits | None = None,
    bounds: Bounds | None = None,
) -> SmtpServer:
    """The SMTP server for incoming mail; STARTTLS is offered when there is a certificate."""
    profile = Profile(hostname=hostname, starttls=tls is not None, limits=limits or Limits())
    return SmtpServer(profile, admits=admits, accept=accept, begins=begins, tls=tls, bounds=bounds)
