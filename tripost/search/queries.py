"""Find conversations by the query language, newest first, within what the person may see."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from django.db import connection

from tripost.core.query import And
from tripost.kit.entered import BadInput
from tripost.people.policies import Actor, scopes, visible
from tripost.search import match
from tripost.search.compile import Compiled, compiled
from tripost.search.condition import Condition, all_of
from tripost.search.meaning import Meaning
from tripost.search.states import states_of
from tripost.store.reads import Reader
from tripost.store.times import loaded, stored

LIMIT: Final = 1_000
MOST_WALKS: Final = 400  # SQLite merges up to 500
TURNS: Final = 12  # looks at the index for one page; what is further on has the next page
_NEWEST: Final = 2**63 - 1


class Hit(msgspec.Struct, frozen=True):
    """A conversation that was found, and the newest of its entries that matched (or None)."""

    conversation: int
    entry: int | None
    text: str


class Hits(msgspec.Struct, frozen=True):
    """A page of them, and where the next one begins."""

    items: list[Hit]
    next: str | None


def find(
    reader: Reader,
    *,
    who: Actor,
    query: And,
    meaning: Meaning,
    limit: int,
    cursor: str | None = None,
    address: int | None = None,
) -> Hits:
    """Conversations that match, each once over all pages. Raises BadInput for a bad cursor.

    With words: the newest matching entry first, walking the index from its end. Without: the
    newest activity first.
    """
    seen = _whole(who, address=address)
    parts = compiled(query, meaning=meaning)
    words = parts.words or (parts.narrow if not parts.of_entry else None)
    if words is None:
        walks = _walks(who, query=query, address=address)
        return _by_activity(reader, parts, walks, limit=min(limit, LIMIT), cursor=cursor)
    return _by_entry(reader, parts, words, seen=seen, limit=min(limit, LIMIT), cursor=cursor)


def _by_entry(
    reader: Reader,
    parts: Compiled,
    words: match.Match,
    *,
    seen: Condition,
    limit: int,
    cursor: str | None,
) -> Hits:
    start = place = _entry_of(cursor)
    found: dict[int, int] = {}
    chunk, more = 2 * limit, True
    for _ in range(TURNS):
        rows = _entries(reader, parts, words, seen=seen, before=place, limit=chunk)
        known = _shown_before(reader, parts, words, {r[1] for r in rows} - set(found), start=start)
        for entry, conversation in rows:
            if conversation not in known:
                found.setdefault(conversation, entry)
            place = entry
            if len(found) == limit:
                break
        more = len(rows) == chunk or len(found) == limit
        if not more or len(found) == limit:
            break
        chunk = min(4 * chunk, 20_000)
    texts = _texts(reader, entries=list(found.values()))
    items = [Hit(conversation=c, entry=e, text=texts.get(e, "")) for c, e in found.items()]
    return Hits(items=items, next=str(place) if more else None)


def _entries(
    reader: Reader,
    parts: Compiled,
    words: match.Match,
    *,
    seen: Condition,
    before: int,
    limit: int,
) -> Sequence[Sequence[int]]:
    """Matching entries, newest first, with their conversations."""
    key, matches, value = match.question(words)
    # SQLite: a cross join keeps the index outside, which gives its rows in order without a sort.
    join = "CROSS JOIN" if connection.vendor == "sqlite" else "JOIN"
    wanted = all_of([parts.entry, parts.conversation, seen])
    return reader.rows(
        f"SELECT e.id, e.conversation_id FROM search_index {join} store_entry e "
        f"ON e.id = search_index.{key} {join} store_conversation c ON c.id = e.conversation_id "
        "LEFT JOIN store_message m ON m.id = e.message_id "
        f"WHERE {matches} AND search_index.{key} < %s AND {wanted.sql} "
        f"ORDER BY search_index.{key} DESC LIMIT %s",
        (value, before, *wanted.values, limit),
    )


def _shown_before(
    reader: Reader, parts: Compiled, words: match.Match, conversations: set[int], *, start: int
) -> set[int]:
    """Those that an earlier page has shown: with a newer matching entry."""
    if start == _NEWEST or not conversations:
        return set()
    wanted = all_of([match.indexed(words, entry="e.id"), parts.entry])
    ids, shown = list(conversations), set()
    for at in range(0, len(ids), 500):
        some = ids[at : at + 500]
        shown |= {
            row[0]
            for row in reader.rows(
                "SELECT DISTINCT e.conversation_id FROM store_entry e "
                "LEFT JOIN store_message m ON m.id = e.message_id "
                f"WHERE e.conversation_id IN ({_places(some)}) AND e.id >= %s AND {wanted.sql}",
                (*some, start, *wanted.values),
            )
        }
    return shown


def _walks(who: Actor, *, query: And, address: int | None) -> list[Condition]:
    """What the person may see, each part along one index: an address and, where the query says
    it, a state. No conversation is in two of them."""
    ways = [Condition(one.sql, one.params) for one in scopes(who, address=address)]
    states = states_of(query)
    if states is None or len(states) * len(ways) > MOST_WALKS:
        return ways if len(ways) <= MOST_WALKS else [_whole(who, address=address)]
    return [all_of([way, Condition("c.state = %s", (state,))]) for way in ways for state in states]


def _whole(who: Actor, *, address: int | None) -> Condition:
    allowed = visible(who, address=address)
    return Condition(allowed.sql, allowed.params)


def _by_activity(
    reader: Reader,
    parts: Compiled,
    walks: Sequence[Condition],
    *,
    limit: int,
    cursor: str | None,
) -> Hits:
    """No word to look up: each walk goes to its first rows, and the newest of all are taken."""
    wanted = all_of([parts.conversation, _of_some_mail(parts)])
    after: str = ""
    values: tuple[Any, ...] = ()
    if cursor is not None:
        at, ident = _activity_of(cursor)
        after = " AND c.last_activity_at <= %s AND (c.last_activity_at < %s OR c.id < %s)"
        values = (at, at, ident)
    if not walks:
        return Hits(items=[], next=None)
    inner = " UNION ALL ".join(
        "SELECT * FROM (SELECT c.id AS id, c.last_activity_at AS at, c.snippet AS snippet "
        f"FROM store_conversation c WHERE ({walk.sql}) AND ({wanted.sql}){after} "
        f"ORDER BY c.last_activity_at DESC, c.id DESC LIMIT %s) AS w{number}"
        for number, walk in enumerate(walks)
    )
    rows = reader.rows(
        f"SELECT x.id, x.at, x.snippet FROM ({inner}) AS x ORDER BY x.at DESC, x.id DESC LIMIT %s",
        (
            *(v for walk in walks for v in (*walk.values, *wanted.values, *values, limit + 1)),
            limit + 1,
        ),
    )
    items = [Hit(conversation=row[0], entry=None, text=row[2]) for row in rows[:limit]]
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        moment = loaded(last[1])
        assert moment is not None, "every conversation has a last activity"
        following = f"{moment.isoformat()}|{last[0]}"
    return Hits(items=items, next=following)


def _of_some_mail(parts: Compiled) -> Condition:
    if not parts.of_entry:
        return Condition("1 = 1")
    return Condition(
        "EXISTS (SELECT 1 FROM store_entry e LEFT JOIN store_message m ON m.id = e.message_id "
        f"WHERE e.conversation_id = c.id AND {parts.entry.sql})",
        parts.entry.values,
    )


def _texts(reader: Reader, *, entries: Sequence[int]) -> dict[int, str]:
    if not entries:
        return {}
    return dict(
        reader.rows(
            "SELECT e.id, CASE WHEN e.kind = 'note' THEN e.text ELSE m.visible END "
            "FROM store_entry e LEFT JOIN store_message m ON m.id = e.message_id "
            f"WHERE e.id IN ({_places(entries)})",
            list(entries),
        )
    )


def _entry_of(cursor: str | None) -> int:
    if cursor is None:
        return _NEWEST
    if not (cursor.isascii() and cursor.isdigit() and len(cursor) <= 19):
        raise BadInput("bad-cursor", "This cursor is not one of ours.")
    return min(int(cursor), _NEWEST)


def _activity_of(cursor: str) -> tuple[Any, int]:
    moment, _, ident = cursor.partition("|")
    try:
        at = loaded(moment)
        number = int(ident)
    except ValueError:
        at, number = None, 0
    if at is None or not 0 <= number < _NEWEST:
        raise BadInput("bad-cursor", "This cursor is not one of ours.")
    return stored(at), number


def _places(values: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(values))
