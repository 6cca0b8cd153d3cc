"""How many conversations wait, per address and for one person (law 7: only what they may see).

What is open to all readers of an address is counted by the database as it changes (decision 0014),
so a number costs a few rows however much mail there is. Only what is a person's own way in is
counted row by row: confidential ones they read, what is theirs alone, invitations.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tripost.conversations.views import PUT_AWAY
from tripost.people.policies import Actor, scopes, visible
from tripost.search.apart import apart
from tripost.search.fields import UNREAD
from tripost.store.models.conversation import OUT_OF_SIGHT, TO_DO
from tripost.store.reads import Reader

NEWEST: Final = 500
"""Unread ones are counted among so many of the newest to do of an address: nobody reads further,
and a number that is exact for a backlog of 100,000 would have to look at each of them."""

_KINDS: Final = "('new', 'open', 'waiting', 'snoozed')"
_TO_DO: Final = frozenset(map(str, TO_DO))
_ACTIVE: Final = frozenset((*_TO_DO, "waiting"))
_SOUGHT: Final = f"c.state NOT IN ({', '.join(repr(str(s)) for s in OUT_OF_SIGHT)})"
Kind = tuple[int, str, int]  # address, state, assignee (0: nobody)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many conversations of one address wait; closed ones are not counted."""

    open: int
    mine: int
    unassigned: int
    waiting: int
    unread: int


def counts(reader: Reader, *, who: Actor) -> dict[int, Counts]:
    """Per address; what `who` may not see is not in any number."""
    kinds, unread = _kinds(reader, who=who), _unread(reader, who=who)
    put_away = _put_away(reader, who=who)
    return {
        address: Counts(
            open=_sum(kinds, address, _TO_DO),
            mine=_sum(kinds, address, _ACTIVE, assignee=who.id) - put_away[address],
            unassigned=_sum(kinds, address, _TO_DO, assignee=0),
            waiting=_sum(kinds, address, frozenset(("waiting",))),
            unread=unread[address],
        )
        for address in {kind[0] for kind in kinds}
    }


def my_counts(reader: Reader, *, who: Actor) -> dict[str, int]:
    """The numbers beside Mine, Later, Drafts and the like, over all addresses."""
    kinds = _kinds(reader, who=who)
    away = _put_away(reader, who=who).total()
    return {
        "mine": _sum(kinds, None, _ACTIVE, assignee=who.id) - away,
        "unassigned": _sum(kinds, None, _TO_DO, assignee=0),
        "later": _sum(kinds, None, frozenset(("snoozed",)), assignee=who.id),
        "drafts": _drafts(reader, who=who),
        "mentions": _mentions(reader, who=who),
        "followed": _marked(reader, f"k.followed AND NOT ({PUT_AWAY})", (who.id,), who=who),
        "starred": _marked(reader, "k.starred", (), who=who),
        "tasks": _tasks(reader, who=who),
    }


def _sum(
    kinds: Counter[Kind],
    address: int | None,
    states: frozenset[str],
    *,
    assignee: int | None = None,
) -> int:
    return sum(
        n
        for (place, state, holder), n in kinds.items()
        if address in (None, place) and state in states and assignee in (None, holder)
    )


def _kinds(reader: Reader, *, who: Actor) -> Counter[Kind]:
    """All that waits and that `who` may see, by address, state and assignee."""
    found: Counter[Kind] = Counter()
    read = who.readable()
    if read:
        for address, state, assignee, n in reader.rows(
            "SELECT address_id, state, assignee_id, SUM(n) FROM store_tally WHERE "
            f"address_id IN ({_places(read)}) AND state IN {_KINDS} AND n > 0 GROUP BY 1, 2, 3",
            read,
        ):
            found[address, state, assignee] += int(n)
    for walk in apart(who):
        for address, state, assignee, n in reader.rows(
            "SELECT c.address_id, c.state, COALESCE(c.assignee_id, 0), COUNT(*) "
            f"FROM store_conversation c WHERE {walk.sql} AND c.state IN {_KINDS} GROUP BY 1, 2, 3",
            walk.params,
        ):
            found[address, state, assignee] += n
    return found


