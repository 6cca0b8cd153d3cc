"""The tables of mail, by meaning."""

from tripost.store.models.contact import Contact, ContactNote, ContactReader, Identity
from tripost.store.models.conversation import (
    Conversation,
    Entry,
    Label,
    Labelling,
    Mention,
    Participant,
    Reader,
    ReadMark,
)
from tripost.store.models.log import Change, Modseq
from tripost.store.models.mail import Attachment, Blob, Intake, Message
from tripost.store.models.tally import Tally
from tripost.store.models.work import Act, ActItem, Guest, Invited, Link, Status, Task
from tripost.store.models.writing import Draft, Upload

__all__ = [
    "Act",
    "ActItem",
    "Attachment",
    "Blob",
    "Change",
    "Contact",
    "ContactNote",
    "ContactReader",
    "Conversation",
    "Draft",
    "Entry",
    "Guest",
    "Identity",
    "Intake",
    "Invited",
    "Label",
    "Labelling",
    "Link",
    "Mention",
    "Message",
    "Modseq",
    "Participant",
    "ReadMark",
    "Reader",
    "Status",
    "Tally",
    "Task",
    "Upload",
]
