"""Pictures in campaigns: loaded by whoever gets the mail, so open to all who know the address."""

import re
from typing import Final

from tripost.kit.entered import BadInput
from tripost.kit.secrets import Secrets

LIMIT: Final = 5_000_000  # bytes
_MAC: Final = 12  # bytes
_PATH = re.compile(r"([0-9a-f]{64})-([0-9a-f]{24})\.(png|jpg|gif|webp)\Z")
TYPES: Final = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}


def checked(raw: bytes) -> str:
    """The ending by the first bytes, whatever its name says; raises BadInput."""
    if len(raw) > LIMIT:
        raise BadInput("too-large", f"A picture may have {LIMIT // 1_000_000} MB.")
    if raw.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if raw.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if raw.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return "webp"
    raise BadInput("no-picture", "This is no PNG, JPEG, GIF or WebP picture.")


def path(secrets: Secrets, sha256: str, *, kind: str) -> str:
    """`/i/…`: the signature says that it was uploaded as a picture for all; other blobs of the
    same bytes stay closed."""
    mac = secrets.mac("picture-for-all", f"{sha256}.{kind}".encode(), length=_MAC).hex()
    return f"/i/{sha256}-{mac}.{kind}"


def read(secrets: Secrets, name: str) -> tuple[str, str] | None:
    """(SHA-256, media type) of the picture an address names; None: not one of ours."""
    found = _PATH.match(name)
    if found is None:
        return None
    sha256, mac, kind = found.groups()
    message = f"{sha256}.{kind}".encode()
    if not secrets.genuine("picture-for-all", message, mac=bytes.fromhex(mac)):
        return None
    return sha256, TYPES[kind]
