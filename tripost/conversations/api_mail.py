"""Mails to look at: the frame, the raw bytes, attachments, uploads, and pictures by proxy."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query, Response, UploadFile

from tripost.conversations import drafts, viewing
from tripost.conversations.shapes import AttachmentShape
from tripost.core.html import HEADERS
from tripost.kit.fetch import Fetched, Refused, fetch
from tripost.kit.secrets import installation
from tripost.people.door import Ask, Asked, Problem, answer, documented, number
from tripost.store.models import Upload

router = APIRouter(tags=["mail"])
PICTURE_LIMIT = 10 * 1024 * 1024  # bytes
UPLOAD_LIMIT = 25 * 1024 * 1024
FILE_CSP = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_fetchers = ThreadPoolExecutor(4, thread_name_prefix="pictures")  # slow hosts delay only each other


def proxied(url: str) -> str:
    """Our address for a remote picture; only addresses we signed are fetched."""
    return "/api/v1/proxy?" + urlencode({"u": url, "sig": _signature(url)})


def _signature(url: str) -> str:
    return installation().mac("picture", url.encode()).hex()


@router.get("/messages/{ident}/view", operation_id="view_message", response_class=Response)
async def view_message(ask: Asked, ident: str, remote: int = 0, full: int = 0) -> Response:
    """The document for the sandboxed frame, under its own policy."""
    mail = await ask.read(partial(viewing.mail, who=ask.who, message=number(ident)))
    blobs = ask.services.blobs

    def made() -> str:
        return viewing.page_of(
            blobs.read(mail.blob), of=mail, remote=bool(remote), full=bool(full), proxy=proxied
        )

    html = await ask.work(made)
    headers = {name.lower(): value for name, value in HEADERS.items()}
    headers["x-frame-options"] = "SAMEORIGIN"
    return Response(html, headers=headers)


@router.get("/messages/{ident}/raw", operation_id="raw_message", response_class=Response)
async def raw_message(ask: Asked, ident: str) -> Response:
    """The bytes as they came (law 3)."""
    mail = await ask.read(partial(viewing.mail, who=ask.who, message=number(ident)))
    raw = await ask.work(lambda: ask.services.blobs.read(mail.blob))
    return _file(raw, name=f"{mail.id}.eml", content_type="message/rfc822", shown=False)


@router.get("/attachments/{ident}", operation_id="get_attachment", response_class=Response)
async def get_attachment(ask: Asked, ident: str, inline: int = 0) -> Response:
    """A file of a mail; to be shown only when it is a harmless picture."""
    file = await ask.read(partial(viewing.attachment, who=ask.who, ident=number(ident)))
    return await _served(ask, file, inline=bool(inline))


@router.post("/uploads", operation_id="upload", **documented(AttachmentShape, status=201))
async def add_upload(ask: Asked, file: UploadFile) -> Response:
    """A file for a mail to come; it belongs to who uploaded it."""
    raw = await file.read(UPLOAD_LIMIT + 1)
    if len(raw) > UPLOAD_LIMIT:
        raise Problem(413, "too-large", f"A file may have {UPLOAD_LIMIT // 2**20} MB.")
    blobs = ask.services.blobs
    blob = await ask.work(partial(blobs.prepare, raw))

    def keep() -> Upload:
        blobs.keep(blob)
        return drafts.upload(
            owner=ask.who.id,
            name=file.filename or "",
            content_type=_clean_type(file.content_type),
            size=len(raw),
            blob=blob.sha256,
            at=ask.now,
        )

    kept = await ask.write(keep)
    shape = AttachmentShape(
        id=str(kept.pk),
        name=kept.name,
        content_type=kept.content_type,
        size=kept.size,
        inline=False,
        url=f"/api/v1/uploads/{kept.pk}",
    )
    return answer(shape, status=201)


@router.get("/uploads/{ident}", operation_id="get_upload", response_class=Response)
async def get_upload(ask: Asked, ident: str, inline: int = 0) -> Response:
    """A file of one's own, or of a shared draft, that has not left yet."""
    file = await ask.read(partial(viewing.upload, who=ask.who, ident=number(ident)))
    return await _served(ask, file, inline=bool(inline))


@router.get("/proxy", operation_id="get_picture", response_class=Response)
async def get_picture(ask: Asked, u: Annotated[str, Query(max_length=8_000)], sig: str) -> Response:
    """A remote picture, so that its sender learns neither who looks nor from where."""
    if not installation().genuine("picture", u.encode(), mac=_bytes(sig)):
        raise Problem(403, "bad-signature", "This picture was not named by a mail here.")
    try:
        found: Fetched = await asyncio.get_running_loop().run_in_executor(
            _fetchers,
            partial(fetch, u, types=viewing.SHOWN_INLINE, limit=PICTURE_LIMIT),
        )
    except Refused:
        raise Problem(502, "no-picture", "This picture cannot be fetched.") from None
    reply = _file(found.body, name="picture", content_type=found.content_type, shown=True)
    reply.headers["cache-control"] = "private, max-age=86400"
    return reply


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _clean_type(text: str | None) -> str:
    kind = (text or "").partition(";")[0].strip().lower()
    plain = kind.replace("/", "").replace("-", "").replace("+", "").replace(".", "")
    return kind if kind.count("/") == 1 and plain.isascii() and plain.isalnum() else viewing.UNKNOWN


async def _served(ask: Ask, file: viewing.File, *, inline: bool) -> Response:
    body = await ask.work(lambda: file.bytes_from(ask.services.blobs))
    kind = file.content_type.lower()
    return _file(
        body,
        name=file.name or "attachment",
        content_type=kind if kind in viewing.KEPT_TYPES else viewing.UNKNOWN,
        shown=inline and kind in viewing.SHOWN_INLINE,
    )


def _file(body: bytes, *, name: str, content_type: str, shown: bool) -> Response:
    """Bytes of a stranger: never a document of our origin (PROMISES L19)."""
    headers: dict[str, Any] = {
        "content-disposition": f"{'inline' if shown else 'attachment'}; "
        # RFC 6266 §4.3, RFC 8187: the name in UTF-8, percent-encoded
        f"filename*=UTF-8''{quote(name, safe='')}",
        "content-security-policy": FILE_CSP,
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
        "content-type": content_type,
    }
    return Response(body, headers=headers)
