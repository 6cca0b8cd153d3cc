"""What was found about a mail's origin on its arrival: kept with it, told to those who come after.

SPF, DKIM, DMARC and ARC in one value. As text it is an Authentication-Results (RFC 8601), as JSON
it lies in the ledger's trace.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from tripost.core.dmarc import Result, Wish

_TOKEN = re.compile(r"[^A-Za-z0-9._@+=/-]")
_SIGNATURES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A DKIM signature that was looked at. `aligned`: it speaks for the author's domain."""

    domain: str
    selector: str
    result: str
    algorithm: str = ""
    aligned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Authentication:
    """`trusted`: the peer is ours, or somebody signed in; then SPF says nothing. `arc_results`:
    what the last of the `sealers` saw; a note for people, never a proof."""

    domain: str  # of the author
    policy: Wish = ""
    dmarc: Result = "unasked"
    spf: str = ""
    spf_domain: str = ""
    signatures: tuple[Signature, ...] = ()
    arc: str = "none"
    sealers: tuple[str, ...] = ()
    arc_results: str = ""
    trusted: bool = False

    @property
    def verified(self) -> bool | None:
        """True: aligned and passed. False: a policy says it should have. None: nobody knows."""
        return {"pass": True, "fail": False}.get(self.dmarc)

    @property
    def signed_by_author(self) -> bool:
        """Whether a signature holds that speaks for the author's domain."""
        return any(one.aligned and one.result == "pass" for one in self.signatures)

    def as_json(self) -> dict[str, Any]:
        """For `from_json`; what says nothing is left out."""
        said: dict[str, Any] = {
            "domain": self.domain, "policy": self.policy, "dmarc": self.dmarc, "spf": self.spf,
            "spf_domain": self.spf_domain, "arc": self.arc, "sealers": list(self.sealers),
            "arc_results": self.arc_results[:1000], "trusted": self.trusted,
            "dkim": [
                [one.domain, one.selector, one.result, one.algorithm, one.aligned]
                for one in self.signatures
            ],
        }  # fmt: skip
        return {name: value for name, value in said.items() if value}

    def results(self, server: str) -> str:
        """The value of an Authentication-Results field (RFC 8601 §2.2) by this server."""
        parts = [_safe(server)]
        if self.spf:
            parts.append(f"spf={_safe(self.spf)} smtp.mailfrom={_safe(self.spf_domain)}")
        parts += [
            f"dkim={_safe(one.result)} header.d={_safe(one.domain)} header.s={_safe(one.selector)}"
            + (f" header.a={_safe(one.algorithm)}" if one.algorithm else "")
            for one in self.signatures
            if one.domain
        ]
        if self.dmarc != "unasked":
            parts.append(f"dmarc={self.dmarc} header.from={_safe(self.domain)}")
        if self.trusted:
            parts.append("x-trusted=pass")  # RFC 8601 §2.7.7: a method of our own
        if self.arc != "none":
            parts.append(f"arc={_safe(self.arc)}")
        return "; ".join(parts if len(parts) > 1 else [*parts, "none"])


def from_json(said: Mapping[str, Any]) -> Authentication:
    """What `as_json` made; unknown and missing parts say nothing."""
    return Authentication(
        domain=said.get("domain", ""),
        policy=said.get("policy", ""),
        dmarc=said.get("dmarc", "unasked"),
        spf=said.get("spf", ""),
        spf_domain=said.get("spf_domain", ""),
        signatures=tuple(
            Signature(domain=one[0], selector=one[1], result=one[2], algorithm=one[3],
                      aligned=bool(one[4]))
            for one in said.get("dkim", ())[:_SIGNATURES]
        ),
        arc=said.get("arc", "none"),
        sealers=tuple(said.get("sealers", ())),
        arc_results=said.get("arc_results", ""),
        trusted=bool(said.get("trusted")),
    )  # fmt: skip


def _safe(text: str) -> str:
    """A token that cannot end its place in the field."""
    return _TOKEN.sub("?", text)[:253] or "unknown"
