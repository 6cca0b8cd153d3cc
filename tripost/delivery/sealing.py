"""The ARC set of a post (RFC 8617): what we found on its arrival, said once for all copies."""

from typing import Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from tripost.core import arc_seal, dkim
from tripost.core.arc import Cv
from tripost.core.authentication import Authentication
from tripost.core.dkim_canon import Unsound, sealed
from tripost.kit import log

_log = log.get("delivery.sealing")
_KNOWN: Final[dict[str, Cv]] = {"none": "none", "pass": "pass", "fail": "fail"}
_FIELDS = (b"arc-seal", b"arc-message-signature", b"arc-authentication-results")


def seal(
    head: bytes,
    *,
    body: bytes,
    signers: tuple[dkim.Signer, ...],
    origin: Authentication | None,
    server: str,
    at: int,
) -> bytes:
    """The lines to put before the head that all copies share; none where nothing can be said.

    `origin` None: one of ours wrote it. `body`: after the blank line. `server`: our name in the
    results. `at`: seconds since 1970, the same for every copy and every try.
    """
    signer = next((one for one in signers if isinstance(one.key, RSAPrivateKey)), None)
    try:
        chained = any(one.name in _FIELDS for one in sealed(head).fields)
    except Unsound as wrong:
        _log.warning("delivery.unsealed", reason=str(wrong))
        return b""
    if signer is None or (origin is None and chained):
        return b""  # nobody looked at that chain, so nothing can be said about it
    found = origin or Authentication(domain="", trusted=True)
    cv = _KNOWN.get(found.arc) if chained else "none"
    if cv is None:
        return b""
    return arc_seal.seal(
        head,
        bh=dkim.body_hash(body),
        signer=signer,
        at=at,
        cv=cv,
        results=found.results(server),
    )
