"""What goes along when conversations become one: people, marks, drafts, tasks, links, guests.

The rows of the part stay with it, as its memory; the whole gets what it has not yet. Drafts and
tasks exist once, so they move.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import Max, Q

from tripost.conversations.order.decide import carried_mark
from tripost.conversations.order.keeping import columns
from tripost.conversations.order.parts import named_in
from tripost.outbound.models import Outgoing
from tripost.people.models import Right
from tripost.people.policies import actors
from tripost.store.models import (
    Conversation,
    Draft,
    Guest,
    Invited,
    Labelling,
    Link,
    Participant,
    Reader,
    ReadMark,
    Task,
)
from tripost.store.reads import DjangoReader

_STATE: Final = (
    "state",
    "status_id",
    "snoozed_until",
    "snoozed_by_id",
    "snoozed_regardless",
    "waiting_since",
)
"""What a send keeps of the row, to put it back when it is undone."""


def join(
    part: Conversation,
    *,
    whole: Conversation,
    last: int,
    by: int,
    read: Callable[[int], int],
) -> dict[str, Any]:
    """Let all that belongs to `part` belong to `whole`, whose entries went up to `last`.

    `read`: how many of the part's entries a mark of the part covers. What `leave` needs is
    returned, as JSON.
    """
    _marks(part, whole=whole, last=last, read=read)
    return {
        "drafts": _drafts(part, whole=whole, last=last, read=read),
        "tasks": _tasks(part, whole=whole),
        "participants": _participants(part, whole=whole),
        "links": _links(part, whole=whole, by=by),
        "labels": _labels(part, whole=whole),
    }


def leave(part: Conversation, *, whole: Conversation, kept: Mapping[str, Any]) -> None:
    """Take back what `join` did, where it still is so."""
    for draft, seen, address in kept["drafts"]:
        Draft.objects.filter(pk=draft, conversation=whole).update(
            conversation=part, seen_up_to=seen, address_id=address
        )
    for task, position in kept["tasks"]:
        Task.objects.filter(pk=task, conversation=whole).update(
            conversation=part, position=position
        )
    still = named_in(whole)
    for email, stranger in kept["participants"]:
        if email in still:
            continue
        found = Participant.objects.filter(conversation=whole, email=email, chosen=False)
        if stranger is None:
            found.delete()
        else:
            found.update(stranger=stranger)
    Link.objects.filter(pk__in=kept["links"]).delete()
    Labelling.objects.filter(conversation=whole, label__name__in=kept["labels"]).delete()
    whole.labels = [name for name in whole.labels if name not in kept["labels"]]


def _drafts(
    part: Conversation, *, whole: Conversation, last: int, read: Callable[[int], int]
) -> list[list[int]]:
    """What was seen of both, as far as the writer has seen the whole up to there."""
    found = list(
        Draft.objects.filter(conversation=part).values_list(
            "pk", "seen_up_to", "address_id", "author_id"
        )
    )
    marks = dict(
        ReadMark.objects.filter(
            conversation=whole, user_id__in=[author for *_, author in found]
        ).values_list("user_id", "up_to")
    )
    for draft, seen, _, author in found:
        there = marks.get(author, 0)
        Draft.objects.filter(pk=draft).update(
            conversation=whole,
            address_id=whole.address_id,
            seen_up_to=carried_mark(min(there, last), read(seen), last=last),
        )
    return [[draft, seen, address] for draft, seen, address, _ in found]


def _tasks(part: Conversation, *, whole: Conversation) -> list[list[int]]:
    found = list(
        Task.objects.filter(conversation=part).order_by("position").values_list("pk", "position")
    )
    top = Task.objects.filter(conversation=whole).aggregate(top=Max("position"))["top"] or 0
    for place, (task, _) in enumerate(found, start=top + 1):
        Task.objects.filter(pk=task).update(conversation=whole, position=place)
    return [[task, position] for task, position in found]


def _participants(part: Conversation, *, whole: Conversation) -> list[list[Any]]:
    """[address, was a stranger before; None: was not there]. Known in one is known in both."""
    there = {one.email: one for one in Participant.objects.filter(conversation=whole)}
    added, changed = [], []
    for one in Participant.objects.filter(conversation=part).order_by("pk"):
        found = there.get(one.email)
        if found is None:
            added.append(
                Participant(
                    conversation=whole,
                    email=one.email,
                    name=one.name,
                    role=one.role,
                    stranger=one.stranger,
                    chosen=one.chosen,
                )
            )
        elif found.stranger and not one.stranger:
            found.stranger = False
            changed.append(found)
    Participant.objects.bulk_create(added, batch_size=500)
    Participant.objects.bulk_update(changed, ["stranger"], batch_size=500)
    return [[one.email, None] for one in added] + [[one.email, True] for one in changed]


def _marks(
    part: Conversation, *, whole: Conversation, last: int, read: Callable[[int], int]
) -> None:
    """Nobody's mark moves over what they have not seen; who follows or starred one, does both."""
    there = {mark.user_id: mark for mark in ReadMark.objects.filter(conversation=whole)}
    for mark in ReadMark.objects.filter(conversation=part):
        found = there.get(mark.user_id) or ReadMark(user_id=mark.user_id, conversation=whole)
        found.up_to = carried_mark(found.up_to, read(mark.up_to), last=last)
        found.at = max(filter(None, (found.at, mark.at)), default=None)
        found.starred = found.starred or mark.starred
        found.followed = found.followed or mark.followed
        found.save()