def _put_away(reader: Reader, *, who: Actor) -> Counter[int]:
    """Theirs and active, but archived by them: per address."""
    allowed = visible(who)
    found = reader.rows(
        "SELECT c.address_id, COUNT(*) FROM store_readmark k "
        "JOIN store_conversation c ON c.id = k.conversation_id "
        "WHERE k.user_id = %s AND k.archived_up_to > 0 AND k.archived_up_to >= c.last_content "
        "AND c.assignee_id = %s AND c.state IN ('new', 'open', 'waiting') "
        f"AND {allowed.sql} GROUP BY c.address_id",
        (who.id, who.id, *allowed.params),
    )
    return Counter(dict(found))


def _unread(reader: Reader, *, who: Actor) -> Counter[int]:
    """Unread among the newest to do, per address."""
    found: Counter[int] = Counter()
    for walk in scopes(who):
        newest = " UNION ALL ".join(
            "SELECT * FROM (SELECT c.id, c.address_id, c.last_content, c.last_activity_at "
            f"FROM store_conversation c WHERE {walk.sql} AND c.state = '{state}' "
            f"ORDER BY c.last_activity_at DESC LIMIT {NEWEST}) AS of_{state}"
            for state in sorted(_TO_DO)
        )
        for address, n in reader.rows(
            f"SELECT c.address_id, COUNT(*) FROM (SELECT * FROM ({newest}) AS both_states "
            f"ORDER BY last_activity_at DESC LIMIT {NEWEST}) AS c WHERE {UNREAD} "
            "GROUP BY c.address_id",
            (*walk.params, *walk.params, who.id),
        ):
            found[address] += n
    return found


def _drafts(reader: Reader, *, who: Actor) -> int:
    """Their own, where they may still look."""
    allowed = visible(who)
    return _one(
        reader,
        "SELECT COUNT(*) FROM store_draft d WHERE d.author_id = %s AND (d.conversation_id IS NULL "
        "OR EXISTS (SELECT 1 FROM store_conversation c WHERE c.id = d.conversation_id "
        f"AND {allowed.sql}))",
        who.id,
        *allowed.params,
    )


def _mentions(reader: Reader, *, who: Actor) -> int:
    allowed = visible(who)
    return _one(
        reader,
        "SELECT COUNT(DISTINCT c.id) FROM store_mention n "
        "JOIN store_conversation c ON c.id = n.conversation_id "
        "LEFT JOIN store_readmark k ON k.conversation_id = c.id AND k.user_id = n.user_id "
        f"WHERE n.user_id = %s AND c.state <> 'closed' AND {_SOUGHT} "
        f"AND n.number > COALESCE(k.up_to, 0) AND {allowed.sql}",
        who.id,
        *allowed.params,
    )


def _marked(reader: Reader, how: str, values: Sequence[object], *, who: Actor) -> int:
    allowed = visible(who)
    return _one(
        reader,
        "SELECT COUNT(*) FROM store_readmark k JOIN store_conversation c "
        f"ON c.id = k.conversation_id WHERE k.user_id = %s AND {how} AND {_SOUGHT} "
        f"AND {allowed.sql}",
        who.id,
        *values,
        *allowed.params,
    )


def _tasks(reader: Reader, *, who: Actor) -> int:
    allowed = visible(who)
    return _one(
        reader,
        "SELECT COUNT(*) FROM store_task t JOIN store_conversation c ON c.id = t.conversation_id "
        f"WHERE t.assignee_id = %s AND t.done_at IS NULL AND {_SOUGHT} AND {allowed.sql}",
        who.id,
        *allowed.params,
    )


def _one(reader: Reader, sql: str, *values: object) -> int:
    found = reader.row(sql, values)
    assert found is not None, "a count always answers"
    return int(found[0])


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))
