"""Did this mail really come from the domain in its From? SPF, DKIM and DMARC, where DNS answers."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Final

import dkim
import dns.exception
import dns.resolver
import spf

from tripost.kit import log

SECONDS: Final = 8.0  # for one mail, all questions together
LOOKUP: Final = 2.0  # for one question
THREADS: Final = 8
SIGNATURES: Final = 5  # looked at per mail; a stranger must not keep us busy
LABELS: Final = 8  # DMARCbis §4.10: a tree walk asks at most eight times

_log = log.get("inbound.verdict")
Txt = Callable[[str], list[str] | None]  # None: no such record


class NoAnswer(Exception):
    """DNS did not answer: then nothing is known, which is neither yes nor no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A mail from a peer that is not trusted by itself."""

    raw: bytes
    author: str  # the address in From
    sender: str  # envelope
    peer: str  # IP address
    helo: str


class Verdicts:
    """Asks in threads of its own, never longer than SECONDS; what takes longer stays unknown."""

    def __init__(self, txt: Txt | None = None) -> None:
        self._txt = txt or look_up_txt
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="verdict")

    async def judge(self, question: Question) -> bool | None:
        """True: aligned and passed. False: a policy says it should have. None: nobody knows."""
        if "@" not in question.author:
            return None
        work = asyncio.get_running_loop().run_in_executor(
            self._pool, partial(verdict, question, txt=self._txt)
        )
        try:
            return await asyncio.wait_for(work, SECONDS)
        except (TimeoutError, NoAnswer):
            return None
        except Exception:
            # Libraries that read strangers' bytes: whatever they raise proves nothing.
            _log.warning("verdict.failed", exc_info=True)
            return None


def verdict(question: Question, *, txt: Txt) -> bool | None:
    """DMARC (RFC 7489) with relaxed alignment; raises NoAnswer."""
    domain = question.author.rpartition("@")[2]
    found = _organisation(domain, txt=txt)
    home, has_policy = found
    if _dkim_aligned(question.raw, home=home, txt=txt) or _spf_aligned(
        question, home=home, txt=txt
    ):
        return True
    return False if has_policy else None


def _organisation(domain: str, *, txt: Txt) -> tuple[str, bool]:
    """The organisational domain by tree walk (DMARCbis §4.10), and whether it has a policy."""
    labels = domain.lower().rstrip(".").split(".")
    steps = [labels] + [
        labels[cut:] for cut in range(max(1, len(labels) - LABELS + 1), len(labels))
    ]
    home, has_policy = domain.lower(), False
    for step in steps:
        name = ".".join(step)
        tags = _policy(txt(f"_dmarc.{name}"))
        if tags is None:
            continue
        if tags.get("psd") == "y":
            break  # a registry's own record: its children are the organisations
        home, has_policy = name, True
        if tags.get("psd") == "n":
            break
    return home, has_policy


def _policy(records: list[str] | None) -> dict[str, str] | None:
    """The tags of the one DMARC record; several count as none (RFC 7489 §6.6.3)."""
    found = [one for one in records or () if one.replace(" ", "").lower().startswith("v=dmarc1")]
    if len(found) != 1:
        return None
    pairs = (part.partition("=") for part in found[0].split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def _dkim_aligned(raw: bytes, *, home: str, txt: Txt) -> bool:
    """Does a valid signature of the author's own organisation stand on it (RFC 6376)?"""

    def answer(name: bytes | str, timeout: float = LOOKUP) -> bytes | None:
        text = name.decode("ascii", "replace") if isinstance(name, bytes) else name
        found = txt(text.rstrip("."))
        return found[0].encode() if found else None

    try:
        mail = dkim.DKIM(raw, minkey=1024, timeout=LOOKUP)
    except dkim.DKIMException:
        return False
    count = sum(name.lower() == b"dkim-signature" for name, _ in mail.headers)
    for index in range(min(count, SIGNATURES)):
        try:
            passed = mail.verify(idx=index, dnsfunc=answer)
        except dkim.DKIMException:
            continue
        signer = (mail.domain or b"").decode("ascii", "replace").lower()
        if passed and _within(signer, home):
            return True
    return False


def _spf_aligned(question: Question, *, home: str, txt: Txt) -> bool:
    """May this peer send for the envelope's domain (RFC 7208), and is that the author's?"""
    domain = question.sender.rpartition("@")[2] or question.helo
    if not _within(domain.lower(), home) or txt(domain) is None:
        return False
    result, _ = spf.check2(
        i=question.peer, s=question.sender, h=question.helo, timeout=LOOKUP, querytime=SECONDS
    )
    return bool(result == "pass")


def _within(domain: str, home: str) -> bool:
    return domain == home or domain.endswith(f".{home}")


def look_up_txt(name: str) -> list[str] | None:
    """TXT records by the system's resolver; raises NoAnswer."""
    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=LOOKUP)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return None
    except (dns.exception.DNSException, OSError, UnicodeError) as wrong:
        raise NoAnswer(str(wrong)) from None
    return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]
