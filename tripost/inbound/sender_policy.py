"""May this peer send for this domain? SPF (RFC 7208) by pyspf, bounded where it is not."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Any, Final, Literal, cast

import spf

from tripost.kit.dns import Lookup, NoAnswer

MAX_RECORD: Final = 4096  # bytes; RFC 7208 §3.4 asks for less than 450
MAX_TERM: Final = 512  # bytes of one word in it: pyspf's patterns are quadratic
EXPLAINED: Final = 500  # characters

Result = Literal["pass", "fail", "softfail", "neutral", "none", "temperror", "permerror"]

_SPF = re.compile(rb"v=spf1(?: |$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SenderPolicy:
    """What a domain says about a peer. `domain`: whose record was asked (RFC 7208 §2.4)."""

    result: Result
    domain: str
    explanation: str = ""


def check(
    *, peer: str, sender: str, helo: str, lookup: Lookup, default_explanation: str = ""
) -> SenderPolicy:
    """`sender`: the envelope's, "" for the null sender: then HELO counts (§2.4)."""
    domain = sender.rpartition("@")[2] if sender else helo
    try:
        ipaddress.ip_address(peer)
    except ValueError:
        return SenderPolicy(result="none", domain=domain)  # a socket without an address
    try:
        asked = _Query(peer, sender, helo, lookup, default_explanation)
        result, _, explanation = asked.check()
    except Exception:
        # pyspf reads what strangers write; a record it stumbles over is a wrong record.
        return SenderPolicy(result="permerror", domain=domain)
    said = explanation[:EXPLAINED] if result == "fail" else ""
    return SenderPolicy(result=cast(Result, result), domain=domain.lower(), explanation=said)


class _Query(spf.query):  # type: ignore[misc]
    """pyspf's, with our DNS below it."""

    def __init__(self, peer: str, sender: str, helo: str, lookup: Lookup, explanation: str) -> None:
        super().__init__(i=peer, s=sender, h=helo, strict=True)
        self._lookup = lookup
        self.set_default_explanation(explanation)

    def dns(
        self, name: str, qtype: str, cnames: Any = None, ignore_void: bool = False
    ) -> list[Any]:
        """Ask; counts answers that hold nothing (RFC 7208 §4.6.4). Raises TempError, PermError."""
        name = str(name).rstrip(".").lower()
        if not all(0 < len(label) < 64 for label in name.split(".")):
            return []
        try:
            found = self._lookup(name, qtype)
        except NoAnswer as silent:
            raise spf.TempError(f"DNS {silent}") from None
        if qtype == "TXT":
            for record in found:
                _bounded(b"".join(record))
        if not found and not ignore_void:
            self.void_lookups += 1
            if self.void_lookups > spf.MAX_VOID_LOOKUPS:
                raise spf.PermError("Void lookup limit exceeded")
        return found

    def validated_ptrs(self) -> list[str]:
        """RFC 7208 §5.5: where DNS fails, a name is skipped, and without names nothing matches;
        pyspf gives up instead."""
        try:
            names = self.dns_ptr(self.i)[: spf.MAX_PTR]
        except spf.TempError:
            return []
        return [name for name in names if self._points_back(name)]

    def _points_back(self, name: str) -> bool:
        try:
            return bool(self.cidrmatch(self.dns_a(name, self.A), self.cidrmax))
        except spf.TempError:
            return False


def _bounded(record: bytes) -> None:
    if not _SPF.match(record):
        return  # another kind of record, which pyspf does not read
    if len(record) > MAX_RECORD or any(len(term) > MAX_TERM for term in record.split(b" ")):
        raise spf.PermError("The record is too long")
