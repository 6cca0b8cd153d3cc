"""Did this mail really come from the domain in its From? SPF, DKIM, DMARC and ARC, by DNS."""

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Final

from tripost.core import arc, dkim_check, dmarc
from tripost.core.authentication import Authentication, Signature
from tripost.core.dkim import dns_name
from tripost.inbound import sender_policy
from tripost.kit import log
from tripost.kit.dns import SECONDS, Asking, Lookup, NoAnswer, Resolver

THREADS: Final = 8
SIGNATURES: Final = 5  # looked at per mail; a stranger must not keep us busy

_log = log.get("inbound.verdict")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A mail whose author is not known by itself. `trusted`: its peer is one of ours, and what
    SPF would say of that peer means nothing."""

    raw: bytes
    author: str  # the address in From
    sender: str  # envelope
    peer: str  # IP address
    helo: str
    trusted: bool = False


class Verdicts:
    """Asks in threads of its own, never longer than SECONDS; what takes longer stays unknown."""

    def __init__(
        self, lookup: Lookup | None = None, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._lookup = lookup or Resolver()
        self._clock = clock
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="verdict")

    async def judge(self, question: Question) -> Authentication:
        """Never raises: what nobody answers stays unknown."""
        domain = question.author.rpartition("@")[2].lower()
        unknown = Authentication(domain=domain, dmarc="temperror", trusted=question.trusted)
        if not domain:
            return Authentication(domain="", trusted=question.trusted)
        work = asyncio.get_running_loop().run_in_executor(
            self._pool,
            partial(verdict, question, lookup=Asking(self._lookup), at=int(self._clock())),
        )
        try:
            return await asyncio.wait_for(work, SECONDS)
        except TimeoutError:
            return unknown
        except Exception:
            # Code that reads strangers' bytes: whatever it raises proves nothing.
            _log.warning("verdict.failed", exc_info=True)
            return unknown


def verdict(question: Question, *, lookup: Asking, at: int) -> Authentication:
    """All that can be known about a mail's origin; `at`: seconds since 1970, of its arrival."""
    txt = lookup.txt
    domain = question.author.rpartition("@")[2].lower()
    try:
        policy = dmarc.policy(domain, txt=txt)
    except NoAnswer:
        policy = None
    signatures = _signatures(question.raw, of=policy, lookup=lookup, at=at)
    spf = None
    if not question.trusted:
        spf = sender_policy.check(
            peer=question.peer, sender=question.sender, helo=question.helo, lookup=lookup
        )
    chain = _chain(question.raw, lookup=lookup)
    return Authentication(
        domain=domain,
        policy=policy.wish if policy is not None else "",
        dmarc=_dmarc(policy, signatures, spf, lookup=lookup),
        spf=spf.result if spf is not None else "",
        spf_domain=spf.domain if spf is not None else "",
        signatures=signatures,
        arc=chain.result,
        sealers=chain.sealers,
        arc_results=chain.results,
        trusted=question.trusted,
    )


def _signatures(
    raw: bytes, *, of: dmarc.Policy | None, lookup: Asking, at: int
) -> tuple[Signature, ...]:
    """What each of the first signatures proves; whose key DNS did not give, nothing today."""
    silent: set[str] = set()

    def txt(name: str) -> list[str] | None:
        try:
            return lookup.txt(name)
        except NoAnswer:
            silent.add(name.lower())
            return None

    return tuple(
        Signature(
            domain=one.domain,
            selector=one.selector,
            result="temperror" if dns_name(one.selector, one.domain) in silent else one.result,
            algorithm=one.algorithm,
            aligned=of is not None
            and one.result == "pass"
            and _speaks(one.domain, of=of, strict=of.strict_dkim, lookup=lookup),
        )
        for one in dkim_check.verify(raw, txt=txt, at=at, limit=SIGNATURES)
    )


def _dmarc(
    policy: dmarc.Policy | None,
    signatures: tuple[Signature, ...],
    spf: sender_policy.SenderPolicy | None,
    *,
    lookup: Asking,
) -> dmarc.Result:
    """RFC 9989 §5.3: one of the two is enough."""
    if policy is None:
        return "temperror"
    if any(one.aligned for one in signatures):
        return "pass"
    if (
        spf is not None
        and spf.result == "pass"
        and _speaks(spf.domain, of=policy, strict=policy.strict_spf, lookup=lookup)
    ):
        return "pass"
    if not policy.found:
        return "none"
    unsure = {one.result for one in signatures} | ({spf.result} if spf is not None else set())
    return "temperror" if "temperror" in unsure else "fail"


def _speaks(domain: str, *, of: dmarc.Policy, strict: bool, lookup: Asking) -> bool:
    try:
        return dmarc.aligned(domain, of=of, strict=strict, txt=lookup.txt)
    except NoAnswer:
        return False


def _chain(raw: bytes, *, lookup: Asking) -> arc.Chain:
    try:
        return arc.validate(raw, txt=lookup.txt)
    except NoAnswer:
        # RFC 8617 §5.2 knows no "later": for now it is not valid.
        return arc.Chain(result="fail", why="DNS did not answer")
