"""Writes who is in a view and how many: a view's numbers are one index lookup (decision 0014)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import Q

from tripost.people.models import User
from tripost.search.models import Followed, Member, View, ViewCount
from tripost.store.changes import record
from tripost.store.models import Conversation, Invited, Reader

MANY: Final = 500  # conversations whose people are looked up for one word of it

How = tuple[int, bool, datetime]
"""A conversation's address, whether it is confidential, its last activity."""
Found = Mapping[int, How]
"""Conversations that match."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a number changed for all readers, and which conversations came, went or changed."""

    addresses: frozenset[int]
    conversations: frozenset[int]


class Outrun(Exception):
    """Somebody else has followed the log meanwhile, or the view is another now: look again."""


def advance(*, before: int, to: int) -> None:
    """Move the place in the log, in the transaction of what was found there. Raises Outrun."""
    if Followed.objects.filter(modseq=before).update(modseq=to) == 0:
        raise Outrun


def restart(*, at: int) -> None:
    """The log does not reach back to where we were: everything is built anew from here."""
    Followed.objects.all().delete()
    Followed.objects.create(modseq=at)
    View.objects.update(built=False)


def update(view: int, *, query: str, among: Sequence[int] | range, found: Found) -> Moved:
    """Make the members among these conversations (ids, or a range of them) those found.
    Raises Outrun when the view has another query by now. Safe to run twice."""
    if not View.objects.filter(pk=view, query=query).exists():
        raise Outrun
    mine = Member.objects.filter(view_id=view)
    if isinstance(among, range):
        mine = mine.filter(conversation_id__gte=among.start, conversation_id__lt=among.stop)
    else:
        mine = mine.filter(conversation_id__in=among)
    known: dict[int, How] = {
        m.conversation_id: (m.address_id, m.confidential, m.last_activity_at) for m in mine
    }
    gone = [c for c, how in known.items() if found.get(c) != how]
    new = {c: how for c, how in found.items() if known.get(c) != how}
    if gone:
        Member.objects.filter(view_id=view, conversation_id__in=gone).delete()
    Member.objects.bulk_create(
        [
            Member(
                view_id=view, conversation_id=c, address_id=address, confidential=secret,
                last_activity_at=at,
            )
            for c, (address, secret, at) in new.items()
        ],
        batch_size=500,
    )  # fmt: skip
    addresses = _count(view, gone=[known[c] for c in gone], new=list(new.values()))
    moved = {c for c in {*gone, *new} if _seen(known.get(c)) != _seen(found.get(c))}
    return Moved(addresses=addresses, conversations=frozenset(moved))


def _seen(how: How | None) -> tuple[int, bool] | None:
    """What of a member makes it count for somebody."""
    return how[:2] if how else None


def _count(view: int, *, gone: Sequence[How], new: Sequence[How]) -> frozenset[int]:
    change: Counter[int] = Counter()
    for sign, some in ((-1, gone), (1, new)):
        for address, secret, _ in some:
            if not secret:
                change[address] += sign
    moved = {address: by for address, by in change.items() if by}
    for address, by in moved.items():
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO search_viewcount (view_id, address_id, n) VALUES (%s, %s, %s) "
                "ON CONFLICT (view_id, address_id) DO UPDATE SET n = search_viewcount.n + %s",
                [view, address, by, by],
            )
    return frozenset(moved)


def built(view: int, *, query: str, at: datetime) -> None:
    """All of it has been looked at. Raises Outrun when it has another query by now."""
    if View.objects.filter(pk=view, query=query).update(built=True, looked_at=at) == 0:
        raise Outrun


def looked(view: int, *, at: datetime) -> None:
    """What time moves has been looked at."""
    View.objects.filter(pk=view).update(looked_at=at)


def forget(view: int) -> None:
    """A view whose query became another (or personal) has no members for now."""
    Member.objects.filter(view_id=view).delete()
    ViewCount.objects.filter(view_id=view).delete()
    View.objects.filter(pk=view).update(built=False)


def doubt(names: Sequence[str]) -> None:
    """What these fields ask for has changed by itself (a team, a label, a mode): look again at all
    of it. A name is looked for in the text of the query: once too often does no harm."""
    wanted = Q()
    for name in names:
        wanted |= Q(query__contains=f"{name}:")
    View.objects.filter(wanted).update(built=False)


def tell(
    views: Sequence[int], *, addresses: Iterable[int], conversations: Iterable[int], at: datetime
) -> None:
    """Their numbers are others now; how many they may see is asked anew by each. Only whoever may
    have seen something move is told (law 7): readers of the addresses where a number moved, and
    people to whom one of the conversations is theirs in another way."""
    record(
        "views.counted",
        at=at,
        data={
            **_for_whom(views),
            "addresses": sorted(addresses),
            "people": sorted(_concerned(sorted(conversations)[:MANY])),
        },
    )


def tell_all(views: Sequence[int], *, at: datetime) -> None:
    """They have been looked at whole, because somebody changed them: nobody learns of mail."""
    record("views.counted", at=at, data=_for_whom(views))


def _for_whom(views: Sequence[int]) -> dict[str, list[int]]:
    """Nobody learns that others have views of their own, not even by an id: `owners` are those who
    have one of these, alone or with their team; none are named where one is for all."""
    some = View.objects.filter(pk__in=views)
    if some.filter(shared=True).exists():
        return {}
    owners = set(some.values_list("owner_id", flat=True))
    members = User.objects.filter(teams__view__in=some).values_list("pk", flat=True)
    return {"owners": sorted(owners | set(members))}


def _concerned(conversations: Sequence[int]) -> set[int]:
    """Readers of confidential ones, and whoever has or was invited to one of them."""
    rows = Conversation.objects.filter(pk__in=conversations)
    people = set(Reader.objects.filter(conversation__in=rows).values_list("user_id", flat=True))
    people |= set(Invited.objects.filter(conversation__in=rows).values_list("user_id", flat=True))
    people |= {user for user in rows.values_list("assignee_id", flat=True) if user}
    teams = {team for team in rows.values_list("team_id", flat=True) if team}
    return people | set(User.objects.filter(teams__in=teams).values_list("pk", flat=True))
