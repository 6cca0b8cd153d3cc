"""What conversations look like from outside: the JSON of the API, field by field."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec


class Person(msgspec.Struct, frozen=True):
    """A mail address with a name, which may be empty."""

    address: str
    name: str


class Row(msgspec.Struct, frozen=True):
    """A line of the list. `seen_up_to`: the highest entry; `labels`: raw JSON list of names;
    `status`: an own name of the state; `also`: further addresses that got the same mail."""

    id: str
    address: str
    address_id: str
    mode: str
    subject: str
    snippet: str
    state: str
    assignee: str | None
    labels: msgspec.Raw
    contact: Person
    messages: int
    last_activity_at: str
    waiting_since: str | None
    seen_up_to: int
    read_up_to: int
    unread: bool
    attachments: int
    confidential: bool
    draft: bool
    sending: bool
    status: str | None
    team: str | None
    priority: int
    due_at: str | None
    snoozed_until: str | None
    tasks_open: int
    tasks_done: int
    starred: bool
    followed: bool
    archived: bool  # put away by the asker, and nothing newer came
    also: list[str] = []


def named(pairs: Iterable[Sequence[str]]) -> list[Person]:
    """People as the tables keep them: [name, address]."""
    return [Person(address=address, name=name) for name, address in pairs]


class AttachmentShape(msgspec.Struct, frozen=True):
    """A file of a mail or a draft; `size` in bytes."""

    id: str
    name: str
    content_type: str
    size: int
    inline: bool
    url: str


class Sending(msgspec.Struct, frozen=True):
    """Where an outgoing mail stands."""

    id: str
    state: str  # undo | scheduled | queued | sent | deferred | failed | waiting_relay | cancelled
    not_before: str
    detail: str | None


class MessageShape(msgspec.Struct, frozen=True):
    """A mail in a conversation."""

    id: str
    number: int
    direction: str
    from_: Person = msgspec.field(name="from")
    to: list[Person]
    cc: list[Person]
    at: str
    subject: str
    author: str | None
    visible: str
    folded: str
    has_html: bool
    remote_content: bool
    attachments: list[AttachmentShape]
    automatic: str | None
    verified: bool | None
    warnings: msgspec.Raw
    sending: Sending | None


class NoteShape(msgspec.Struct, frozen=True):
    """An internal note; `guest`: the name of a guest who wrote it, instead of an author."""

    id: str
    number: int
    author: str
    text: str
    at: str
    mentions: list[str]
    guest: str | None = None


class EventShape(msgspec.Struct, frozen=True):
    """Something that was done."""

    number: int
    kind: str
    actor: str | None
    at: str
    data: msgspec.Raw


class Participant(msgspec.Struct, frozen=True):
    """Someone outside who takes part."""

    address: str
    name: str
    role: str
    stranger: bool


class Identity(msgspec.Struct, frozen=True):
    """A From a person may use on an address."""

    id: str
    name: str
    address: str
    kind: str  # as | on_behalf
    signature: str


class DraftShape(msgspec.Struct, frozen=True):
    """Something begun."""

    id: str
    conversation: str | None
    address_id: str
    author: str
    kind: str
    to: list[Person]
    cc: list[Person]
    bcc: list[Person]
    subject: str
    html: str
    text: str
    attachments: list[AttachmentShape]
    seen_up_to: int
    updated_at: str
    held: dict[str, str] | None
    version: int = 1
    shared: bool = False
    forwards: str | None = None


class Earlier(msgspec.Struct, frozen=True):
    """Another conversation with the same person."""

    id: str
    subject: str
    last_activity_at: str


class ContactPanel(msgspec.Struct, frozen=True):
    """What else we know of the person, as far as the asker may see it."""

    earlier: list[Earlier]
    lists: list[dict[str, str]]


class TaskShape(msgspec.Struct, frozen=True):
    """Something to do; `team`: its name."""

    id: str
    text: str
    done: bool
    assignee: str | None
    team: str | None
    due_at: str | None
    position: int
    done_by: str | None
    done_at: str | None


class GuestShape(msgspec.Struct, frozen=True):
    """Somebody who may look at this conversation by a link; `notes`: sees notes too."""

    id: str
    name: str
    expires_at: str
    notes: bool
    by: str
    last_seen_at: str | None


class Linked(msgspec.Struct, frozen=True):
    """Another conversation that this one has to do with."""

    id: str
    subject: str
    state: str


class SeenBy(msgspec.Struct, frozen=True):
    """How far a colleague has read, and when."""

    user: str
    up_to: int
    at: str


class Twin(msgspec.Struct, frozen=True):
    """The same mail at another address."""

    id: str
    address: str


class MergedShape(msgspec.Struct, frozen=True):
    """A conversation that was merged into this one."""

    id: str
    subject: str


class Detail(msgspec.Struct, frozen=True):
    """A conversation as the thread view needs it; the row is joined to it by `merged`.

    `appeared`: are in the next reply, were not in our last; `missing`: would fall out of it.
    """

    messages: list[MessageShape]
    notes: list[NoteShape]
    events: list[EventShape]
    participants: list[Participant]
    reply_to: list[Person]
    reply_cc: list[Person]
    identities: list[Identity]
    readers: list[str]
    drafts: list[DraftShape]
    contact_panel: ContactPanel
    tasks: list[TaskShape] = []
    guests: list[GuestShape] = []
    links: list[Linked] = []
    seen_by: list[SeenBy] = []
    invited: list[str] = []
    followers: list[str] = []
    twins: list[Twin] = []
    merged: list[MergedShape] = []
    appeared: list[Person] = []
    missing: list[Person] = []


class Page(msgspec.Struct, frozen=True):
    """A page of rows; `next` is the cursor of the following page."""

    items: list[Row]
    next: str | None


def merged(row: Row, detail: Detail) -> dict[str, Any]:
    """Row and detail as one JSON object."""
    both: dict[str, Any] = {}
    for part in (row, detail):
        for name in part.__struct_fields__:
            both[name] = getattr(part, name)
    return both


def joined(name: str, *parts: Any) -> Any:
    """One shape with the fields of several, for the OpenAPI document."""
    fields: list[Any] = []
    for part in parts:
        for f in msgspec.structs.fields(part):
            fields.append((f.name, f.type, msgspec.field(name=f.encode_name)))
    return msgspec.defstruct(name, fields, frozen=True)