def _links(part: Conversation, *, whole: Conversation, by: int) -> list[int]:
    made = []
    for link in Link.objects.filter(Q(one=part) | Q(other=part)):
        far = link.other_id if link.one_id == part.pk else link.one_id
        if far == whole.pk:
            continue
        one, other = sorted((whole.pk, far))
        kept, new = Link.objects.get_or_create(
            one_id=one, other_id=other, defaults={"by_id": link.by_id or by, "at": link.at}
        )
        made += [kept.pk] if new else []
    return made


def _labels(part: Conversation, *, whole: Conversation) -> list[str]:
    """The names that are new to the whole."""
    added = [name for name in part.labels if name not in whole.labels]
    whole.labels = [*whole.labels, *added]
    Labelling.objects.bulk_create(
        [
            Labelling(conversation=whole, label_id=label)
            for label in Labelling.objects.filter(
                conversation=part, label__name__in=added
            ).values_list("label_id", flat=True)
        ],
        ignore_conflicts=True,
    )
    return added


def close_to_outsiders(rows: Sequence[Conversation], *, at: datetime) -> dict[str, Any]:
    """Who came in by a link or an invitation to one part saw that one only (law 7).

    The first of `rows` is the whole. Links end; an invitation stays for who sees every part.
    """
    whole, *parts = rows
    guests = list(
        Guest.objects.filter(
            conversation__in=[row.pk for row in rows], revoked_at__isnull=True
        ).values_list("pk", flat=True)
    )
    Guest.objects.filter(pk__in=guests).update(revoked_at=at)
    users = list(Invited.objects.filter(conversation=whole).values_list("user_id", flat=True))
    people = actors(DjangoReader(), users=users)
    leave = [
        user
        for user in users
        if any(
            not _sees(user, part, reads=user in people and people[user].may(
                Right.READ, address=part.address_id))
            for part in parts
        )
    ]  # fmt: skip
    gone = Invited.objects.filter(conversation=whole, user_id__in=leave)
    kept = [[row.user_id, row.by_id, row.at.isoformat()] for row in gone]
    gone.delete()
    return {"guests": guests, "invited": kept, "closed_at": at.isoformat()}


def _sees(user: int, part: Conversation, *, reads: bool) -> bool:
    if part.confidential and not Reader.objects.filter(conversation=part, user_id=user).exists():
        return False
    return reads or Invited.objects.filter(conversation=part, user_id=user).exists()


def open_to_outsiders(whole: Conversation, *, kept: Mapping[str, Any]) -> None:
    """Take `close_to_outsiders` back."""
    Guest.objects.filter(pk__in=kept["guests"], revoked_at=kept["closed_at"]).update(
        revoked_at=None
    )
    Invited.objects.bulk_create(
        [
            Invited(conversation=whole, user_id=user, by_id=by, at=at)
            for user, by, at in kept["invited"]
        ],
        ignore_conflicts=True,
    )


def align_sends(whole: Conversation) -> list[list[Any]]:
    """A send that is taken back must not give the whole the state of a part; [id, before]."""
    kept = []
    now = columns(whole, names=_STATE)
    for mail in Outgoing.objects.filter(
        conversation=whole, left_at__isnull=True, cancelled_at__isnull=True
    ):
        before = mail.draft.get("before")
        if before is None:
            continue
        kept.append([mail.pk, before])
        mail.draft = {**mail.draft, "before": {**before, **now}}
        mail.save(update_fields=["draft"])
    return kept


def put_sends_back(kept: Sequence[Sequence[Any]]) -> None:
    """Take `align_sends` back for what still waits."""
    for ident, before in kept:
        mail = Outgoing.objects.filter(
            pk=ident, left_at__isnull=True, cancelled_at__isnull=True
        ).first()
        if mail is not None:
            mail.draft = {**mail.draft, "before": before}
            mail.save(update_fields=["draft"])
