"""What somebody began to write: kept on the server, and given back word for word."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tripost.kit.entered import BadInput, Conflict
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
    kind: str  # reply | new | note | forward
    recipients: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    subject: str = ""
    text: str = ""
    html: str = ""
    seen_up_to: int = 0
    uploads: tuple[int, ...] = ()
    held: str = ""
    forwards: int | None = None  # a forward: the mail that goes along


class Moved(Conflict):
    """Somebody else has saved this shared draft since."""

    def __init__(self, draft: int) -> None:
        super().__init__("draft-moved", "Somebody has gone on with this draft since you saw it.")
        self.draft = draft


def save(written: Written, *, draft: int | None, at: datetime, version: int | None = None) -> Draft:
    """Keep a draft, new or again. Of others' drafts only the shared ones are found, and only where
    they stand.

    `version`: the one the writer went on from; raises Moved when it is no longer that one. Who
    goes on with a shared draft must say it (BadInput).
    """
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
        "forwards_id": written.forwards,
        "updated_at": at,
    }
    if draft is None:
        kept = Draft.objects.create(id=new_id(at), author_id=written.author, version=1, **values)
    else:
        kept = _taken_up(draft, by=written, version=version)
        for name, value in values.items():
            setattr(kept, name, value)
        kept.version += 1
        kept.save()
    Upload.objects.filter(draft=kept).exclude(pk__in=written.uploads).update(draft=None)
    Upload.objects.filter(pk__in=written.uploads, owner_id=written.author).update(draft=kept)
    _tell(kept, "draft.moved" if kept.shared else "draft.saved", by=written.author, at=at)
    return kept


def _taken_up(draft: int, *, by: Written, version: int | None) -> Draft:
    """The draft to go on with; raises Draft.DoesNotExist, Moved, BadInput."""
    kept = Draft.objects.select_for_update().get(pk=draft)
    here = (kept.address_id, kept.conversation_id, kept.kind) == (
        by.address,
        by.conversation,
        by.kind,
    )
    if kept.author_id != by.author and not (kept.shared and here):
        raise Draft.DoesNotExist
    if version is None and kept.shared:
        raise BadInput("version-needed", "A shared draft is saved with the version you have seen.")
    if version is not None and version != kept.version:
        raise Moved(kept.pk)
    return kept


def share(draft: int, *, shared: bool, by: int, at: datetime) -> Draft:
    """Let everybody who may write there go on with it, or keep it for oneself again; its author
    alone decides. Raises Draft.DoesNotExist."""
    kept = Draft.objects.select_for_update().get(pk=draft, author_id=by)
    if kept.shared != shared:
        kept.shared = shared
        kept.save(update_fields=["shared"])
        _tell(kept, "draft.shared", by=by, at=at)
    return kept


def remove(draft: int, *, by: int, at: datetime) -> None:
    """Throw a draft away; raises Draft.DoesNotExist when it is not this person's."""
    _gone(Draft.objects.get(pk=draft, author_id=by), by=by, at=at)


def became_mail(draft: int, *, by: int, at: datetime) -> None:
    """It was sent. Its files belong to who sent it from now on, so that an undo finds them."""
    Upload.objects.filter(draft_id=draft).update(owner_id=by)
    _gone(Draft.objects.get(pk=draft), by=by, at=at)


def _gone(kept: Draft, *, by: int, at: datetime) -> None:
    kind = "draft.moved" if kept.shared else "draft.removed"
    _tell(kept, kind, by=by, at=at)
    kept.delete()


def _tell(kept: Draft, kind: str, *, by: int, at: datetime) -> None:
    """Of a draft of one's own nobody else hears; of a shared one all who see where it stands."""
    record(
        kind,
        at=at,
        address=kept.address_id,
        conversation=kept.conversation_id,
        actor=by,
        data={"draft": str(kept.pk)},
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
