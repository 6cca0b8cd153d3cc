"""Rows "search over 1,000,000 messages" and "views with counts over 1,000,000 conversations"."""

import asyncio
import statistics
from datetime import UTC, datetime
from time import perf_counter
from typing import Any, Final

from bench import words
from bench.ground import Ground, grounds
from bench.measure import Row, looks, percentile

SEARCH: Final = 0.200  # seconds at p95
VIEW: Final = 0.050
NOW: Final = datetime(2026, 12, 3, tzinfo=UTC)
VIEWS: Final = (
    "is:open", "is:unassigned", "is:open waiting:>4h", "in:support is:open", "priority:>=high",
    "label:Versand is:open", "due:overdue", "is:closed in:sales", "is:snoozed", "assigned:anna",
    "is:mine", "is:starred", "is:open older_than:30d", "mode:inbox is:open", "has:attachment",
)  # fmt: skip


def rows() -> list[Row]:
    """Both, on the large ground."""
    _, ground = grounds()
    began = perf_counter()
    words.fill(ground)
    filled = perf_counter() - began
    return [_search(ground, filled=filled), _views(ground)]


def queries() -> dict[str, str]:
    """What people look for: from everywhere to almost nowhere."""
    often, middle, seldom = words.word(2), words.word(300), words.word(15_000)
    return {
        "word in a third of all": often,
        "word of the middle": middle,
        "rare word": seldom,
        "word nobody wrote": "xylophon",
        "two frequent words": f"{often} {words.word(5)}",
        "frequent and rare": f"{often} {seldom}",
        "frequent, mine": f"{often} is:mine",
        "rare, starred": f"{seldom} is:starred",
        "one of two": f"{middle} OR {seldom}",
        "without another": f"{often} -{middle}",
        "from one sender": "from:kunde123@kunde.example",
        "from and word": f"from:kunde77 {often}",
        "open ones": "is:open",
        "open in one address": f"is:open in:sales {middle}",
        "urgent": "priority:>=high is:open",
        "last week": "newer_than:1w is:open",
        "subject": "subject:4711",
    }


def _search(ground: Ground, *, filled: float) -> Row:
    from tripost.conversations.queries import by_ids
    from tripost.core.query import parse
    from tripost.people.policies import actor
    from tripost.search.meaning import Meaning
    from tripost.search.queries import find
    from tripost.search.spelling import widened
    from tripost.store.reads import SqliteReader

    reader = SqliteReader(ground.database)
    who = actor(reader, user=ground.user)
    assert who is not None
    meaning = Meaning(user=ground.user, now=NOW)

    def ask(text: str) -> int:
        query = widened(parse(text), reader)
        hits = find(reader, who=who, query=query, meaning=meaning, limit=50)
        return len(by_ids(reader, who=who, ids=[hit.conversation for hit in hits.items]))

    times = {name: looks(lambda text=text: ask(text)) for name, text in queries().items()}
    reader.close()
    everything = [one for some in times.values() for one in some]
    p95 = percentile(everything, share=0.95)
    return Row(
        job=f"search over {ground.count:,} messages",
        ours="200 ms",
        peer="p95",
        ratio=SEARCH / p95,
        goal=1.0,
        unit="ms",
        figures={name: 1000 * statistics.median(some) for name, some in times.items()}
        | {"p95 of all": 1000 * p95, "filling, s": filled},
    )


def _views(ground: Ground) -> Row:
    from tripost.conversations.queries import Wanted, page
    from tripost.conversations.tallies import counts, my_counts
    from tripost.people.policies import actor
    from tripost.search.saved import listed, saved_views
    from tripost.store.reads import SqliteReader

    built = _build(ground)
    reader = SqliteReader(ground.database)
    who = actor(reader, user=ground.user)
    assert who is not None
    ids = [row[0] for row in reader.rows("SELECT id FROM search_view ORDER BY position")]

    def shown(ident: int) -> Any:
        found = listed(reader, who=who, ident=ident, now=NOW, limit=50)
        return page(reader, who=who, wanted=Wanted(condition=found.condition))

    times = {
        "numbers of 4 addresses": looks(lambda: counts(reader, who=who)),
        "numbers of the side bar": looks(lambda: my_counts(reader, who=who)),
        f"{len(VIEWS)} saved views, counted": looks(lambda: saved_views(reader, who=who, now=NOW)),
    }
    lists = {
        f"list: {text}": looks(lambda ident=ident: shown(ident))
        for ident, text in zip(ids, VIEWS, strict=True)
    }
    reader.close()
    # What one look at a view asks for: its list and all numbers beside it.
    numbers = [sum(some) for some in zip(*times.values(), strict=True)]
    whole = [a + b for some in lists.values() for a, b in zip(some, numbers, strict=True)]
    p95 = percentile(whole, share=0.95)
    return Row(
        job=f"view with counts, {ground.count:,} conversations",
        ours="50 ms",
        peer="p95",
        ratio=VIEW / p95,
        goal=1.0,
        unit="ms",
        figures={name: 1000 * statistics.median(some) for name, some in (times | lists).items()}
        | {"p95 of list and numbers": 1000 * p95, "building all views, s": built},
    )


def _build(ground: Ground) -> float:
    """The views, and their members by the real follower; seconds."""
    from pathlib import Path

    from tripost.kit.bus import Bus
    from tripost.kit.ids import new_id
    from tripost.kit.settings import Settings
    from tripost.search.follower import Follower
    from tripost.search.models import View
    from tripost.store.blobs import Blobs
    from tripost.store.models import Modseq
    from tripost.store.reads import Pool, SqliteReader
    from tripost.store.services import Services
    from tripost.store.writer import Writer

    Modseq.objects.get_or_create(pk=1)
    for place, text in enumerate(VIEWS):
        View.objects.create(
            id=new_id(NOW), name=text, query=text, owner_id=ground.user, position=place
        )
    bus = Bus()
    writer, pool = Writer(bus), Pool(threads=1)
    writer.start()
    services = Services(
        writer=writer,
        reader=SqliteReader(ground.database),
        pool=pool,
        bus=bus,
        blobs=Blobs(Path(ground.folder) / "blobs", inline_limit=1000),
        clock=lambda: NOW,
        settings=Settings(data=ground.folder),
    )
    began = perf_counter()
    asyncio.run(_turn(Follower(services)))
    took = perf_counter() - began
    writer.stop()
    pool.close()
    return took


async def _turn(follower: Any) -> None:
    await follower.turn()
