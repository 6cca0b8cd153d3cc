"""How a server introduces itself and how much it bears from one connection."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one connection. `line` and `size` are in octets. `commands` bounds all that comes
    without a mail being delivered: commands other than RCPT, and refused recipients. `errors`
    bounds what was wrong since the last delivered mail. `drain` is how many octets of an oversize
    mail are read past the limit before the line is cut."""

    size: int = 50 * 1024 * 1024
    recipients: int = 1000
    line: int = 2048
    errors: int = 20
    commands: int = 100
    drain: int = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One kind of door. `ask_sender`: every MAIL is asked about too."""

    hostname: str
    lmtp: bool = False
    starttls: bool = False
    ask_sender: bool = False
    limits: Limits = Limits()
