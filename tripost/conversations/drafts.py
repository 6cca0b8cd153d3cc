"""What somebody began to write: kept on the server, and given back word for word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tripost.kit.entered import BadInput
from tripost.kit.ids import new_id
from tripost.store.changes import record
from tripost.store.models import Draft, Upload

TEXT_LIMIT = 2_000_000  # characters
NAME_LIMIT = 255


@dataclass(frozen=True, slots=True)
class Written:
    """A draft's content. `recipients`: to, cc, bcc as lists of [name, address]."""

    author: int
    address: int
    conversation: int | None
    kind: str  # reply | new | note
    recipients: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    subject: str = ""
    text: str = ""
    html: str = ""
    seen_up_to: int = 0
    uploads: tuple[int, ...] = ()
    held: str = ""


def save(written: Written, *, draft: int | None, at: datetime) -> Draft:
    """Keep a draft, new or again. Another person's draft is never touched: it is not found."""
    if len(written.text) + len(written.html) > TEXT_LIMIT:
        raise BadInput("draft-too-long", f"A mail may have {TEXT_LIMIT:,} characters.")
    values: dict[str, Any] = {
        "address_id": written.address,
        "conversation_id": written.conversation,
        "kind": written.kind,
        "recipients": {k: [list(p) for p in v] for k, v in written.recipients.items()},
        "subject": written.subject[:998],
        "text": written.text,
        "html": written.html,
        "seen_up_to": written.seen_up_to,
        "held": written.held,
        "updated_at": at,
    }
    if draft is None:
        kept = Draft.objects.create(id=new_id(at), author_id=written.author, **values)
    else:
        kept = Draft.objects.select_for_update().get(pk=draft, author_id=written.author)
        for name, value in values.items():
            setattr(kept, name, value)
        kept.save()
    Upload.objects.filter(draft=kept).exclude(pk__in=written.uploads).update(draft=None)
    Upload.objects.filter(pk__in=written.uploads, owner_id=written.author).update(draft=kept)
    record(
        "draft.saved",
        at=at,
        address=kept.address_id,
        conversation=kept.conversation_id,
        actor=written.author,
        data={"draft": str(kept.pk)},
    )
    return kept


def remove(draft: int, *, by: int, at: datetime) -> None:
    """Throw a draft away; raises Draft.DoesNotExist when it is not this person's."""
    kept = Draft.objects.get(pk=draft, author_id=by)
    address, conversation = kept.address_id, kept.conversation_id
    kept.delete()
    record(
        "draft.removed",
        at=at,
        address=address,
        conversation=conversation,
        actor=by,
        data={"draft": str(draft)},
    )


def upload(
    *, owner: int, name: str, content_type: str, size: int, blob: str, at: datetime
) -> Upload:
    """A file for a mail to come; its bytes are already kept as `blob`."""
    clean = "".join(c for c in name if c.isprintable() and c not in '/\\"').strip() or "file"
    kept = Upload.objects.create(
        id=new_id(at),
        owner_id=owner,
        blob_id=blob,
        name=clean[-NAME_LIMIT:],
        content_type=content_type[:200] or "application/octet-stream",
        size=size,
        created_at=at,
    )
    record("upload.added", at=at, actor=owner, data={"upload": str(kept.pk)})
    return kept
