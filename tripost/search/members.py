"""Writes who is in a view and how many: a view's numbers are one index lookup (decision 0014)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import connection
from django.db.models import F, Q

from tripost.search.models import Followed, Member, View, ViewCount
from tripost.store.changes import record

Found = Mapping[int, tuple[int, bool]]
"""Conversations that match, with their address and whether they are confidential."""


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


def update(view: int, *, query: str, among: Sequence[int] | range, found: Found) -> bool:
    """Make the members among these conversations (ids, or a range of them) those found. True when
    a number changed. Raises Outrun when the view has another query by now. Safe to run twice."""
    if not View.objects.filter(pk=view, query=query).exists():
        raise Outrun
    mine = Member.objects.filter(view_id=view)
    if isinstance(among, range):
        mine = mine.filter(conversation_id__gte=among.start, conversation_id__lt=among.stop)
    else:
        mine = mine.filter(conversation_id__in=among)
    known = {m.conversation_id: (m.address_id, m.confidential) for m in mine}
    gone = [c for c, how in known.items() if found.get(c) != how]
    new = {c: how for c, how in found.items() if known.get(c) != how}
    if gone:
        Member.objects.filter(view_id=view, conversation_id__in=gone).delete()
    Member.objects.bulk_create(
        [
            Member(view_id=view, conversation_id=c, address_id=address, confidential=secret)
            for c, (address, secret) in new.items()
        ],
        batch_size=500,
    )
    return _count(view, gone=[known[c] for c in gone], new=list(new.values()))


def _count(view: int, *, gone: Sequence[tuple[int, bool]], new: Sequence[tuple[int, bool]]) -> bool:
    change: Counter[int] = Counter()
    for sign, some in ((-1, gone), (1, new)):
        for address, secret in some:
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
    return bool(moved)


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


def tell(views: Sequence[int], *, at: datetime) -> None:
    """Their numbers are others now; who may see how many is asked anew by each."""
    known = View.objects.filter(pk__in=views).order_by(F("id")).values_list("pk", flat=True)
    record("views.counted", at=at, data={"views": [str(pk) for pk in known]})
