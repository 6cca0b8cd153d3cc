"""The fields of the query language: one table for parser, completion, help and handbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final

STATES: Final = ("new", "open", "waiting", "snoozed", "closed", "spam", "trash", "merged")
IS: Final = (
    "open", "new", "waiting", "snoozed", "closed", "unassigned", "mine", "unread", "starred",
    "followed", "confidential", "spam", "trash", "draft",
)  # fmt: skip
HAS: Final = ("attachment", "note", "task", "link")
PRIORITIES: Final = ("low", "normal", "high", "urgent")
MODES: Final = ("list", "mailbox", "inbox")


class FieldKind(Enum):
    """What may stand after the colon."""

    TEXT = "text"
    PERSON = "person"
    ADDRESS = "address"
    LABEL = "label"
    TEAM = "team"
    STATUS = "status"
    CHOICE = "choice"
    SIZE = "size"
    MOMENT = "moment"
    SPAN = "span"
    NUMBER = "number"
    AMOUNT = "amount"  # a number that may have a fraction or a minus
    NAMED = "named"  # one of `choices`, or how it begins
    WITHIN = "within"  # the same, a stretch of time, or both: support@:30d


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """A field: what it takes, whether <, > make sense, and one sentence of help."""

    name: str
    kind: FieldKind
    help: str
    choices: tuple[str, ...] = ()
    compares: bool = False
    words: tuple[str, ...] = ()  # values with a meaning of their own, beside those of the kind


_TABLE: Final = (
    FieldSpec("from", FieldKind.TEXT, "Who wrote a mail: name or address"),
    FieldSpec("to", FieldKind.TEXT, "Whom a mail went to"),
    FieldSpec("cc", FieldKind.TEXT, "Who got a copy"),
    FieldSpec("participant", FieldKind.TEXT, "Who takes part, in whatever role"),
    FieldSpec("subject", FieldKind.TEXT, "What the subject says"),
    FieldSpec("body", FieldKind.TEXT, "Words of mails, notes and attachments"),
    FieldSpec("in", FieldKind.ADDRESS, "At which of our addresses"),
    FieldSpec("address", FieldKind.ADDRESS, "At which of our addresses"),
    FieldSpec("list", FieldKind.ADDRESS, "At which distribution list"),
    FieldSpec("label", FieldKind.LABEL, "Carries this label", words=("none",)),
    FieldSpec("team", FieldKind.TEAM, "Given to this team", words=("none",)),
    FieldSpec("assigned", FieldKind.PERSON, "Given to this person", words=("me", "nobody")),
    FieldSpec("priority", FieldKind.CHOICE, "low, normal, high, urgent", PRIORITIES, compares=True),
    FieldSpec("is", FieldKind.CHOICE, "Its state, and what it is to you", IS),
    FieldSpec("has", FieldKind.CHOICE, "What is in it", HAS),
    FieldSpec("filename", FieldKind.TEXT, "What a file is called"),
    FieldSpec("larger", FieldKind.SIZE, "A mail larger than 2mb"),
    FieldSpec("smaller", FieldKind.SIZE, "A mail smaller than 10kb"),
    FieldSpec("before", FieldKind.MOMENT, "Last active before 2026-11-01, today, 2d"),
    FieldSpec("after", FieldKind.MOMENT, "Last active on or after that day"),
    FieldSpec("older_than", FieldKind.SPAN, "Last active longer ago than 2d"),
    FieldSpec("newer_than", FieldKind.SPAN, "Last active within 2d"),
    FieldSpec("waiting", FieldKind.SPAN, "Waits for us longer than >4h", compares=True),
    FieldSpec("due", FieldKind.SPAN, "Due within <1d; due:today, due:none", compares=True,
              words=("overdue", "none")),
    FieldSpec("state", FieldKind.CHOICE, "Exactly this state", STATES),
    FieldSpec("status", FieldKind.STATUS, "Your own name of a state"),
    FieldSpec("number", FieldKind.NUMBER, "The number of a conversation"),
    FieldSpec("mode", FieldKind.CHOICE, "list, mailbox, inbox", MODES),
)  # fmt: skip

FIELDS: Final = MappingProxyType({spec.name: spec for spec in _TABLE})


@dataclass(frozen=True, slots=True)
class Grammar:
    """Which fields a question may have. `strict`: whatever stands before a colon must be one;
    else only what looks like a slip is refused, and the rest are words."""

    fields: Mapping[str, FieldSpec]
    strict: bool = False


MAIL: Final = Grammar(FIELDS)
"""Questions about conversations."""
TEXTUAL: Final = frozenset(
    (FieldKind.TEXT, FieldKind.PERSON, FieldKind.ADDRESS, FieldKind.LABEL, FieldKind.TEAM,
     FieldKind.STATUS)
)  # fmt: skip
