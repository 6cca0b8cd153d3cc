"""May a list copy show its author in From, and who signs it? The mildest way that passes DMARC.

Pure. From the mildest to the plainest: the author's own signature still holds; the author's domain
is ours and we sign as it; the author's domain asks for nothing; else the list writes "via".
"""

from dataclasses import dataclass
from typing import Final, Literal

from tripost.core.dkim_canon import Field, Sealed, Unsound, names, sealed, signed_bytes, tags
from tripost.core.dkim_check import canonicalisation, number
from tripost.core.dmarc import Wish

Step = Literal["keeps", "ours", "no-policy", "via"]
Why = Literal[
    "signature-holds",  # keeps
    "own-domain",  # ours
    "no-record", "asks-nothing",  # no-policy
    "policy", "unverified", "unknown", "no-author",  # via
]  # fmt: skip
NAME_LENGTH: Final = 60  # characters of a display name


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known about the author of a post. `ours`: their domain is hosted here; `believed`:
    it is really they; `policy`: what their domain asks for, None = nobody knows; `signed`: a
    signature of their own domain held on arrival, and `untouched`: it will on the copies."""

    name: str
    address: str
    ours: bool = False
    believed: bool = False
    policy: Wish | None = None
    signed: bool = False
    untouched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What readers see as From, and why; the same words for a copy and for the settings page."""

    step: Step
    name: str
    address: str
    why: Why

    @property
    def keeps_author(self) -> bool:
        """Whether From is the author's own address."""
        return self.step != "via"


def decide(facts: Facts, *, list_name: str, list_email: str) -> Shown:
    """The mildest step that passes DMARC for this author on this list."""
    step, why = _step(facts)
    if step != "via":
        return Shown(step=step, name=facts.name, address=facts.address, why=why)
    shown = _clean(facts.name) or facts.address.partition("@")[0]
    via = f"{shown[:NAME_LENGTH]} via {_clean(list_name)[:NAME_LENGTH]}"
    return Shown(step="via", name=via, address=list_email, why=why)


def _step(facts: Facts) -> tuple[Step, Why]:
    if "@" not in facts.address:
        return "via", "no-author"
    if facts.ours:
        # Never our signature under a From that nobody vouches for.
        return ("ours", "own-domain") if facts.believed else ("via", "unverified")
    if facts.signed and facts.untouched:
        return "keeps", "signature-holds"
    match facts.policy:
        case None:
            return "via", "unknown"
        case "":
            return "no-policy", "no-record"
        case "none":
            return "no-policy", "asks-nothing"
        case _:
            return "via", "policy"


def _clean(name: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in name).split())


def survives(before: bytes, after: bytes, *, domains: frozenset[str]) -> bool:
    """Whether a signature of one of these domains covers the same bytes in both mails.

    It held in `before`; so no key is needed to say that it holds in `after`.
    """
    try:
        old, new = sealed(before), sealed(after)
    except Unsound:
        return False
    fields = {one.raw for one in new.named(b"dkim-signature")}
    return any(
        one.raw in fields and _same(old, new, one, domains=domains)
        for one in old.named(b"dkim-signature")
    )


def _same(old: Sealed, new: Sealed, signature: Field, *, domains: frozenset[str]) -> bool:
    try:
        said = tags(signature.value)
        if said[b"d"].decode("ascii", "replace").lower() not in domains:
            return False
        head, body = canonicalisation(said)
        h, length = names(said[b"h"]), number(said, b"l")
        if length is not None:
            return False  # anybody may add behind it; such a signature is nothing to rely on
        return signed_bytes(old, signature, h=h, kind=head) == signed_bytes(
            new, signature, h=h, kind=head
        ) and old.body_hash(body) == new.body_hash(body)
    except (Unsound, KeyError):
        return False
