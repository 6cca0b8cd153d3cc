"""The demo team's desk: teams, own states, saved views, known people, and work in conversations."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from tripost.addresses.saved_replies import actions as replies
from tripost.conversations.contact import actions as contact
from tripost.conversations.together import tasks
from tripost.conversations.work import do, statuses
from tripost.conversations.work.act import perform
from tripost.demo.script import WORLD
from tripost.people import teams
from tripost.people.actions import set_team_grant
from tripost.people.models import Right, Team
from tripost.people.policies import Actor
from tripost.search import views
from tripost.store.models import Conversation, Status

Who = Callable[[str], Actor]


def furnish(*, places: Mapping[str, int], who: Who, at: datetime) -> None:
    """Before the mail: teams with their rights, own names of states, replies kept for everyone.

    `places`: address ids by the local part.
    """
    told = _desk()
    for one in told["team"]:
        members = [who(name).id for name in one["members"]]
        team = teams.add_team(one["name"], members=members, by=who("anna").id, at=at)
        for place in one["addresses"]:
            set_team_grant(places[place], team=team.pk, rights=Right.READ, by=who("anna").id, at=at)
    for one in told["status"]:
        statuses.add_status(
            one["name"], type=one["type"], tone=one["tone"], by=who("anna").id, at=at
        )
    for one in told["reply"]:
        scope = replies.Scope(address=places[one["address"]] if "address" in one else None)
        given = {name: one[name] for name in ("name", "folder", "text")}
        replies.add(scope, given=given, by=who("anna").id, at=at)


def settle(*, who: Who, now: datetime) -> None:
    """After the mail: what is known of people, what is to be done, views on it all."""
    told = _desk()
    for one in told["contact"]:
        _know(one, who=who, at=now - timedelta(hours=2))
    for one in told["work"]:
        _work(one, who=who, now=now)
    for place, one in enumerate(told["view"]):
        views.save(
            views.clean(
                views.Definition(
                    name=one["name"], query=one["query"], sort=one["sort"], audience=one["for"],
                    tone=one["tone"], position=place,
                ),
                who=who(one["by"]),
            ),
            who=who(one["by"]),
            at=now,
        )  # fmt: skip


def _desk() -> dict[str, Any]:
    return tomllib.loads((WORLD / "desk.toml").read_text())


def _know(told: Mapping[str, Any], *, who: Who, at: datetime) -> None:
    """Who somebody outside is."""
    by = who(told["by"]).id
    texts = {name: told[name] for name in ("name", "company", "phone") if name in told}
    fields = tuple(
        contact.clean_field(one["name"], one["value"], protected=one.get("protected", False))
        for one in told.get("fields", [])
    )
    also = (told["address"], *told["also"]) if "also" in told else None
    wanted = contact.Wanted(texts=texts, fields=fields, identities=also)
    contact.change(told["address"], wanted=wanted, by=by, at=at)
    contact.add_note(told["address"], by=by, text=told["note"], at=at)


def _work(told: Mapping[str, Any], *, who: Who, now: datetime) -> None:
    """What is to be done about a conversation, as it was decided in the last hours."""
    row = Conversation.objects.filter(subject=told["subject"]).order_by("-last_activity_at")[0]
    at = min(now - timedelta(minutes=12), row.last_activity_at + timedelta(minutes=9))
    by = who(told.get("by", "anna"))
    for wish in _wishes(told, now=now):
        perform([row.pk], do=wish, who=by, at=at)
    for name in told.get("follow", []):
        perform([row.pk], do=do.Follow(True), who=who(name), at=at)
    for name in told.get("star", []):
        perform([row.pk], do=do.Star(True), who=who(name), at=at)
    for one in told.get("tasks", []):
        _task(one, conversation=row.pk, who=who, at=at, now=now)


def _wishes(told: Mapping[str, Any], *, now: datetime) -> list[do.Work]:
    wishes: list[do.Work] = []
    if "priority" in told:
        wishes.append(do.set_priority(told["priority"]))
    if "due" in told:
        wishes.append(do.set_due(_in(told["due"], now=now), now=now))
    if "status" in told:
        status = Status.objects.get(name=told["status"])
        wishes.append(do.set_state(status.type, now=now, status=status.pk))
    if "snooze" in told:
        wishes.append(do.set_state("snoozed", now=now, until=_in(told["snooze"], now=now)))
    if "team" in told:
        team = Team.objects.get(name=told["team"])
        members = frozenset(team.members.values_list("pk", flat=True))
        wishes.append(do.Assign(team=team.pk, members=members))
    return wishes


def _task(
    told: Mapping[str, Any], *, conversation: int, who: Who, at: datetime, now: datetime
) -> None:
    by = who(told["by"]).id
    due = _in(told["due"], now=now) if "due" in told else None
    new = tasks.NewTask(texts=(told["text"],), assignee=who(told["to"]).id, due_at=due)
    (made,) = tasks.add(conversation, new=new, by=by, at=at).tasks
    if told.get("done"):
        tasks.change(made, given={"done": True}, by=who(told["to"]).id, at=at)


def _in(hours: float, *, now: datetime) -> datetime:
    return now + timedelta(hours=hours)
