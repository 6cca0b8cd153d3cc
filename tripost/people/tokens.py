"""Long random secrets for programs: made once, kept only as SHA-256 (PROMISES L35)."""

import secrets
from datetime import datetime

from tripost.kit.secrets import digest
from tripost.people.audit import audit
from tripost.people.models import Token
from tripost.store.changes import record

SECRET_BYTES = 20  # 160 random bits need no slow hash
PREFIX = "tp_"


def new_secret() -> str:
    """A fresh secret; scanners recognise it by its beginning."""
    return PREFIX + secrets.token_hex(SECRET_BYTES)


def create(
    user: int, *, at: datetime, secret: str, kind: str = "api", scopes: str = "api"
) -> Token:
    """Keep the digest of `secret` (from `new_secret`) for this user.

    `kind` is "api" or "app-password"; `scopes` are words by commas, e.g. "imap,smtp,dav".
    """
    token = Token.objects.create(
        user_id=user, digest=digest(secret), kind=kind, scopes=scopes, created_at=at
    )
    detail = {"token": token.pk, "kind": kind, "scopes": scopes}
    audit("token.created", actor=user, at=at, detail=detail)
    record("token.created", at=at, actor=user, data={"token": token.pk})
    return token


def revoke(token: int, *, at: datetime) -> None:
    """End a token; whoever uses it is told 401 from now on. Safe to run twice."""
    found = Token.objects.filter(pk=token).first()
    if found is not None:
        found.delete()
        audit("token.revoked", actor=found.user_id, at=at, detail={"token": token})
        record("token.revoked", at=at, actor=found.user_id, data={"token": token})
