"""Which files does a mail take along? What its writer uploaded, or finds in a shared draft."""

import re
from collections.abc import Sequence

from tripost.conversations.together.shared_drafts import usable
from tripost.core.compose import File
from tripost.kit.entered import BadInput
from tripost.people.policies import Actor
from tripost.store.blobs import Blobs
from tripost.store.reads import Reader

_INLINE = re.compile(r"""(src=["'])/api/v1/uploads/(\d{1,19})(?:\?inline=1)?(?=["'])""")


def pointed(html: str, *, uploads: Sequence[int]) -> str:
    """Typed HTML whose pictures from `uploads` are named by Content-ID, as a mail names them."""
    known = {str(upload) for upload in uploads}
    return _INLINE.sub(
        lambda found: f"{found[1]}cid:{_cid(found[2])}" if found[2] in known else found[0], html
    )


def _cid(upload: int | str) -> str:
    return f"upload-{upload}@inline"


def enclosed(
    reader: Reader, blobs: Blobs, *, who: Actor, uploads: Sequence[int], html: str = ""
) -> tuple[File, ...]:
    """The writer's own uploads and those of drafts they may send, in order; those that
    `html` names are pictures of it. Raises BadInput for anything else."""
    files = []
    allowed = usable(who)
    for upload in uploads:
        found = reader.row(
            "SELECT u.name, u.content_type, u.blob_id FROM store_upload u "
            "WHERE u.id = %s AND (u.owner_id = %s OR u.draft_id IN "
            f"(SELECT d.id FROM store_draft d WHERE {allowed.sql}))",
            (upload, who.id, *allowed.params),
        )
        if found is None:
            raise BadInput("no-such-upload", "An attachment is no longer there. Add it again.")
        cid = _cid(upload) if f"cid:{_cid(upload)}" in html else ""
        files.append(File(found[0], found[1], _bytes(reader, blobs, sha256=found[2]), cid))
    return tuple(files)


def _bytes(reader: Reader, blobs: Blobs, *, sha256: str) -> bytes:
    row = reader.row("SELECT data FROM store_blob WHERE sha256 = %s", (sha256,))
    return blobs.read(sha256, inline=bytes(row[0]) if row and row[0] is not None else None)
