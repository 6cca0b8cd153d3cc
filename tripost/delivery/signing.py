"""Whose key signs what leaves? Keys of our domains, decrypted once and kept for a short while."""

from dataclasses import dataclass
from datetime import timedelta

from tripost.kit.clock import Clock
from tripost.kit.secrets import Secrets
from tripost.store.reads import Reader

KEEP = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Signing:
    """Signs heads that go before one body."""

    def signatures(self, head: bytes) -> bytes:
        return b""


class Signer:
    """Knows the domains we host."""

    def __init__(self, reader: Reader, secrets: Secrets, clock: Clock) -> None:
        self._reader = reader
        self._secrets = secrets
        self._clock = clock

    def hosts(self, domain: str) -> bool:
        """Whether mail of this domain is ours to sign."""
        return (
            self._reader.row("SELECT 1 FROM addresses_domain WHERE name = %s", (domain,))
            is not None
        )

    def signing(self, domain: str, *, content: bytes) -> Signing:
        return Signing()
