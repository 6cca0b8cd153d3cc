"""How much may one place on the net, or one victim of a joker, be made to bear? (PROMISES P44)"""

from datetime import datetime, timedelta
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Final

from tripost.modes.distribution_list.models import Notice

DAY: Final = timedelta(days=1)
PER_DAY: Final = 3  # notices to one address, over all lists and reasons
UNANSWERED: Final = 1  # of them because somebody filled in a form, and no link was used
BY_FORM: Final = ("confirm", "member")
_DOTLESS: Final = {"gmail.com": "gmail.com", "googlemail.com": "gmail.com"}
PER_PLACE: Final = 20  # forms from one network in people.throttle.WINDOW


def network_of(source: str) -> str:
    """The net a visitor came from, /24 or /48: enough against floods, too little to be a person."""
    try:
        address = ip_address(source)
    except ValueError:
        return ""
    if not isinstance(address, IPv4Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped  # RFC 4291 §2.5.5.2: the same host
    bits = 24 if isinstance(address, IPv4Address) else 48
    return str(ip_network((address, bits), strict=False))


def mailbox(email: str) -> str:
    """Whose mailbox it is, so that `victim+1@`, `victim+2@` … count as the one that gets the mails.

    Where a big provider ignores dots, so do we.
    """
    local, _, domain = email.lower().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _DOTLESS:
        local, domain = local.replace(".", ""), _DOTLESS[domain]
    return f"{local}@{domain}"


def may_get(email: str, *, kind: str, at: datetime) -> bool:
    """Whether this address may get one more notice now. Inside the writer, before it is written."""
    recent = Notice.objects.filter(email=mailbox(email), at__gt=at - DAY)
    if recent.count() >= PER_DAY:
        return False
    if kind not in BY_FORM:
        return True
    return recent.filter(kind__in=BY_FORM, answered=False).count() < UNANSWERED
