"""Search as the list shows it: rows of what was found, each with what it says there."""

from typing import Any, Final

import msgspec

from tripost.conversations import queries
from tripost.conversations.shapes import Page
from tripost.people.door import Ask
from tripost.search.asking import asked, meaning_of
from tripost.search.queries import find
from tripost.search.saved import listed
from tripost.search.spelling import widened
from tripost.store.reads import DjangoReader, Reader

SNIPPET: Final = 200  # characters


class HitShape(msgspec.Struct, frozen=True):
    """Which mail was found (None: a note), and what it says there."""

    message: str | None
    snippet: str


async def found(
    ask: Ask, text: str, *, limit: int, cursor: str | None, address: int | None
) -> dict[str, Any]:
    """A page of rows with their hits; raises a Problem for a bad query.

    Away from the loop: a rare word in a large installation may take a while.
    """
    query = asked(text)

    def page() -> dict[str, Any]:
        reader = DjangoReader()
        hits = find(
            reader,
            who=ask.who,
            query=widened(query, reader),
            meaning=meaning_of(reader, who=ask.who, now=ask.now),
            limit=limit,
            cursor=cursor,
            address=address,
        )
        rows = queries.by_ids(reader, who=ask.who, ids=[h.conversation for h in hits.items])
        by_id = {int(row.id): row for row in rows}
        messages = _messages_of(reader, entries=[h.entry for h in hits.items if h.entry])
        items = [
            {
                **msgspec.structs.asdict(by_id[h.conversation]),
                "hit": HitShape(message=messages.get(h.entry or 0), snippet=_short(h.text)),
            }
            for h in hits.items
            if h.conversation in by_id
        ]
        return {"items": items, "next": hits.next}

    return await ask.work(page)


async def saved(
    ask: Ask,
    ident: int,
    *,
    limit: int,
    cursor: str | None,
    address: int | None,
    sort: str | None,
) -> Page:
    """A page of a saved view; raises Hidden, BadInput."""

    def page() -> Page:
        reader = DjangoReader()
        view = listed(
            reader,
            who=ask.who,
            ident=ident,
            now=ask.now,
            limit=limit,
            address=address,
            sort=sort,
            after=queries.after(cursor),
        )
        wanted = queries.Wanted(
            address=address,
            view=view.within,
            limit=limit,
            cursor=cursor,
            sort=view.sort,
            condition=view.condition,
        )
        return queries.page(reader, who=ask.who, wanted=wanted)

    return await ask.work(page)


def _short(text: str) -> str:
    return " ".join(text[:1_000].split())[:SNIPPET]


def _messages_of(reader: Reader, *, entries: list[int]) -> dict[int, str]:
    if not entries:
        return {}
    places = ", ".join(["%s"] * len(entries))
    messages = reader.rows(
        f"SELECT id, message_id FROM store_entry WHERE message_id IS NOT NULL AND id IN ({places})",
        entries,
    )
    return {entry: str(message) for entry, message in messages}
