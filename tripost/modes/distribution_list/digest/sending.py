"""The round of the digests: find what is due, put it together, hand it to the outbox."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, TypeVar

from tripost.modes.distribution_list.digest import actions, mail, queries, times
from tripost.modes.distribution_list.digest.actions import Batch
from tripost.modes.distribution_list.digest.queries import Left, Reads
from tripost.modes.distribution_list.posting import settings
from tripost.modes.distribution_list.posting.settings import Settings
from tripost.store.blobs import Prepared
from tripost.store.reads import Reader
from tripost.store.services import Services
from tripost.store.times import loaded

T = TypeVar("T")

AT_ONCE: Final = 500  # subscribers in one transaction
SETTLE: Final = timedelta(minutes=1)  # so that what leaves at that very moment is in it
PERIODS: Final = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class Due:
    """A list whose digest tells everything up to `until`."""

    listing: Settings
    until: datetime


async def send_digests(services: Services, _: Mapping[str, Any]) -> None:
    """Every list whose hour has come. Safe to run twice, and to be stopped anywhere."""
    for address in await _look(services, queries.lists):
        await _one(services, address)


async def send_last(services: Services, arguments: Mapping[str, Any]) -> None:
    """What somebody would miss who has just left digests for single mails. Safe to run twice."""
    until = loaded(str(arguments["until"]))
    assert until is not None
    found = await _look(services, partial(_last, subscriber=int(arguments["subscriber"]),
                                          after=loaded(arguments.get("after")), until=until,
                                          base_url=services.settings.public_url))  # fmt: skip
    if found is None:
        return
    listing, one, raw = found
    blob = services.blobs.prepare(raw)
    await services.writer.do(
        lambda: actions.send_last(listing, blob, one, until=until, at=services.clock())
    )


async def _one(services: Services, address: int) -> None:
    at = services.clock()
    found = await _look(services, partial(_due, address=address, at=at))
    if isinstance(found, datetime):
        first = found
        await services.writer.do(lambda: actions.plan(address, due=first))
        return
    if found is None:
        return
    due = found
    kept: dict[tuple[str, tuple[int, ...]], Prepared] = {}
    while True:
        grouped = await _look(services, partial(_grouped, due=due))
        if not grouped:
            break
        batches = [
            Batch(blob=_blob(services, posts, language, due, kept), people=tuple(people))
            for (language, posts), people in grouped
        ]
        await services.writer.do(
            partial(actions.send, due.listing, batches, until=due.until, at=services.clock())
        )
    following = times.following(due.listing, after=due.until)
    await services.writer.do(lambda: actions.plan(address, due=following))


def _due(reader: Reader, *, address: int, at: datetime) -> Due | datetime | None:
    """What to send now; a time: nothing was planned yet; None: not yet."""
    listing = settings.of(reader, address)
    if listing.digest_at is None:
        return times.following(listing, after=at)
    until = times.latest(listing, at=at)
    if at < listing.digest_at + SETTLE or at < until + SETTLE:
        return None
    return Due(listing, until)


Group = tuple[tuple[str, tuple[Left, ...]], list[Reads]]


def _grouped(reader: Reader, *, due: Due) -> list[Group]:
    """The next people who are not told yet, by what they are to be told."""
    address = due.listing.address
    people = queries.due(reader, address=address, until=due.until, limit=AT_ONCE)
    if not people:
        return []
    period = PERIODS.get(due.listing.digest, PERIODS["daily"])
    begins = {p.subscriber: queries.window(p, until=due.until, period=period) for p in people}
    places = queries.above(reader, address)
    posts = queries.left(reader, addresses=places, after=min(begins.values()), until=due.until)
    known = _known(reader, posts, people, address=address, above=places[1:])
    groups: dict[tuple[str, tuple[int, ...]], Group] = {}
    for one in people:
        told = tuple(
            post
            for post in posts
            if post.left_at > begins[one.subscriber] and _wanted(post, one, known)
        )
        language = one.language or due.listing.language
        key = (language, tuple(post.told.id for post in told))
        groups.setdefault(key, ((language, told), []))[1].append(one)
    return list(groups.values())


@dataclass(frozen=True, slots=True)
class _Known:
    """What decides who is told what. `owned`: (email, list above) with a row of their own there;
    `chosen`: (campaign, subscriber)."""

    address: int
    owned: set[tuple[str, int]]
    chosen: set[tuple[int, int]]


def _known(
    reader: Reader,
    posts: Sequence[Left],
    people: Sequence[Reads],
    *,
    address: int,
    above: Sequence[int],
) -> _Known:
    return _Known(
        address,
        queries.elsewhere(reader, emails=[one.email for one in people], addresses=above),
        queries.chosen(reader, posts, subscribers=[one.subscriber for one in people]),
    )


def _wanted(post: Left, one: Reads, known: _Known) -> bool:
    """Who was there when it was written, as for single mails. Topics are those of the list itself;
    on a list above, a row of their own counts there. A campaign's readers were chosen with it."""
    if post.campaign:
        return (post.told.id, one.subscriber) in known.chosen
    if post.created_at < one.since:
        return False
    if post.address != known.address:
        return (one.email, post.address) not in known.owned
    topics = post.told.topics
    return one.topics is None or not topics or bool(set(topics) & set(one.topics))


def _blob(
    services: Services,
    posts: Sequence[Left],
    language: str,
    due: Due,
    kept: dict[tuple[str, tuple[int, ...]], Prepared],
) -> Prepared | None:
    if not posts:
        return None
    key = (language, tuple(post.told.id for post in posts))
    if key not in kept:
        raw = mail.build(
            [post.told for post in posts],
            listing=due.listing,
            language=language,
            due=due.until,
            base_url=services.settings.public_url,
        )
        kept[key] = services.blobs.prepare(raw)
    return kept[key]


def _last(
    reader: Reader, *, subscriber: int, after: datetime | None, until: datetime, base_url: str
) -> tuple[Settings, Reads, bytes] | None:
    one = queries.reads(reader, subscriber=subscriber)
    row = reader.row(
        "SELECT address_id FROM distribution_list_subscriber WHERE id = %s", (subscriber,)
    )
    if one is None or row is None:
        return None
    listing = settings.of(reader, row[0])
    begins = after or one.since
    places = queries.above(reader, row[0])
    went = queries.left(reader, addresses=places, after=begins, until=until)
    known = _known(reader, went, [one], address=row[0], above=places[1:])
    posts = [post.told for post in went if _wanted(post, one, known)]
    if not posts:
        return None
    language = one.language or listing.language
    raw = mail.build(posts, listing=listing, language=language, due=until, base_url=base_url)
    return listing, one, raw


async def _look(services: Services, look: Callable[[Reader], T]) -> T:
    """Reads run inline on SQLite, in the pool elsewhere."""
    if services.settings.on_sqlite:
        return look(services.reader)
    return await services.pool.run(lambda: look(services.reader))
