"""The tables of mail, by meaning."""

from tripost.store.models.conversation import (
    Conversation,
    Draft,
    Entry,
    Label,
    Labelling,
    Mention,
    Participant,
    Reader,
    ReadMark,
    Upload,
)
from tripost.store.models.log import Change, Modseq
from tripost.store.models.mail import Attachment, Blob, Intake, Message

__all__ = [
    "Attachment",
    "Blob",
    "Change",
    "Conversation",
    "Draft",
    "Entry",
    "Intake",
    "Label",
    "Labelling",
    "Mention",
    "Message",
    "Modseq",
    "Participant",
    "ReadMark",
    "Reader",
    "Upload",
]
