"""Whose mail is it? From the recipient in an envelope to one of our addresses, at the door."""

import time
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final

from tripost.addresses import queries
from tripost.core.smtp.envelope import Peer
from tripost.modes.base import Admission, Approach
from tripost.modes.registry import room
from tripost.store.services import Services

KEEP_SECONDS: Final = 2.0  # how long an answer is believed; "unknown" is never remembered
KEEP: Final = 10_000  # answers

UNKNOWN = Admission(code=550, enhanced="5.1.1", text="There is no such address here")


class AddressGone(Exception):
    """An address was removed meanwhile. At the door the sender tries again and hears so; what was
    accepted already is quarantined until someone decides."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address as door and filing need it."""

    id: int
    email: str
    mode: str
    posting: str


class Directory:
    """Answers RCPT: is the address ours, and does its room let this mail in? Runs on the loop."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._known: dict[str, tuple[float, Target]] = {}

    async def admits(self, recipient: str, sender: str, peer: Peer) -> Admission:
        """250, 450 or 550, with a sentence."""
        target = await self.find(recipient)
        if target is None:
            return UNKNOWN
        return room(target.mode).admits(
            Approach(
                address=target.id,
                email=target.email,
                posting=target.posting,
                recipient=recipient,
                sender=sender,
                trusted=self.trusts(peer.address),
            )
        )

    async def find(self, recipient: str) -> Target | None:
        """The address behind a recipient: itself, an alias, `+detail` or one of our tokens."""
        now = time.monotonic()
        kept = self._known.get(recipient)
        if kept is not None and kept[0] > now:
            return kept[1]
        if self._services.settings.on_sqlite:
            target = self._look_up(recipient)
        else:
            target = await self._services.pool.run(lambda: self._look_up(recipient))
        if target is not None:
            if len(self._known) >= KEEP:
                self._known.clear()
            self._known[recipient] = (now + KEEP_SECONDS, target)
        return target

    def trusts(self, peer: str) -> bool:
        """Whether what this peer says about a sender is believed."""
        return trusts(self._services.settings.trusted_networks, peer)

    def _look_up(self, recipient: str) -> Target | None:
        reader = self._services.reader
        address = queries.resolve(reader, recipient)
        if address is None:
            return None
        row = reader.row(
            "SELECT id, email, mode, posting FROM addresses_address WHERE id = %s", (address,)
        )
        return Target(*row) if row else None


@lru_cache(maxsize=4096)
def trusts(networks: tuple[IPv4Network | IPv6Network, ...], peer: str) -> bool:
    """Whether a peer's IP address lies in one of the TRIPOST_TRUSTED_NETWORKS."""
    try:
        place = ip_address(peer.partition("%")[0])
    except ValueError:
        return False
    if isinstance(place, IPv6Address) and place.ipv4_mapped is not None:
        place = place.ipv4_mapped
    return any(place in network for network in networks if network.version == place.version)
