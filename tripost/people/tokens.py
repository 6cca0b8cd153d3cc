"""Long random secrets for programs: made once, kept only as SHA-256 (PROMISES L35)."""

import secrets
from datetime import datetime, timedelta
from typing import Final

import msgspec

from tripost.kit.entered import BadInput, one_line
from tripost.kit.secrets import digest
from tripost.people.audit import audit
from tripost.people.models import Token
from tripost.store.changes import record
from tripost.store.reads import Reader
from tripost.store.times import rfc3339

SECRET_BYTES = 20  # 160 random bits need no slow hash
PREFIX = "tp_"
ALL, READ = "api", "read"  # what a token of the API may: everything its person may, or only look
NOTED: Final = timedelta(minutes=10)  # how exactly is kept when a token was used
AT_MOST: Final = 50  # of one person
NAME_LIMIT: Final = 100  # characters


class TokenShape(msgspec.Struct, frozen=True):
    """A secret without the secret; `rights`: "all" or "read", or the doors of a mail program."""

    id: str
    name: str
    kind: str  # "api" | "app-password"
    rights: list[str]
    created_at: str
    last_used_at: str | None


def new_secret() -> str:
    """A fresh secret; scanners recognise it by its beginning."""
    return PREFIX + secrets.token_hex(SECRET_BYTES)


def clean_name(text: str) -> str:
    """What a token is for, on one line; raises BadInput."""
    return one_line(text, limit=NAME_LIMIT, code="bad-name", what="A name")


def create(
    user: int,
    *,
    at: datetime,
    secret: str,
    kind: str = "api",
    scopes: str = ALL,
    name: str = "",
) -> Token:
    """Keep the digest of `secret` (from `new_secret`) for this user.

    `kind` is "api" or "app-password"; `scopes` are words by commas, e.g. "imap,smtp,dav". Raises
    BadInput when they have as many as anybody can look after.
    """
    if Token.objects.filter(user_id=user).count() >= AT_MOST:
        raise BadInput("too-many-tokens", f"Up to {AT_MOST} at once; end one you do not use.")
    token = Token.objects.create(
        user_id=user, digest=digest(secret), kind=kind, scopes=scopes, name=name, created_at=at
    )
    detail = {"token": token.pk, "kind": kind, "scopes": scopes}
    audit("token.created", actor=user, at=at, detail=detail)
    record("token.created", at=at, actor=user, data={"token": token.pk})
    return token


def revoke(token: int, *, at: datetime, user: int | None = None) -> bool:
    """End a token (of this user alone, when given); whoever uses it is told 401 from now on.

    Tells whether it was there. Safe to run twice.
    """
    wanted = Token.objects.filter(pk=token)
    found = (wanted if user is None else wanted.filter(user_id=user)).first()
    if found is None:
        return False
    found.delete()
    audit("token.revoked", actor=found.user_id, at=at, detail={"token": token})
    record("token.revoked", at=at, actor=found.user_id, data={"token": token})
    return True


def mark_used(token_digest: str, *, at: datetime) -> None:
    """Note that a token opened the door. Nobody is told: it says what they do themselves."""
    Token.objects.filter(digest=token_digest).update(last_used_at=at)


def of_user(reader: Reader, *, user: int) -> list[TokenShape]:
    """All of one person, newest first."""
    found = reader.rows(
        "SELECT id, name, kind, scopes, created_at, last_used_at FROM people_token "
        "WHERE user_id = %s ORDER BY id DESC",
        (user,),
    )
    return [
        TokenShape(
            id=str(ident),
            name=name,
            kind=kind,
            rights=["all"] if scopes == ALL else scopes.split(","),
            created_at=rfc3339(created) or "",
            last_used_at=rfc3339(used),
        )
        for ident, name, kind, scopes, created, used in found
    ]
