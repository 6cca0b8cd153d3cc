"""What does DNS say? Questions with a limit each, and a limit for all that one mail may cost."""

import time
from collections.abc import Callable
from typing import Any, Final, Protocol

import dns.exception
import dns.name
import dns.resolver

from tripost.kit.settings import Endpoint

LOOKUP: Final = 2.0  # seconds for one question
SECONDS: Final = 8.0  # for all questions about one thing
QUESTIONS: Final = 80  # about one thing; a stranger's records must not keep us busy


class NoAnswer(Exception):
    """DNS did not answer: then nothing is known, which is neither yes nor no."""


class Lookup(Protocol):
    """Records of one kind: TXT as tuples of bytes, MX as (preference, name), else text without
    the last dot. Nothing there: empty. Raises NoAnswer."""

    def __call__(self, name: str, kind: str) -> list[Any]:
        """`kind`: A, AAAA, MX, PTR, TXT."""


class Resolver:
    """The system's resolver, or the one at `server` (address, port)."""

    def __init__(
        self, *, server: tuple[str, int] | None = None, lookup_seconds: float = LOOKUP
    ) -> None:
        self._server = server
        self._seconds = lookup_seconds
        self._own: dns.resolver.Resolver | None = None

    def __call__(self, name: str, kind: str) -> list[Any]:
        """See Lookup; waits in this thread."""
        try:
            asked = dns.name.from_text(name)
        except (dns.exception.DNSException, UnicodeError):
            return []  # no name: nothing stands there
        try:
            answer = self._resolver().resolve(asked, kind, lifetime=self._seconds)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, OSError) as wrong:
            raise NoAnswer(str(wrong)) from None
        return [_plain(record, kind) for record in answer]

    def _resolver(self) -> dns.resolver.Resolver:
        """Made at the first question: a machine may have no resolver at all, which is no answer."""
        if self._own is None:
            own = dns.resolver.Resolver(configure=self._server is None)
            if self._server is not None:
                own.nameservers, own.port = [self._server[0]], self._server[1]
            self._own = own
        return self._own


def resolver(at: Endpoint | None) -> Resolver:
    """The one a setting names (TRIPOST_DNS), or the system's."""
    return Resolver(server=None if at is None else (at.host, at.port))


class Asking:
    """All questions about one mail: each is asked once, and together they end in time."""

    def __init__(
        self,
        lookup: Lookup,
        *,
        seconds: float = SECONDS,
        questions: int = QUESTIONS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._lookup = lookup
        self._monotonic = monotonic
        self._until = monotonic() + seconds
        self._left = questions
        self._known: dict[tuple[str, str], list[Any] | NoAnswer] = {}

    def __call__(self, name: str, kind: str) -> list[Any]:
        """See Lookup."""
        key = (name.rstrip(".").lower(), kind)
        if key not in self._known:
            self._known[key] = self._ask(*key)
        found = self._known[key]
        if isinstance(found, NoAnswer):
            raise found
        return list(found)

    def txt(self, name: str) -> list[str] | None:
        """TXT records, each as one text; None: there is none."""
        found = [b"".join(one).decode("utf-8", "replace") for one in self(name, "TXT")]
        return found or None

    def _ask(self, name: str, kind: str) -> list[Any] | NoAnswer:
        if self._left <= 0 or self._monotonic() > self._until:
            return NoAnswer("too many questions, or too slow answers")
        self._left -= 1
        try:
            return self._lookup(name, kind)
        except NoAnswer as silent:
            return silent


def from_txt(txt: Callable[[str], list[str] | None]) -> Lookup:
    """A lookup that knows TXT records alone."""

    def lookup(name: str, kind: str) -> list[Any]:
        return [(one.encode(),) for one in txt(name) or ()] if kind == "TXT" else []

    return lookup


def _plain(record: Any, kind: str) -> Any:
    match kind:
        case "A" | "AAAA":
            return str(record.address)
        case "MX":
            return int(record.preference), record.exchange.to_text(omit_final_dot=True)
        case "PTR":
            return record.target.to_text(omit_final_dot=True)
        case _:
            return tuple(record.strings)
