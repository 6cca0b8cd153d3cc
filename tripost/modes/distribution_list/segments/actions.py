"""Save, change and drop segments: one verb, one transaction, one Change each."""

from datetime import datetime
from typing import Final

from tripost.kit.entered import Conflict, one_line
from tripost.modes.distribution_list.models import Campaign, Segment
from tripost.people.policies import Hidden
from tripost.store.changes import record

NAME: Final = 120  # characters
MOST: Final = 200  # segments of one list


def named(text: str) -> str:
    """A name as it is kept; raises BadInput."""
    return one_line(text, limit=NAME, code="bad-name", what="The name of a segment")


def add(address: int, *, name: str, query: str, by: int, at: datetime) -> int:
    """A new segment; its query was read already. Returns its id; raises Conflict."""
    there = Segment.objects.filter(address_id=address)
    if there.filter(name=name).exists():
        raise _taken(name)
    if there.count() >= MOST:
        raise Conflict("too-many", f"A list can have {MOST} segments.")
    made = Segment.objects.create(
        address_id=address, name=name, query=query, created_by_id=by, at=at
    )
    record("segments.changed", at=at, address=address, actor=by)
    return int(made.pk)


def change(ident: int, *, name: str, query: str, by: int, at: datetime) -> None:
    """Another name or question; what was sent by the old one stays as it was. Raises Hidden,
    Conflict."""
    row = Segment.objects.select_for_update().filter(pk=ident).first()
    if row is None:
        raise Hidden
    if Segment.objects.filter(address_id=row.address_id, name=name).exclude(pk=ident).exists():
        raise _taken(name)
    if row.query != query:
        _look_again(ident, by=by, at=at)
    row.name, row.query = name, query
    row.save(update_fields=["name", "query"])
    record("segments.changed", at=at, address=row.address_id, actor=by)


def drop(ident: int, *, by: int, at: datetime) -> None:
    """The question goes; campaigns keep its words. Raises Hidden."""
    row = Segment.objects.filter(pk=ident).first()
    if row is None:
        raise Hidden
    # Without its words a campaign to a few would be one to everybody.
    Campaign.objects.filter(segment_id=ident).update(query=row.query)
    row.delete()
    record("segments.changed", at=at, address=row.address_id, actor=by)


def _look_again(segment: int, *, by: int, at: datetime) -> None:
    """Who approved a campaign approved its recipients, too: what waits or is planned on somebody's
    word is a draft again."""
    changed = Campaign.objects.select_for_update().filter(segment_id=segment)
    for row in changed.filter(state="asked") | changed.filter(
        state__in=("draft", "scheduled"), approved_by__isnull=False
    ):
        row.state, row.send_at, row.asked_by, row.approved_by = "draft", None, None, None
        row.version += 1  # the job that waits for the old one finds nothing to do
        row.save(update_fields=["state", "send_at", "asked_by", "approved_by", "version"])
        record(
            "campaign.changed",
            at=at,
            address=row.address_id,
            actor=by,
            data={"campaign": str(row.pk)},
        )


def _taken(name: str) -> Conflict:
    return Conflict("name-taken", f"There is a segment {name} already.")
