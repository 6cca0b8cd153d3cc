"""Before a campaign leaves: a second person looks, and somebody says when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from tripost.jobs import actions as jobs
from tripost.kit.entered import BadInput, Conflict
from tripost.modes.distribution_list.campaigns.writing import Leaving, Stale, editable, tell
from tripost.modes.distribution_list.models import Campaign
from tripost.people.models import Right
from tripost.people.policies import actor
from tripost.store.reads import DjangoReader

JOB: Final = "campaigns.start"
UNDO: Final = timedelta(seconds=10)
FURTHEST_EAST: Final = timedelta(hours=14)  # the first zone that has a given hour
AHEAD: Final = timedelta(days=366)


class NeedsApproval(Conflict):
    """The list wants a second person to look at a campaign before it leaves."""

    def __init__(self) -> None:
        super().__init__("needs-approval", "A second person has to approve this campaign first.")


def ask(campaign: int, *, version: int, by: int, at: datetime) -> None:
    """Ask the second person; raises Stale, Leaving."""
    row = _as_seen(campaign, version=version)
    row.state, row.asked_by_id, row.approved_by = "asked", by, None
    row.save(update_fields=["state", "asked_by", "approved_by"])
    tell(row, by=by, at=at)


def approve(campaign: int, *, version: int, by: int, at: datetime) -> None:
    """By somebody else than who asked; raises Stale, Leaving, Conflict."""
    row = _as_seen(campaign, version=version)
    if row.state != "asked":
        raise Conflict("not-asked", "Nobody has asked for this campaign to be approved.")
    if row.asked_by_id == by:
        raise Conflict("own-campaign", "Somebody else has to approve what you asked for.")
    row.approved_by_id = by
    row.save(update_fields=["approved_by"])
    tell(row, by=by, at=at)


def give_back(campaign: int, *, version: int, by: int, at: datetime) -> None:
    """Back to its writer, unapproved; raises Stale, Leaving."""
    row = _as_seen(campaign, version=version)
    row.state, row.asked_by, row.approved_by = "draft", None, None
    row.save(update_fields=["state", "asked_by", "approved_by"])
    tell(row, by=by, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """When it shall leave; `send_at` None: now. In the recipients' zones the hour of `send_at` in
    the list's zone counts."""

    version: int
    send_at: datetime | None
    zone: str
    approval: bool  # the list wants a second person


def schedule(campaign: int, start: Start, *, by: int, at: datetime) -> datetime:
    """Let it leave, at once or later; returns when. Until then it can be unscheduled."""
    row = _as_seen(campaign, version=start.version)
    if start.approval and row.approved_by_id is None:
        raise NeedsApproval
    due = max(start.send_at or at, at + UNDO)
    if due > at + AHEAD:
        raise BadInput("too-far", "A campaign can be scheduled up to a year ahead.")
    row.state, row.send_at, row.zone = "scheduled", due, start.zone
    row.back = ""
    if row.asked_by_id is None or not _manages(row.asked_by_id, address=row.address_id):
        row.asked_by_id = by  # in whose name it leaves, and whose rights count then
    row.save(update_fields=["state", "send_at", "zone", "asked_by", "back"])
    first = max(due - FURTHEST_EAST, at + UNDO) if start.zone == "recipient" else due
    jobs.enqueue(JOB, at=first, arguments={"campaign": row.pk, "version": row.version})
    tell(row, by=by, at=at)
    return due


def unschedule(campaign: int, *, by: int, at: datetime) -> None:
    """Back to a draft while nothing of it has been made; raises Leaving."""
    row = Campaign.objects.select_for_update().get(pk=campaign)
    if row.state != "scheduled":
        raise Leaving
    row.state, row.send_at = "draft", None
    row.version += 1  # the job that waits for the old one finds nothing to do
    row.save(update_fields=["state", "send_at", "version"])
    tell(row, by=by, at=at)


def _manages(user: int, *, address: int) -> bool:
    who = actor(DjangoReader(), user=user)
    return who is not None and who.may(Right.MANAGE, address=address)


def _as_seen(campaign: int, *, version: int) -> Campaign:
    row = editable(campaign)
    if row.version != version:
        raise Stale(row.version)
    return row
