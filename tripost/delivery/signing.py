"""Whose key signs what leaves? Keys of our domains, decrypted once and kept for a short while."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from tripost.addresses.dkim import KeyRow, signers
from tripost.core import dkim
from tripost.kit import log
from tripost.kit.clock import Clock
from tripost.kit.secrets import Secrets
from tripost.store.reads import Reader

KEEP = timedelta(seconds=30)

_log = log.get("delivery.signing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signing:
    """Signs heads that go before one body, whose hash was made once."""

    signers: tuple[dkim.Signer, ...]
    bh: bytes
    clock: Clock

    def signatures(self, head: bytes) -> bytes:
        """The lines to put before this head; none for a mail that cannot be signed."""
        if not self.signers:
            return b""
        try:
            return dkim.sign(
                head, bh=self.bh, signers=self.signers, at=int(self.clock().timestamp())
            )
        except dkim.BadHead as wrong:
            _log.warning("delivery.unsigned", reason=str(wrong))
            return b""


class Signer:
    """Knows the domains we host and their keys."""

    def __init__(self, reader: Reader, secrets: Secrets, clock: Clock) -> None:
        self._reader = reader
        self._secrets = secrets
        self._clock = clock
        self._kept: dict[str, tuple[datetime, tuple[dkim.Signer, ...] | None]] = {}

    def hosts(self, domain: str) -> bool:
        """Whether mail of this domain is ours to sign."""
        return self._signers(domain) is not None

    def signing(self, domain: str, *, body: bytes) -> Signing:
        """For mails from this domain with this body (after the blank line, CRLF)."""
        found = self._signers(domain) or ()
        bh = dkim.body_hash(body) if found else b""
        return Signing(signers=found, bh=bh, clock=self._clock)

    def _signers(self, domain: str) -> tuple[dkim.Signer, ...] | None:
        """None: not one of ours. Raises Unreadable when the keys do not fit: nothing leaves
        unsigned because a key was lost."""
        until, found = self._kept.get(domain, (None, None))
        if until is None or until < self._clock():
            row = self._reader.row(
                "SELECT name, dkim_selector, dkim_rsa, dkim_ed25519 FROM addresses_domain "
                "WHERE name = %s",
                (domain,),
            )
            found = signers(KeyRow(*row), self._secrets) if row is not None else None
            self._kept[domain] = (self._clock() + KEEP, found)
        return found
