"""Write campaigns and templates: nothing leaves by any of this."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from tripost.addresses.models import Address, Mode
from tripost.core.campaign import BadContent, read
from tripost.kit.entered import BadInput, Conflict, one_line
from tripost.kit.ids import new_id
from tripost.modes.distribution_list.models import Campaign, Segment, Template
from tripost.store.changes import record

EDITABLE: Final = ("draft", "asked")
REPLIES: Final = ("", "author", "list", "inbox", "fixed")


class Stale(Conflict):
    """Somebody saved it meanwhile; `version` is the newer one."""

    def __init__(self, version: int) -> None:
        super().__init__("stale", "Somebody else has changed this campaign meanwhile.")
        self.version = version


class Leaving(Conflict):
    """It is on its way; what leaves is not changed any more (law 5)."""

    def __init__(self) -> None:
        super().__init__("leaving", "This campaign is on its way and cannot be changed any more.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What a new campaign begins with."""

    name: str
    content: Mapping[str, Any]
    subject: str = ""
    preheader: str = ""


def begin(address: int, begun: Begun, *, by: int, at: datetime) -> int:
    """A new draft; returns its id."""
    made = Campaign.objects.create(
        id=new_id(at),
        address_id=address,
        name=one_line(begun.name, limit=200, code="bad-name", what="A name"),
        subject=begun.subject,
        preheader=begun.preheader,
        content=dict(begun.content),
        created_by_id=by,
        created_at=at,
        changed_at=at,
    )
    tell(made, by=by, at=at)
    return made.pk


def save(
    campaign: int,
    changes: Mapping[str, Any],
    *,
    version: int,
    by: int,
    at: datetime,
    known: Collection[int] | None = None,
) -> int:
    """Keep what was typed; returns the new version. Raises Stale, Leaving, BadInput. Answers go to
    one of the addresses `known` to who asks (None: all).

    A campaign that was asked for or approved has to be looked at again.
    """
    row = editable(campaign)
    if row.version != version:
        raise Stale(row.version)
    for name, value in _checked(row, changes, known=known).items():
        setattr(row, name, value)
    row.state, row.asked_by, row.approved_by = "draft", None, None
    row.back = ""
    row.version += 1
    row.changed_at = at
    row.save()
    tell(row, by=by, at=at)
    return row.version


def remove(campaign: int, *, by: int, at: datetime) -> None:
    """Throw a draft away; what has left stays."""
    row = editable(campaign)
    tell(row, by=by, at=at)
    row.delete()


def editable(campaign: int) -> Campaign:
    """The row, locked; raises Leaving."""
    row = Campaign.objects.select_for_update().get(pk=campaign)
    if row.state not in EDITABLE:
        raise Leaving
    return row


def keep_template(
    *,
    address: int | None,
    name: str,
    content: Mapping[str, Any],
    template: int | None,
    at: datetime,
) -> int:
    """A new template, or one kept anew; returns its id. Raises Template.DoesNotExist."""
    values = {
        "name": one_line(name, limit=120, code="bad-name", what="A name"),
        "content": _content(content),
        "at": at,
    }
    if template is None:
        return Template.objects.create(address_id=address, **values).pk
    row = Template.objects.select_for_update().get(pk=template)
    for field, value in values.items():
        setattr(row, field, value)
    row.save()
    return row.pk


def remove_template(template: int) -> None:
    """Campaigns that began with it keep what they have."""
    Template.objects.filter(pk=template).delete()


def _checked(
    row: Campaign, changes: Mapping[str, Any], *, known: Collection[int] | None
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in changes.items():
        match name:
            case "name":
                found[name] = one_line(value, limit=200, code="bad-name", what="A name")
            case "subject" | "preheader":
                found[name] = _line(value, what=name)
            case "content":
                found[name] = _content(value)
            case "segment":
                found["segment_id"] = _segment(row.address_id, value)
            case "query":
                found[name] = value.strip()
            case "reply_to":
                found[name] = _choice(value, REPLIES, code="bad-reply-to")
            case "reply_inbox":
                found["reply_inbox_id"] = _inbox(value, row=row, known=known)
            case "zone":
                found[name] = _choice(value, ("ours", "recipient"), code="bad-zone")
            case _:
                found[name] = value
    return found


def _line(text: str, *, what: str) -> str:
    clean = " ".join(text.split())
    if len(clean) > 300 or not clean.isprintable():
        raise BadInput("bad-line", f"The {what} has at most 300 letters on one line.")
    return clean


def _content(content: Mapping[str, Any]) -> dict[str, Any]:
    try:
        read(content)
    except BadContent as wrong:
        raise BadInput(wrong.code, str(wrong)) from None
    return dict(content)


def _segment(address: int, segment: int | None) -> int | None:
    if segment is None:
        return None
    if not Segment.objects.filter(pk=segment, address_id=address).exists():
        raise BadInput("no-segment", "This list has no such segment.")
    return segment


def _inbox(email: str | None, *, row: Campaign, known: Collection[int] | None) -> int | None:
    """As for the list itself (posting/changing.py): nobody sends a crowd's answers to people they
    have nothing to do with, nor learns so which addresses there are (law 7)."""
    if email is None:
        return None
    found = Address.objects.filter(email=email.lower()).exclude(mode=Mode.LIST).first()
    chosen = found is not None and found.pk == row.reply_inbox_id  # it stays as it is
    if found is None or not (chosen or known is None or found.pk in known):
        raise BadInput("no-inbox", f"You know no mailbox or inbox {email} here.")
    return found.pk


def _choice(value: str, choices: tuple[str, ...], *, code: str) -> str:
    if value not in choices:
        raise BadInput(code, f"One of {', '.join(c or 'nothing' for c in choices)}.")
    return value


def tell(row: Campaign, *, by: int | None, at: datetime) -> None:
    """One Change for whoever looks at the list's campaigns."""
    record(
        "campaign.changed",
        at=at,
        address=row.address_id,
        actor=by,
        data={"campaign": str(row.pk)},
    )
